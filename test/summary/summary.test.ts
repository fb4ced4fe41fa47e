import { describe, expect, test } from 'vitest'
import { summaryWords } from '../../server/wording/summary.ts'
import { type Fact, tell } from '../../src/bookings/booking.ts'
import type { CalendarHold } from '../../src/links/holds.ts'
import type { Link } from '../../src/links/link.ts'
import { dueAfter, dueOn, isQuiet, summaryOf } from '../../src/summary/summary.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/instant.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import { eve, grace, halfHours, mondayMorning, olga, twoTimes } from '../world/cast.ts'

const berlin = zoneNamed('Europe/Berlin') as NonNullable<ReturnType<typeof zoneNamed>>
/** Tuesday 5 January 2027, seven in Berlin. */
const now = mondayMorning + 23 * HOUR
const at = (text: string) => Date.parse(text)

const slot = { start: at('2027-01-07T09:00Z'), end: at('2027-01-07T09:30Z') }
const booked = (id: string, heldAt: number, more: Fact[] = []) => {
  const held: Fact = {
    type: 'held',
    at: heldAt,
    link: halfHours.id,
    organizer: olga.id,
    slot,
    claim: slot,
    invitee: grace,
    until: heldAt + HOUR
  }
  return tell(id, [held, ...more])
}
const meeting = { id: 'AAMk1', iCalUId: '04', joinUrl: null }
const hold = (link: Link, number: number, state: CalendarHold['state']): CalendarHold => ({
  id: `hold-${number}`,
  link: link.id,
  organizer: olga.id,
  slot: { start: slot.start + number * HOUR, end: slot.end + number * HOUR },
  state,
  since: now,
  why: null,
  problem: null
})

const given = { organizer: olga, links: [], bookings: [], holds: [], zone: berlin, now }
const counted = (link: Link, taken = 0) => ({ link, taken })

describe('yesterday and today are days of her own calendar', () => {
  // biome-ignore format: a table
  test.each([
    ['the moment yesterday began',          '2027-01-03T23:00Z', 0],
    ['a moment before',                     '2027-01-03T22:59Z', undefined],
    ['late yesterday',                      '2027-01-04T22:59Z', 0],
    ['the moment today began',              '2027-01-04T23:00Z', 1],
    ['a minute ago',                        '2027-01-05T05:59Z', 1],
    ['a minute from now',                   '2027-01-05T06:01Z', undefined]
  ])('made or taken %s', (_, when, day) => {
    const { days } = summaryOf({ ...given, links: [counted({ ...halfHours, createdAt: at(when) })], bookings: [booked('b', at(when))] })
    expect(days.map(({ date }) => date)).toEqual(['2027-01-04', '2027-01-05'])
    expect(days.map(({ offered }) => offered.length)).toEqual([0, 1].map((each) => (each === day ? 1 : 0)))
    expect(days.map(({ taken }) => taken.length)).toEqual([0, 1].map((each) => (each === day ? 1 : 0)))
  })

  test('a day of 25 hours is one day', () => {
    const monday = at('2026-10-26T06:00Z') // Berlin put its clock back on Sunday
    const { days } = summaryOf({
      ...given,
      now: monday,
      bookings: [booked('b', at('2026-10-24T22:00Z')), booked('c', at('2026-10-25T22:59Z'))]
    })
    expect(days.map(({ taken }) => taken.length)).toEqual([2, 0])
  })

  test('her hour is due once a day, also where a clock skips it', () => {
    expect(dueOn(berlin, '2027-01-05', 7)).toBe(at('2027-01-05T06:00Z'))
    expect(dueAfter(berlin, '2027-01-05', 7)).toBe(at('2027-01-06T06:00Z'))
    expect(dueAfter(berlin, '2027-03-27', 2)).toBe(at('2027-03-28T01:00Z')) // two o'clock does not come: three is next
    expect(dueAfter(berlin, '2027-03-28', 2)).toBe(at('2027-03-29T00:00Z'))
  })
})

test('what is held stands by its link, and what is open from before is told, too', () => {
  const older = { ...halfHours, id: 'older', subject: 'Coffee', createdAt: now - 9 * DAY }
  const over = { ...older, id: 'over', revokedAt: now - DAY }
  const summary = summaryOf({
    ...given,
    links: [counted({ ...twoTimes, createdAt: now - 2 * DAY }), counted(older, 2), counted(over)],
    holds: [hold(twoTimes, 2, 'placed'), hold(twoTimes, 1, 'wanted'), hold(twoTimes, 3, 'leaving')]
  })
  expect(
    summary.held.map(({ link, slots }) => [link.id, slots.map(({ start }) => (start - slot.start) / HOUR)])
  ).toEqual([[twoTimes.id, [1, 2]]])
  expect(summary.open.map(({ link }) => link.id)).toEqual([twoTimes.id, 'older'])
  expect(isQuiet(summary)).toBe(true)
})

test('a day on which something was offered or taken is not quiet', () => {
  expect(isQuiet(summaryOf(given))).toBe(true)
  expect(isQuiet(summaryOf({ ...given, links: [counted({ ...halfHours, createdAt: now - MINUTE })] }))).toBe(false)
  expect(isQuiet(summaryOf({ ...given, bookings: [booked('b', now - MINUTE)] }))).toBe(false)
})

describe('the mail', () => {
  const addresses = {
    console: 'https://book.acme.example/console/in-my-name',
    link: ({ id }: Link) => `https://book.acme.example/console/links/${id}`,
    revoke: ({ id }: Link) => `https://book.acme.example/revoke/of-${id}`
  }
  const evil = '<img src=x onerror=alert(1)> "&'
  const words = (more: Partial<Parameters<typeof summaryOf>[0]> = {}) =>
    summaryWords(
      summaryOf({
        ...given,
        links: [counted(halfHours), counted({ ...twoTimes, id: 'handed', keeper: eve, createdAt: now - MINUTE })],
        bookings: [booked('b', now - HOUR, [{ type: 'confirmed', at: now - HOUR, meeting }])],
        holds: [hold(twoTimes, 1, 'placed')],
        ...more
      }),
      addresses
    )

  test('says in words what was offered, held and taken, by whom, in whose name', () => {
    const { subject, text } = words({
      links: [counted(halfHours), counted({ ...twoTimes, keeper: eve, createdAt: now - MINUTE })]
    })
    expect(subject).toBe('In your name: 2 links offered, 1 time taken')
    expect(text).toContain('Hello Olga,')
    expect(text).toContain(
      'YESTERDAY, MONDAY 4 JANUARY: OFFERED\n- Meeting with Olga Okafor. Offered by Dana Whitfield on behalf of Olga Okafor.'
    )
    expect(text).toContain(`  Revoke it: https://book.acme.example/revoke/of-${halfHours.id}`)
    expect(text).toContain('Offered by Dana Whitfield on behalf of Olga Okafor, now kept by Eve Tanaka.')
    expect(text).toContain(
      'TODAY, TUESDAY 5 JANUARY: TAKEN\n- Thursday 7 January, 10:00 to 10:30: Meeting with Olga Okafor, with Grace Hopper-Lee <grace.hopper-lee@harborlight.example>. It is in your calendar.'
    )
    expect(text).toContain(
      'HELD IN YOUR CALENDAR UNTIL SOMEBODY TAKES THEM\n- Meeting with Olga Okafor: Thursday 7 January, 11:00 to 11:30.'
    )
    expect(text).not.toMatch(/undefined|null|\[object/)
  })

  test('carries the same addresses as text and as HTML, and nothing that has to be fetched', () => {
    const { text, html = '' } = words()
    const inText = [...text.matchAll(/https:\S+/g)].map(([address]) => address)
    const inHtml = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)
    expect(inHtml).toEqual(inText)
    expect(html).not.toMatch(/<img|<script|<style|src=|style=/)
  })

  test('spells names of outsiders as they are', () => {
    const { html = '', text } = words({ links: [counted({ ...halfHours, subject: evil })] })
    expect(text).toContain(evil)
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;&amp;')
  })

  test('stays short: fifty links from before, the rest behind an address', () => {
    const links = Array.from({ length: 60 }, (_, n) =>
      counted({ ...halfHours, id: `l-${n}`, createdAt: now - 9 * DAY })
    )
    const { text } = words({ links })
    expect(text.match(/Revoke it: /g)).toHaveLength(50)
    expect(text).toContain('And 10 more.')
  })
})
