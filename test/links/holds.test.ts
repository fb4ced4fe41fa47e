import { describe, expect, test } from 'vitest'
import { daysOf, heldUntil, type WhyOver, whyOver } from '../../src/links/holds.ts'
import type { TimeSlotLink } from '../../src/links/link.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import { mondayMorning, twoTimes } from '../world/cast.ts'

const [tuesday, wednesday] = twoTimes.slots as [Span, Span]
const now = mondayMorning

describe('a calendar hold stands as long as somebody can take its slot', () => {
  // biome-ignore format: a table
  test.each<[string, Partial<TimeSlotLink>, Span[], Instant, WhyOver | undefined]>([
    ['a new link',                                 {},                                [],          now,                        undefined],
    ['a moment before it begins',                  {},                                [],          tuesday.start - 1,          undefined],
    ['when it begins',                             {},                                [],          tuesday.start,              'slot has passed'],
    ['when it is too late to book',                { notice: 120 },                   [],          tuesday.start - 2 * HOUR,   'slot has passed'],
    ['just before it is too late',                 { notice: 120 },                   [],          tuesday.start - 2 * HOUR - 1, undefined],
    ['before the link expires',                    { expiresAt: now + 1 },            [],          now,                        undefined],
    ['when the link has expired',                  { expiresAt: now },                [],          now,                        'link expired'],
    ['when the link is revoked',                   { revokedAt: now },                [],          now,                        'link revoked'],
    ['another slot was taken, one booking closes', { uses: 1 },                       [wednesday], now,                        'link used up'],
    ['this slot was taken, one booking closes',    { uses: 1 },                       [tuesday],   now,                        'slot taken'],
    ['another slot was taken, one for each',       { uses: 2 },                       [wednesday], now,                        undefined],
    ['this slot was taken, one for each',          { uses: 2 },                       [tuesday],   now,                        'slot taken'],
    ['any number of bookings',                     { uses: null },                    [wednesday], now,                        undefined],
    ['revoked and expired',                        { revokedAt: now, expiresAt: now }, [],         now,                        'link revoked']
  ])('%s', (_, changed, taken, at, why) => expect(whyOver(tuesday, { ...twoTimes, ...changed }, taken, at)).toBe(why))

  test('and the last moment of it is known from the beginning', () => {
    expect(heldUntil(tuesday, twoTimes)).toBe(tuesday.start)
    expect(heldUntil(tuesday, { notice: 30, expiresAt: null })).toBe(tuesday.start - 30 * MINUTE)
    expect(heldUntil(tuesday, { notice: 30, expiresAt: now + DAY })).toBe(now + DAY)
  })
})

describe('what an organizer’s calendar takes is counted by her own days', () => {
  const half = (text: string): Span => ({ start: Date.parse(text), end: Date.parse(text) + 30 * MINUTE })
  const kiritimati = zoneNamed('Pacific/Kiritimati') as NonNullable<ReturnType<typeof zoneNamed>>
  const berlin = zoneNamed('Europe/Berlin') as NonNullable<ReturnType<typeof zoneNamed>>

  test('not by those of the world', () => {
    const slots = [half('2027-01-05T09:30Z'), half('2027-01-05T10:30Z')] // fourteen hours ahead: 23:30, and 00:30 the next day
    expect(daysOf(slots, kiritimati).map(({ date, wanted }) => [date, wanted])).toEqual([
      ['2027-01-05', 1],
      ['2027-01-06', 1]
    ])
    expect(daysOf(slots, berlin)).toEqual([
      {
        date: '2027-01-05',
        span: { start: Date.parse('2027-01-04T23:00Z'), end: Date.parse('2027-01-05T23:00Z') },
        wanted: 2
      }
    ])
  })

  test('in order, and a day on which the clocks change is one day', () => {
    const slots = [half('2027-03-29T08:00Z'), half('2027-03-28T20:00Z')]
    const [change, after] = daysOf(slots, berlin)
    expect([change?.date, after?.date]).toEqual(['2027-03-28', '2027-03-29'])
    expect((change?.span.end ?? 0) - (change?.span.start ?? 0)).toBe(23 * HOUR)
  })
})
