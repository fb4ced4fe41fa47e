import { describe, expect, test } from 'vitest'
import type { GivenUp, Waiting } from '../../../src/outbox/message.ts'
import { HOUR, MINUTE } from '../../../src/time/instant.ts'
import { confirmedWith } from '../../world/booked.ts'
import { ari, dana, mondayMorning, olga, rae, sam } from '../../world/cast.ts'
import { flawsOf, textOf, titleOf } from '../../world/pages.ts'
import { consoleOf } from './desk.ts'
import { deskWithLegs, outcomes } from './legs.ts'

const booking = confirmedWith()

const parked: Waiting = {
  id: '7',
  kind: 'write activity',
  bookingId: 'b1',
  organizer: olga.id,
  attempts: 40,
  writtenAt: mondayMorning - 3 * HOUR,
  dueAt: mondayMorning,
  doneAt: null,
  parkedAt: mondayMorning,
  inHandUntil: null,
  lastProblem: '<b>Cost centre</b> is missing'
}
const waiting: Waiting = {
  ...parked,
  id: '8',
  attempts: 2,
  parkedAt: null,
  dueAt: mondayMorning + 5 * MINUTE,
  lastProblem: 'too busy'
}
const meetingParked: Waiting = { ...parked, id: '9', kind: 'create meeting' }

async function deskWith(messages: Waiting[]) {
  const desk = await consoleOf({ bookings: [booking] })
  const acts: unknown[] = []
  const { services } = desk
  services.bookings.find = async () => booking
  let left = [...messages]
  const takeOut = (id: string) => {
    const there = left.some((message) => message.id === id)
    left = left.filter((message) => message.id !== id)
    return there
  }
  Object.assign(services.waiting, {
    waiting: async (limit: number, organizers: string[]) =>
      left.filter(({ organizer }) => organizers.includes(organizer)).slice(0, limit),
    findWaiting: async (id: string) => left.find((message) => message.id === id),
    retry: async (id: string) => takeOut(id) && acts.push(['retry', id]) > 0,
    drop: async (id: string, given: GivenUp) => takeOut(id) && acts.push(['drop', id, given]) > 0
  })
  return { ...desk, acts, put: (message: Waiting) => left.push(message) }
}

describe('what is not delivered yet', () => {
  test('says what, for whom, why, since when, and when it is tried next', async () => {
    const { as } = await deskWith([parked, waiting])
    const { body } = await (await as(dana)).get('/console/outbox')
    const text = textOf(body)
    expect(flawsOf(body)).toEqual([])
    expect(text).toContain("The Event in Olga Okafor's Salesforce calendar")
    expect(text).toContain('Tuesday 5 January, 14:00 to 14:30, Berlin time')
    expect(text).toContain('Stopped: somebody must look Last answer: <b>Cost centre</b> is missing')
    expect(text).toContain('Since Today 05:00 (3 hours ago), 40 attempts')
    expect(text).toContain('Waiting, next try in 5 minutes Last answer: too busy')
    expect(body).not.toContain('<b>Cost')
  })

  test('is calm when everything has arrived', async () => {
    const { as } = await deskWith([])
    expect(textOf((await (await as(dana)).get('/console/outbox')).body)).toContain('Everything has arrived.')
  })

  test('has activities, too, and each is tried again with one click from here', async () => {
    const rejected = { state: 'parked' as const, outcome: outcomes.sf_rejected }
    const waits = { outcome: outcomes.sf_retry_later, dueAt: mondayMorning + HOUR }
    const { as, tried } = await deskWithLegs({ p: rejected, w: waits, fine: { state: 'written' } })
    const desk = await as(dana)
    const { body } = await desk.get('/console/outbox')
    const text = textOf(body)
    expect(flawsOf(body)).toEqual([])
    expect(text).toContain(
      'Stopped: somebody must look Salesforce refused to save the Event because of the field Cost__c.'
    )
    expect(text).toContain('Waiting, next try in 1 hour')
    expect([...body.matchAll(/id="activity-/g)].length).toBe(2)
    const answer = await desk.post('/console/activities/bk-p/attempts', { back: 'outbox' }, '/console/outbox')
    expect(answer.headers.location).toBe('/console/outbox?leg=bk-p&did=tried#salesforce')
    expect(tried).toEqual(['bk-p'])
    const after = textOf((await desk.get('/console/outbox?leg=bk-p&did=tried')).body)
    expect(after).toContain('It is in Salesforce now.')
    expect(textOf((await (await as(sam)).get('/console/outbox')).body)).not.toContain('Grace')
  })

  test('is nobody else’s business', async () => {
    const { as, acts } = await deskWith([parked])
    const text = textOf((await (await as(sam)).get('/console/outbox')).body)
    expect(text).not.toContain('Grace')
    expect((await (await as(sam)).post('/console/outbox/7/attempts', {})).statusCode).toBe(404)
    expect(acts).toEqual([])
  })

  test('is announced above the bookings when somebody must look', async () => {
    const { as } = await deskWith([parked, waiting])
    const { body } = await (await as(dana)).get('/console/bookings')
    expect(textOf(body)).toContain('Something has not got through to Exchange or Salesforce')
    expect(flawsOf(body)).toEqual([])
    const salesforce = await deskWithLegs({ r: { state: 'review' }, w: { outcome: outcomes.sf_retry_later } })
    expect(textOf((await (await salesforce.as(dana)).get('/console/bookings')).body)).toContain(
      'Something has not got through to Exchange or Salesforce'
    )
    const calm = await deskWith([waiting])
    expect(textOf((await (await calm.as(dana)).get('/console/bookings')).body)).not.toContain('got through')
  })
})

describe('trying again', () => {
  test('is one click, audited; a second click says that it has moved on', async () => {
    const { as, acts, audited } = await deskWith([parked])
    const desk = await as(dana)
    const first = await desk.post('/console/outbox/7/attempts', {}, '/console/outbox')
    expect([first.statusCode, first.headers.location]).toEqual([303, '/console/outbox?done=tried'])
    expect(textOf((await desk.get('/console/outbox?done=tried')).body)).toContain('It is tried again now.')
    expect(acts).toEqual([['retry', '7']])
    expect(audited).toMatchObject([
      { actor: dana.id, act: 'write activity', object: 'booking b1', result: 'tried again: write activity' }
    ])
    expect((await desk.post('/console/outbox/7/attempts', {})).statusCode).toBe(404)
  })

  test('two tabs at once are one attempt, and the slower reads that nothing was done twice', async () => {
    const { as, services, audited } = await deskWith([parked])
    services.waiting.retry = async () => false
    const answer = await (await as(dana)).post('/console/outbox/7/attempts', {}, '/console/outbox')
    expect(answer.headers.location).toBe('/console/outbox?done=moved')
    expect(audited).toEqual([])
  })

  test.each([
    ['who may look but not act', rae, 403],
    ['whom the calendar does not name', ari, 404]
  ])('is refused to somebody %s, and she sees no button', async (_, person, status) => {
    const { as, acts, audited } = await deskWith([parked])
    const desk = await as(person)
    expect((await desk.get('/console/outbox')).body).not.toContain('/console/outbox/7/attempts')
    expect((await desk.post('/console/outbox/7/attempts', {})).statusCode).toBe(status)
    expect(acts).toEqual([])
    expect(audited).toMatchObject(status === 403 ? [{ actor: person.id, result: 'refused' }] : [])
  })
})

describe('giving up', () => {
  test('needs a reason, and keeps who and why', async () => {
    const { as, acts, audited } = await deskWith([parked])
    const desk = await as(dana)
    const without = await desk.post('/console/outbox/7/abandonment', { why: '  ' }, '/console/outbox')
    expect(without.statusCode).toBe(422)
    expect(titleOf(without.body)).toMatch(/^Error: /)
    expect(flawsOf(without.body)).toEqual([])
    expect(acts).toEqual([])
    const given = await desk.post(
      '/console/outbox/7/abandonment',
      { why: 'Not a customer any more' },
      '/console/outbox'
    )
    expect(given.headers.location).toBe('/console/outbox?done=dropped')
    expect(acts).toEqual([['drop', '7', { by: dana.name, why: 'Not a customer any more' }]])
    expect(audited).toMatchObject([{ actor: dana.id, result: 'given up: write activity: Not a customer any more' }])
  })

  test('a meeting that an invitee was promised is not given up', async () => {
    const { as, acts } = await deskWith([meetingParked])
    const desk = await as(dana)
    expect((await desk.get('/console/outbox')).body).not.toContain('abandonment')
    expect((await desk.post('/console/outbox/9/abandonment', { why: 'x' }, '/console/outbox')).statusCode).toBe(404)
    expect(acts).toEqual([])
  })
})
