import ICAL from 'ical.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { bookRoutes } from '../../../server/routes/book/book.ts'
import { TRIES } from '../../../server/routes/book/changing.ts'
import { book } from '../../../src/bookings/book.ts'
import { cancelBooking } from '../../../src/bookings/cancel.ts'
import type { Link } from '../../../src/links/link.ts'
import { HOUR, MINUTE } from '../../../src/time/instant.ts'
import { grace, halfHours } from '../../world/cast.ts'
import { flawsOf, form, serverWith, textOf, titleOf, valuesOf } from '../../world/pages.ts'
import { worldWith } from '../../world/services.ts'

let world: ReturnType<typeof worldWith>
let app: Awaited<ReturnType<typeof serverWith>>
const id = 'b00c0000-0000-4000-8000-000000000001'
const start = Date.parse('2027-01-05T13:00Z')
const atTwo = { start, end: start + 30 * MINUTE }
const wednesdayTen = '2027-01-06T09:00:00Z/2027-01-06T09:30:00Z'

/** Grace has Tuesday at two, Berlin time; she sees it in New York, at eight. */
async function booked(change: Partial<Link> = {}) {
  world = worldWith({ links: [{ ...halfHours, ...change } as Link] })
  app = await serverWith(bookRoutes, world.services)
  await book({ id, token: world.tokenOf(halfHours), slot: atTwo, invitee: grace }, world.services)
}
beforeEach(() => booked())

const path = () => `/booked/${world.services.tokens.ofBooking(id)}`
const get = (what = '') => app.inject({ method: 'GET', url: `${path()}${what}` })
const newId = (purpose: 'move' | 'cancel') =>
  world.services.formIds.make(`${purpose} ${path().slice('/booked/'.length)}`, world.outside.now)
const move = (fields: Record<string, string> = {}) =>
  app.inject(
    form(`${path()}/new-time`, {
      id: newId('move'),
      zone: 'America/New_York',
      from: '',
      slot: wednesdayTen,
      email: grace.address,
      ...fields
    })
  )
const cancel = (fields: Record<string, string> = {}) =>
  app.inject(form(`${path()}/cancellation`, { id: newId('cancel'), email: grace.address, reason: '', ...fields }))
const booking = () => world.bookings()[0]

describe('the page of a booking', () => {
  test('leads to another time and to cancelling, and says until when', async () => {
    const { body } = await get()
    expect(textOf(body)).toContain('Move or cancel it Until Tuesday 5 January 2027, 06:00. Choose another time Cancel')
    expect(body).toContain(`href="${path()}/new-time"`)
    expect(body).toContain(`href="${path()}/cancellation"`)
  })

  test('shortly before it begins says to whom to write', async () => {
    world.outside.now = start - 2 * HOUR
    const text = textOf((await get()).body)
    expect(text).toContain('It begins too soon to be changed here. Answer the invitation, or write to Dana.')
    expect(text).not.toContain('Choose another time')
  })
})

describe('another time', () => {
  test('shows the free times by the invitee’s clock, without her own and without a word about her', async () => {
    const answer = await get('/new-time')
    const text = textOf(answer.body)
    expect(answer.statusCode).toBe(200)
    expect(titleOf(answer.body)).toBe('Another time for your meeting with Olga Okafor')
    expect(text).toContain('So far: Tuesday 5 January 2027, 08:00 to 08:30, New York time (UTC−5)')
    expect(text).toContain('Times in New York time')
    const times = [...answer.body.matchAll(/name="slot"[^>]*value="([^"]*)"/g)].map(([, value]) => value)
    expect(times).toContain('2027-01-05T12:30:00Z/2027-01-05T13:00:00Z')
    expect(times).not.toContain('2027-01-05T13:00:00Z/2027-01-05T13:30:00Z')
    expect(answer.body).not.toMatch(/Grace|harborlight/)
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('the meeting is not in its own way, although the calendar shows it', async () => {
    await booked({ lengths: [30], step: 15 } as Partial<Link>)
    world.outside.busy = [{ ...atTwo, status: 'busy' }]
    expect((await get('/new-time')).body).toContain('2027-01-05T13:15:00Z/2027-01-05T13:45:00Z')
  })

  test('is taken with the address of the booking, whatever its case: the same booking, at the new time', async () => {
    const answer = await move({ email: ` ${grace.address.toUpperCase()} ` })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(path())
    expect(booking()).toMatchObject({ state: 'confirmed', slot: { start: Date.parse('2027-01-06T09:00Z') } })
    const { body } = await get()
    expect(textOf(body)).toContain("Moved. It is in Olga's calendar at its new time")
    expect(textOf(body)).toContain('Wednesday 6 January 2027 04:00 to 04:30')
    expect(flawsOf(body)).toEqual([])
  })

  test('sent twice is one move with one answer', async () => {
    const fields = { id: newId('move') }
    expect([(await move(fields)).statusCode, (await move(fields)).statusCode]).toEqual([303, 303])
    expect(booking()).toMatchObject({ sequence: 1 })
  })

  test.each([
    ['another address', { email: 'mallory@harborlight.example' }, 422, 'This is not the address of this meeting'],
    ['no address', { email: '' }, 422, 'Enter your e-mail address'],
    ['no time', { slot: '' }, 422, 'Choose one of the times'],
    ['a time that is not offered', { slot: '2027-01-06T02:00Z/2027-01-06T02:30Z' }, 409, 'is no longer free'],
    ['its own time', { slot: '2027-01-05T13:00:00Z/2027-01-05T13:30:00Z' }, 409, 'is no longer free'],
    ['a form that is not ours', { id: 'x' }, 422, 'Nothing was changed']
  ])('with %s: the page again, with what was typed, and nothing is changed', async (_, fields, status, words) => {
    const answer = await move({ slot: wednesdayTen, ...fields })
    expect(answer.statusCode).toBe(status)
    expect(textOf(answer.body)).toContain(words)
    expect(titleOf(answer.body)).toMatch(/^Error: /)
    if (!('email' in fields)) expect(valuesOf(answer.body, 'email')).toEqual([grace.address])
    expect(booking()).toMatchObject({ slot: atTwo, version: 2 })
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('the form for cancelling does not move, nor does a link’s', async () => {
    expect((await move({ id: newId('cancel') })).statusCode).toBe(422)
    const ofLink = world.services.formIds.make(world.tokenOf(halfHours), world.outside.now)
    expect((await move({ id: ofLink })).statusCode).toBe(422)
  })

  test('is not found by trying addresses, and the right one is refused as well after too many', async () => {
    for (let count = 0; count < TRIES; count++) await move({ email: `guess-${count}@harborlight.example` })
    const answer = await move()
    expect(answer.statusCode).toBe(429)
    expect(textOf(answer.body)).toContain('Addresses were tried too often for this meeting')
    expect(booking()).toMatchObject({ slot: atTwo })
    world.outside.now += HOUR
    expect((await move()).statusCode).toBe(303)
  })

  test('three times and no more; she can still cancel', async () => {
    for (const hour of [9, 10, 11])
      await move({
        slot: `2027-01-06T${String(hour).padStart(2, '0')}:00Z/2027-01-06T${hour}:30Z`.replace('T9', 'T09')
      })
    const answer = await get('/new-time')
    expect(textOf(answer.body)).toContain('This meeting has been moved three times already')
    expect(answer.body).toContain(`href="${path()}/cancellation"`)
    expect((await move()).statusCode).toBe(409)
    expect(textOf((await get()).body)).not.toContain('Choose another time')
  })

  test('a link that was revoked offers no other time; she can still cancel', async () => {
    await world.services.links.revoke(halfHours.id, world.outside.now)
    for (const answer of [await get('/new-time'), await move()]) {
      expect(textOf(answer.body)).toContain(
        'This meeting can no longer be moved here If you need another time, write to Dana.'
      )
      expect(flawsOf(answer.body)).toEqual([])
    }
    expect((await cancel()).statusCode).toBe(303)
  })

  test('too late is too late', async () => {
    world.outside.now = start - 2 * HOUR
    expect(textOf((await get('/new-time')).body)).toContain('It begins too soon. Answer the invitation')
    expect((await move()).statusCode).toBe(409)
    expect(booking()).toMatchObject({ slot: atTwo })
  })

  test('a calendar that cannot be read is neither free nor full, and nothing typed is lost', async () => {
    world.outside.busy = undefined
    const shown = await get('/new-time')
    expect(shown.statusCode).toBe(503)
    expect(textOf(shown.body)).toContain("Olga's times cannot be read right now Your meeting stays at its time.")
    const sent = await move()
    expect(sent.statusCode).toBe(503)
    expect(textOf(sent.body)).toContain('Your meeting could not be moved.')
    expect(valuesOf(sent.body, 'slot')).toEqual([wednesdayTen])
    expect(valuesOf(sent.body, 'email')).toEqual([grace.address])
    expect(flawsOf(sent.body)).toEqual([])
  })

  test('Exchange says no: it stays where it is, and the page says so', async () => {
    world.outside.meeting = 'refused'
    const answer = await move()
    expect(answer.statusCode).toBe(503)
    expect(textOf(answer.body)).toContain('Your meeting could not be moved. The calendar cannot be reached right now.')
    expect(textOf((await get()).body)).toContain(
      "Not moved. Olga's calendar did not take the other time, Wednesday 6 January"
    )
  })

  test('Exchange does not answer: being moved, and both times in words', async () => {
    world.outside.meeting = 'no answer'
    expect((await move()).statusCode).toBe(303)
    const { body } = await get()
    expect(titleOf(body)).toBe('Being moved: your meeting with Olga Okafor')
    expect(textOf(body)).toContain('The time you chose, Wednesday 6 January 2027, 04:00 to 04:30, is kept for you')
    expect(textOf(body)).not.toContain('Choose another time')
    expect((await get('/new-time')).statusCode).toBe(303)
    expect(flawsOf(body)).toEqual([])
  })

  test('looking at other days and another clock keeps what was typed, and changes nothing', async () => {
    const fields = { zone: 'America/New_York', slot: wednesdayTen, email: grace.address, 'new-zone': 'Europe/Berlin' }
    const answer = await app.inject(form(`${path()}/times`, fields))
    expect(answer.statusCode).toBe(200)
    expect(textOf(answer.body)).toContain('Times in Berlin time')
    expect(valuesOf(answer.body, 'email')).toEqual([grace.address])
    expect(answer.body).toMatch(/value="2027-01-06T09:00:00Z[^>]*checked/)
    expect((await get('/times')).headers.location).toBe(`${path()}/new-time`)
    expect(booking()?.version).toBe(2)
  })
})

describe('cancelling', () => {
  test('asks first, in words, and says nothing about the invitee', async () => {
    const answer = await get('/cancellation')
    expect(textOf(answer.body)).toContain('Cancel this meeting? It is taken out of the calendar')
    expect(answer.body).not.toMatch(/Grace|harborlight/)
    expect(flawsOf(answer.body)).toEqual([])
    expect(booking()?.state).toBe('confirmed')
  })

  test('is done with the address, once, and stays done', async () => {
    const answer = await cancel({ reason: ' I am ill. ' })
    expect(answer.headers.location).toBe(path())
    expect(booking()).toMatchObject({ state: 'cancelled', comment: 'I am ill.', by: { as: 'invitee' } })
    expect((await cancel()).statusCode).toBe(303)
    const { body } = await get()
    expect(textOf(body)).toContain('Cancelled. It was cancelled at your own wish, and will not take place.')
    expect(body).not.toContain('I am ill')
    expect(flawsOf(body)).toEqual([])
    for (const what of ['/new-time', '/cancellation']) expect((await get(what)).headers.location).toBe(path())
    expect((await move()).headers.location).toBe(path())
    expect(booking()?.state).toBe('cancelled')
  })

  test.each([
    ['another address', { email: 'mallory@harborlight.example' }, 422],
    ['too long a reason', { reason: 'x'.repeat(1001) }, 422],
    ['a form that is not ours', { id: 'x' }, 422],
    ['a form for moving', {}, 422]
  ])('not with %s: what was typed is still there', async (what, fields, status) => {
    const id = what === 'a form for moving' ? { id: newId('move') } : {}
    const answer = await cancel({ reason: 'I am ill.', ...fields, ...id })
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toContain(what === 'too long a reason' ? 'x'.repeat(1001) : 'I am ill.')
    expect(booking()?.state).toBe('confirmed')
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('is possible while the meeting is being confirmed', async () => {
    world = worldWith()
    world.outside.meeting = 'no answer'
    app = await serverWith(bookRoutes, world.services)
    await book({ id, token: world.tokenOf(halfHours), slot: atTwo, invitee: grace }, world.services)
    expect((await cancel()).statusCode).toBe(303)
    expect(textOf((await get()).body)).toContain('It was cancelled at your own wish. It will not take place.')
  })

  test('too late is too late', async () => {
    world.outside.now = start - 2 * HOUR
    expect(textOf((await get('/cancellation')).body)).toContain('This meeting can no longer be cancelled here')
    expect((await cancel()).statusCode).toBe(409)
    expect(booking()?.state).toBe('confirmed')
  })

  test('with a key that nobody has: no such page', async () => {
    for (const what of ['new-time', 'cancellation']) {
      expect((await app.inject(`/booked/${'x'.repeat(32)}/${what}`)).statusCode).toBe(404)
      expect((await app.inject(form(`/booked/${'x'.repeat(32)}/${what}`, { email: 'x' }))).statusCode).toBe(404)
    }
  })

  test('by Olga’s side it says so, and not by whom', async () => {
    const by = { as: 'delegate' as const, id: 'x', name: 'Dana Whitfield', right: 'delegate editor' }
    await cancelBooking({ booking: id, id: 'c', by, comment: 'Board meeting' }, world.services)
    const { body } = await get()
    expect(textOf(body)).toContain('It was cancelled by Olga’s side'.replace('’', "'"))
    expect(body).not.toContain('Board meeting')
  })
})

describe('a request', () => {
  beforeEach(() => booked({ approvalWithin: 240 }))

  test('waits for a yes, says until when, and can be taken back', async () => {
    const { body } = await get()
    expect(titleOf(body)).toBe('Waiting for approval: your meeting with Olga Okafor')
    expect(textOf(body)).toContain('Then an invitation is sent to you; if nothing comes of it, a mail tells you.')
    expect(textOf(body)).toContain(
      'The time is kept for you until Monday 4 January 2027, 06:00. Nothing is booked yet: Dana has to say yes.'
    )
    expect(flawsOf(body)).toEqual([])
    expect(textOf(body)).toContain('Take your request back')
    expect(textOf((await get('/cancellation')).body)).toContain('Take back your request?')
    expect((await cancel()).statusCode).toBe(303)
    expect(booking()?.state).toBe('cancelled')
  })
})

describe('the calendar file', () => {
  const read = async () => {
    const answer = await get('/meeting.ics')
    const calendar = new ICAL.Component(ICAL.parse(answer.body))
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') as ICAL.Component)
    return {
      type: answer.headers['content-type'],
      method: calendar.getFirstPropertyValue('method'),
      status: event.component.getFirstPropertyValue('status'),
      uid: event.uid,
      sequence: event.sequence,
      stamp: event.component.getFirstPropertyValue('dtstamp')?.toString(),
      start: event.startDate.toJSDate().getTime()
    }
  }

  test('keeps its uid while its number rises with each move and with the cancellation', async () => {
    const first = await read()
    expect(first).toMatchObject({ method: 'PUBLISH', status: 'CONFIRMED', sequence: 0, start })
    world.outside.now += MINUTE
    await move()
    const second = await read()
    expect(second).toMatchObject({
      uid: first.uid,
      method: 'PUBLISH',
      sequence: 1,
      start: Date.parse('2027-01-06T09:00Z')
    })
    world.outside.now += MINUTE
    await cancel()
    const third = await read()
    expect(third).toMatchObject({ uid: first.uid, method: 'CANCEL', status: 'CANCELLED', sequence: 2 })
    expect(third.type).toBe('text/calendar; charset=utf-8; method=CANCEL')
    expect(new Set([first.stamp, second.stamp, third.stamp]).size).toBe(3)
  })

  test('has the same instant across a change of the clocks', async () => {
    // Sunday 28 March 2027 Berlin goes from UTC+1 to UTC+2; New York has gone two weeks before
    await move({ slot: '2027-03-29T12:00:00Z/2027-03-29T12:30:00Z' })
    expect(await read()).toMatchObject({ start: Date.parse('2027-03-29T12:00Z') })
    expect(textOf((await get()).body)).toContain('Monday 29 March 2027 08:00 to 08:30')
  })

  test('is not there for what was never confirmed', async () => {
    await booked({ approvalWithin: 240 })
    await cancel()
    expect((await get('/meeting.ics')).statusCode).toBe(404)
  })
})
