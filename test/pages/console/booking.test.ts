import { describe, expect, test } from 'vitest'
import { book } from '../../../src/bookings/book.ts'
import type { Standing } from '../../../src/delegates/standing.ts'
import type { Link } from '../../../src/links/link.ts'
import { HOUR, MINUTE } from '../../../src/time/instant.ts'
import { ari, cora, dana, eve, fay, grace, halfHours, mondayMorning, olga, rae, sam } from '../../world/cast.ts'
import { granted } from '../../world/grants.ts'
import { flawsOf, textOf, titleOf, valuesOf } from '../../world/pages.ts'
import { consoleOf, standingsOnOlga } from './desk.ts'

const id = 'b00c0000-0000-4000-8000-000000000001'
const at = '/console/bookings/b00c0000-0000-4000-8000-000000000001'
const start = Date.parse('2027-01-05T13:00Z')
const wednesdayTen = '2027-01-06T09:00:00Z/2027-01-06T09:30:00Z'

/** Grace has Tuesday at two, Berlin time. */
async function deskWith(change: Partial<Link> = {}, outcome: 'taken' | 'no answer' = 'taken') {
  const link = { ...halfHours, ...change } as Link
  const desk = await consoleOf({ links: [link] })
  desk.world.outside.meeting = outcome
  await desk.services.grants.record(granted(ari, 'author')) // Graph cannot name an Author
  const slot = { start, end: start + 30 * MINUTE }
  await book(
    { id, token: desk.world.tokenOf(link), slot, invitee: { ...grace, note: 'About the <b>harbour</b>' } },
    desk.services
  )
  const booking = () => desk.world.bookings()[0]
  return { ...desk, booking }
}

/** As a form on the page of another time: with the id that the server made. */
async function moveAs(
  person: Awaited<ReturnType<Awaited<ReturnType<typeof deskWith>>['as']>>,
  fields: Record<string, string>
) {
  const page = await person.get(`${at}/new-time`)
  return person.post(`${at}/new-time`, {
    id: valuesOf(page.body, 'id')[0] ?? '',
    from: '',
    date: '',
    time: '',
    ...fields
  })
}

describe('the page of a booking', () => {
  test('says who, when, how each part stands, and what Dana can do', async () => {
    const { as } = await deskWith()
    const { body, statusCode } = await (await as(dana)).get(at)
    const text = textOf(body)
    expect(statusCode).toBe(200)
    expect(titleOf(body)).toContain('Grace Hopper-Lee')
    expect(text).toContain('Tuesday 5 January, 14:00 to 14:30, Berlin time')
    expect(text).toContain("Calendar In Olga Okafor's calendar")
    expect(text).toContain('About the <b>harbour</b>')
    expect(text).toContain('Choose another time')
    expect(flawsOf(body)).toEqual([])
  })

  test('tells Rae why she cannot change it, and whom to ask', async () => {
    const { as } = await deskWith()
    const { body } = await (await as(rae)).get(at)
    expect(textOf(body)).toContain('You cannot change it')
    expect(textOf(body)).toContain('Ask Olga Okafor to make you a delegate with Editor rights.')
    expect(textOf(body)).not.toContain('Choose another time')
    expect(flawsOf(body)).toEqual([])
  })

  test.each([sam, fay])('is not there for somebody who may not read titles', async (person) => {
    const { as } = await deskWith()
    expect((await (await as(person)).get(at)).statusCode).toBe(404)
  })

  test('is reached from the list', async () => {
    const { as } = await deskWith()
    expect((await (await as(dana)).get('/console/bookings')).body).toContain(`href="${at}"`)
  })

  test('of a meeting that has begun offers nothing any more', async () => {
    const { as, world } = await deskWith()
    world.outside.now = start
    expect(textOf((await (await as(dana)).get(at)).body)).not.toMatch(/Choose another time|Cancel this meeting/)
  })
})

describe('who may change a booking of Dana’s link', () => {
  test.each([
    ['Olga herself', olga, true, 'organizer'],
    ['Dana, Editor', dana, true, 'delegate editor'],
    ['Eve, Editor', eve, true, 'delegate editor'],
    ['Cora, delegate with FullAccess', cora, true, 'delegate editor'],
    ['Ari, Author: it is not his link', ari, false, 'not_author'],
    ['Rae, Reviewer', rae, false, 'role_reviewer'],
    ['Fay, FullAccess only', fay, false, 'full_access_is_not_delegation']
  ])('%s', async (_, person, may, right) => {
    const { as, booking, audited } = await deskWith()
    const desk = await as(person)
    const answer = await desk.post(
      `${at}/cancellation`,
      { sure: 'yes', reason: 'A board meeting' },
      person === olga ? at : '/console'
    )
    if (may) {
      expect(answer.headers.location).toBe(`${at}?done=cancelled`)
      expect(booking()).toMatchObject({
        state: 'cancelled',
        comment: 'A board meeting',
        by: { name: person.name, right }
      })
    } else {
      expect(answer.statusCode).toBe(403)
      expect(booking()).toMatchObject({ state: 'confirmed' })
      const tried = audited.filter(({ act }) => act === 'change booking')
      expect(tried).toMatchObject([{ actor: person.id, right, result: 'refused' }])
    }
  })

  test('Ari may change a booking of his own link', async () => {
    const { as, booking } = await deskWith({ madeBy: ari, initiator: ari })
    const answer = await (await as(ari)).post(`${at}/cancellation`, { sure: 'yes' })
    expect(answer.statusCode).toBe(303)
    expect(booking()).toMatchObject({ state: 'cancelled', by: { right: 'delegate author' } })
  })
})

describe('moving', () => {
  test('to a time of the link', async () => {
    const { as, booking } = await deskWith()
    const desk = await as(dana)
    const page = await desk.get(`${at}/new-time`)
    expect(textOf(page.body)).toContain('So far: Tuesday 5 January, 14:00 to 14:30, Berlin time')
    expect(flawsOf(page.body)).toEqual([])
    const answer = await moveAs(desk, { slot: wednesdayTen })
    expect(answer.headers.location).toBe(`${at}?done=moved`)
    expect(booking()).toMatchObject({ slot: { start: Date.parse('2027-01-06T09:00Z') }, movesByInvitee: 0 })
    expect(textOf((await desk.get(`${at}?done=moved`)).body)).toContain('The meeting is moved')
  })

  test('to any other time that is free, on the organizer’s wall', async () => {
    const { as, booking } = await deskWith()
    const answer = await moveAs(await as(dana), { slot: 'other', date: '2027-01-09', time: '19:15' })
    expect(answer.statusCode).toBe(303)
    expect(booking()).toMatchObject({ slot: { start: Date.parse('2027-01-09T18:15Z') } })
  })

  test.each([
    ['nothing chosen', { slot: '' }, 422, 'Choose one of the times'],
    ['a time that is none', { slot: 'other', date: '2027-01-09', time: '25:00' }, 422, 'Write the day as 2027-01-05'],
    ['a time that the clocks skip', { slot: 'other', date: '2027-03-28', time: '02:30' }, 422, 'it does not exist'],
    ['a time that comes twice', { slot: 'other', date: '2027-10-31', time: '02:30' }, 422, 'this time twice'],
    ['lunch', { slot: 'other', date: '2027-01-05', time: '12:30' }, 409, 'is not free'],
    ['a time that has passed', { slot: 'other', date: '2027-01-03', time: '12:30' }, 409, 'has passed'],
    ['a form that is not ours', { slot: wednesdayTen, id: 'x' }, 422, 'Nothing was changed']
  ])('not to %s: what was typed is still there', async (_, fields, status, words) => {
    const { as, booking } = await deskWith()
    const answer = await moveAs(await as(dana), fields)
    expect(answer.statusCode).toBe(status)
    expect(textOf(answer.body)).toContain(words)
    if ('date' in fields) expect(valuesOf(answer.body, 'date')).toEqual([fields.date])
    expect(booking()).toMatchObject({ slot: { start }, version: 2 })
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('while Grace moves it herself: the page says where it stands now', async () => {
    const { as, booking, services } = await deskWith()
    const desk = await as(dana)
    const slot = { start: Date.parse('2027-01-06T13:00Z'), end: Date.parse('2027-01-06T13:30Z') }
    services.bookings.change = async ({ id, version }) => {
      const moved = { type: 'moved' as const, at: services.clock(), by: { as: 'invitee' as const }, slot, claim: slot }
      if (booking()?.version === 2) await services.bookings.append(id, version, [moved], [], services.clock())
      return 'changed meanwhile'
    }
    const answer = await moveAs(desk, { slot: wednesdayTen })
    expect(answer.statusCode).toBe(409)
    expect(textOf(answer.body)).toContain('So far: Wednesday 6 January, 14:00 to 14:30, Berlin time')
  })

  test('is not offered to Rae, nor twice at once', async () => {
    const { as, world } = await deskWith()
    expect((await (await as(rae)).get(`${at}/new-time`)).statusCode).toBe(403)
    world.outside.meeting = 'no answer'
    const desk = await as(dana)
    expect((await moveAs(desk, { slot: wednesdayTen })).headers.location).toBe(`${at}?done=moving`)
    expect((await desk.get(`${at}/new-time`)).headers.location).toBe(at)
    expect(textOf((await desk.get(at)).body)).toContain('Being moved to Wednesday 6 January, 10:00 to 10:30')
  })

  test('a calendar that cannot be read is not full', async () => {
    const { as, outside } = await deskWith()
    outside.entries = undefined
    const { body } = await (await as(dana)).get(`${at}/new-time`)
    expect(textOf(body)).toContain('That does not mean that it is full')
    expect(flawsOf(body)).toEqual([])
  })

  test('times that are not of now are shown with their age', async () => {
    const { as, services } = await deskWith()
    const readAt = services.clock() - 9 * MINUTE
    services.busyTimes.readAll = async (people) =>
      new Map(people.map(({ id }) => [id, { items: [], readAt, stale: 'Exchange does not answer' }]))
    const { body } = await (await as(dana)).get(`${at}/new-time`)
    expect(textOf(body)).toContain('The calendar cannot be read right now. These times were read 9 minutes ago;')
    expect(flawsOf(body)).toEqual([])
  })
})

describe('cancelling', () => {
  test('asks once', async () => {
    const { as, booking } = await deskWith()
    const answer = await (await as(dana)).post(`${at}/cancellation`, { reason: 'A board meeting' })
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain('Tick the box if you are sure.')
    expect(answer.body).toContain('A board meeting')
    expect(booking()).toMatchObject({ state: 'confirmed' })
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('says afterwards by whom and why', async () => {
    const { as } = await deskWith()
    const desk = await as(dana)
    await desk.post(`${at}/cancellation`, { sure: 'yes', reason: 'A board meeting' })
    const text = textOf((await desk.get(at)).body)
    expect(text).toContain('Cancelled by Dana Whitfield')
    expect(text).toContain('“A board meeting”')
  })
})

describe('a request', () => {
  const withApproval = { approvalWithin: 240 }

  test('is approved: then there is a meeting', async () => {
    const { as, booking } = await deskWith(withApproval)
    const desk = await as(dana)
    const { body } = await desk.get(at)
    expect(textOf(body)).toContain('The time is kept until Monday 4 January, 12:00; then')
    expect(flawsOf(body)).toEqual([])
    const list = (await desk.get('/console/bookings')).body
    expect(textOf(list)).toContain('One request waits for a yes or a no.')
    expect(list).toContain(`<a href="${at}">One request</a>`)
    expect((await desk.post(`${at}/approval`, {})).headers.location).toBe(`${at}?done=approved`)
    expect(booking()).toMatchObject({ state: 'confirmed' })
    expect((await desk.post(`${at}/approval`, {})).statusCode).toBe(303)
    expect((await desk.post(`${at}/refusal`, {})).statusCode).toBe(409)
  })

  test('is declined: its time is free, and the invitee reads no reason', async () => {
    const { as, booking, app, services } = await deskWith(withApproval)
    const desk = await as(dana)
    expect((await desk.post(`${at}/refusal`, { reason: 'Too early' })).headers.location).toBe(`${at}?done=declined`)
    expect(booking()).toMatchObject({ state: 'declined', comment: 'Too early' })
    const { body } = await app.inject(`/booked/${services.tokens.ofBooking(id)}`)
    expect(textOf(body)).toContain('Not booked. Olga cannot take this time.')
    expect(body).not.toContain('Too early')
  })

  test('is answered by Dana, not by Rae', async () => {
    const { as, booking } = await deskWith(withApproval)
    for (const what of ['approval', 'refusal'])
      expect((await (await as(rae)).post(`${at}/${what}`, {})).statusCode).toBe(403)
    expect(booking()).toMatchObject({ state: 'requested' })
  })

  test('is not approved over something that was entered meanwhile', async () => {
    const { as, outside } = await deskWith(withApproval)
    outside.entries = [{ start, end: start + HOUR, status: 'busy', private: false, allDay: false, title: 'Board' }]
    const answer = await (await as(dana)).post(`${at}/approval`, {})
    expect(answer.statusCode).toBe(409)
    expect(textOf(answer.body)).toContain('Something else stands in the calendar at this time now.')
    expect(flawsOf(answer.body)).toEqual([])
  })
})

describe('an answer by mail', () => {
  async function asked(more: Partial<Link> = {}) {
    const desk = await deskWith({ approvalWithin: 240, ...more })
    const address = (person: { id: string }) =>
      `/approvals/${id}/${person.id.slice(person.id.indexOf('/') + 1)}/${desk.services.tokens.ofApproval(id, person.id)}`
    const answer = (url: string, decision: string) =>
      desk.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `decision=${decision}`
      })
    return { ...desk, address, answer }
  }

  test('opening it changes nothing, however often', async () => {
    const { app, address, booking } = await asked()
    const { body, statusCode } = await app.inject(address(dana))
    expect(statusCode).toBe(200)
    expect(textOf(body)).toContain('Approve this meeting? The time is kept until Monday 4 January, 12:00.')
    expect(textOf(body)).toContain('Grace Hopper-Lee')
    expect(flawsOf(body)).toEqual([])
    await app.inject({ method: 'HEAD', url: address(dana) })
    expect(booking()).toMatchObject({ state: 'requested', version: 1 })
  })

  test.each([
    ['approve', 'confirmed', 'Approved.'],
    ['decline', 'declined', 'Declined.']
  ])('%s: it is done under her own right, and the page says so', async (decision, state, words) => {
    const { address, answer, booking } = await asked()
    const { body } = await answer(address(dana), decision)
    expect(textOf(body)).toContain(words)
    expect(booking()).toMatchObject({ state })
    expect(textOf((await answer(address(dana), decision)).body)).toContain(words)
    expect(flawsOf(body)).toEqual([])
  })

  test('counts only while she may still change bookings', async () => {
    const { address, answer, booking, outside } = await asked()
    outside.standings[dana.id] = standingsOnOlga[rae.id] as Standing
    const { statusCode, body } = await answer(address(dana), 'approve')
    expect(statusCode).toBe(403)
    expect(textOf(body)).toContain('you cannot schedule for Olga Okafor')
    expect(booking()).toMatchObject({ state: 'requested' })
  })

  test('is not there for others, nor by a guess', async () => {
    const { app, address, answer } = await asked()
    const mine = address(dana)
    for (const url of [address(eve), mine.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), `/approvals/${id}/x/y`])
      expect((await app.inject(url)).statusCode).toBe(404)
    expect((await answer(mine, 'both')).statusCode).toBe(422)
  })

  test('Olga’s own works as well', async () => {
    const { address, answer, booking } = await asked()
    await answer(address(olga), 'approve')
    expect(booking()).toMatchObject({ state: 'confirmed' })
  })

  test('whoever made the link answers with an address of her own after it was handed over', async () => {
    const { address, answer, booking } = await asked({ keeper: eve })
    expect((await answer(address(dana), 'approve')).statusCode).toBe(200)
    expect(booking()).toMatchObject({ state: 'confirmed' })
  })

  test('too late says so', async () => {
    const { address, answer, world } = await asked()
    world.outside.now = mondayMorning + 5 * HOUR
    const { statusCode, body } = await answer(address(dana), 'approve')
    expect(statusCode).toBe(409)
    expect(textOf(body)).toContain('It is too late for that')
  })
})
