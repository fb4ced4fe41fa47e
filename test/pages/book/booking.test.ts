import ICAL from 'ical.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { bookRoutes } from '../../../server/routes/book/book.ts'
import { book } from '../../../src/bookings/book.ts'
import type { Link } from '../../../src/links/link.ts'
import { MINUTE } from '../../../src/time/instant.ts'
import { grace, halfHours, olga } from '../../world/cast.ts'
import { decode, flawsOf, serverWith, textOf, titleOf } from '../../world/pages.ts'
import { joinUrl, worldWith } from '../../world/services.ts'

let world: ReturnType<typeof worldWith>
const id = 'b00c0000-0000-4000-8000-000000000001'
const start = Date.parse('2027-01-05T13:00Z')
const personal = { ...grace, note: 'Only for Olga' }

/** Grace has taken Tuesday at two, Berlin time. */
async function booked(outcome: 'taken' | 'refused' | 'no answer', change: Partial<Link> = {}) {
  world = worldWith({ links: [{ ...halfHours, ...change } as Link] })
  world.outside.meeting = outcome
  const slot = { start, end: start + 30 * MINUTE }
  await book({ id, token: world.tokenOf(halfHours), slot, invitee: personal }, world.services)
}

const key = () => world.services.tokens.ofBooking(id)
async function get(url = `/booked/${key()}`) {
  const app = await serverWith(bookRoutes, world.services)
  return app.inject({ method: 'GET', url })
}

beforeEach(() => booked('taken'))

describe('the page of a booking', () => {
  test('confirmed: when by the invitee’s clock, where, with whom, and what happens next', async () => {
    const answer = await get()
    const text = textOf(answer.body)
    expect(answer.statusCode).toBe(200)
    expect(titleOf(answer.body)).toBe('Confirmed: your meeting with Olga Okafor')
    expect(text).toContain("Confirmed. It is in Olga's calendar, and an invitation is on its way to you.")
    expect(text).toContain('Tuesday 5 January 2027 08:00 to 08:30 New York time (UTC−5)')
    expect(text).toContain('For Olga: Tuesday 5 January 2027, 14:00 to 14:30, Berlin time (UTC+1)')
    expect(text).toContain('Offered by Dana Whitfield on behalf of Olga Okafor')
    expect(answer.body).toContain(`href="${joinUrl}" rel="noreferrer noopener"`)
    expect(flawsOf(answer.body)).toEqual([])
  })

  test.each<['taken' | 'refused' | 'no answer', string, RegExp]>([
    ['taken', 'Confirmed', /Add it to your calendar/],
    ['no answer', 'Received, being confirmed', /Check again/],
    ['refused', 'Not booked.', /could not be booked; nothing was booked/]
  ])('%s: it says so, and nothing about the invitee', async (outcome, words, next) => {
    await booked(outcome)
    const answer = await get()
    expect(answer.statusCode).toBe(200)
    expect(textOf(answer.body)).toContain(words)
    expect(textOf(answer.body)).toMatch(next)
    expect(answer.body).not.toMatch(/Grace|Hopper|harborlight|Only for Olga/)
    expect(answer.body).not.toMatch(/http-equiv/)
    expect(flawsOf(answer.body)).toEqual([])
  })

  test.each(['x', 'x'.repeat(32), '__proto__', '%00'])('unknown key %s: no such page', async (wrong) => {
    const answer = await get(`/booked/${wrong}`)
    expect(answer.statusCode).toBe(404)
    expect(flawsOf(answer.body)).toEqual([])
  })

  test('a link’s token opens no booking, nor does the id', async () => {
    expect((await get(`/booked/${world.tokenOf(halfHours)}`)).statusCode).toBe(404)
    expect((await get(`/booked/${id}`)).statusCode).toBe(404)
  })

  test('parameters change nothing', async () => {
    const plain = (await get()).body
    expect((await get(`/booked/${key()}?cancelledBy=victim@x.example&title=<b>&organizer=Eve`)).body).toBe(plain)
  })

  test('an address that is no https page is text, not a link', async () => {
    const { bookings } = world.services
    const find = bookings.findByKey
    bookings.findByKey = async (hash) => {
      const booking = await find(hash)
      return booking?.state === 'confirmed'
        ? { ...booking, meeting: { ...booking.meeting, joinUrl: 'javascript:alert(1)' } }
        : booking
    }
    expect((await get()).body).not.toContain('javascript:alert')
  })

  test('opens in the invitee’s own web calendar at the same instant, without naming her', async () => {
    const html = decode((await get()).body)
    const google = new URL(/href="(https:\/\/calendar\.google\.com[^"]*)"/.exec(html)?.[1] ?? '')
    const outlook = new URL(/href="(https:\/\/outlook\.office\.com[^"]*)"/.exec(html)?.[1] ?? '')
    expect(google.searchParams.get('dates')).toBe('20270105T130000Z/20270105T133000Z')
    expect(outlook.searchParams.get('startdt')).toBe('2027-01-05T13:00:00Z')
    expect(outlook.searchParams.get('body')).toContain('Offered by Dana Whitfield on behalf of Olga Okafor')
  })
})

describe('the calendar file', () => {
  const file = async () => (await get(`/booked/${key()}/meeting.ics`)).body
  const read = (text: string) => new ICAL.Component(ICAL.parse(text))

  test('is the same meeting by uid and instant, from the organizer, with nobody else in it', async () => {
    const answer = await get(`/booked/${key()}/meeting.ics`)
    expect(answer.headers['content-type']).toContain('text/calendar')
    expect(answer.headers['content-disposition']).toBe('attachment; filename="meeting.ics"')
    const calendar = read(answer.body)
    const entries = calendar.getAllSubcomponents('vevent')
    expect(entries).toHaveLength(1)
    const meeting = new ICAL.Event(entries[0])
    expect(meeting.uid).toBe(`040000008200E00074C5B7101A82E008${id}`)
    expect(meeting.sequence).toBe(0)
    expect(meeting.startDate.toJSDate().getTime()).toBe(start)
    expect(meeting.endDate.toJSDate().getTime()).toBe(start + 30 * MINUTE)
    expect(meeting.organizer).toBe(`mailto:${olga.address}`)
    expect(meeting.attendees).toEqual([])
    expect(meeting.location).toBe(joinUrl)
    expect(meeting.description).toContain('Offered by Dana Whitfield on behalf of Olga Okafor')
    expect(answer.body).not.toMatch(/Grace|harborlight|Only for Olga/)
  })

  test('stays one entry whatever the link’s texts contain', async () => {
    const bait = 'Room\r\nATTENDEE:mailto:evil@evil.example\r\nBEGIN:VALARM; x, y \\ "é"'
    await booked('taken', { place: { kind: 'address', text: bait + 'ü'.repeat(200) }, subject: bait })
    const text = await file()
    const entries = read(text).getAllSubcomponents('vevent')
    expect(entries).toHaveLength(1)
    expect(entries[0]?.getAllProperties('attendee')).toEqual([])
    expect(entries[0]?.getAllSubcomponents('valarm')).toEqual([])
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })

  test.each(['refused', 'no answer'] as const)('is not there while the answer is "%s"', async (outcome) => {
    await booked(outcome)
    expect((await get(`/booked/${key()}/meeting.ics`)).statusCode).toBe(404)
  })
})
