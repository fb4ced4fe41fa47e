import { describe, expect, test } from 'vitest'
import type { BusyItem, BusyStatus } from '../../src/availability/busy-time.ts'
import { offer, stillOffered } from '../../src/availability/offer.ts'
import type { Rules } from '../../src/availability/rules.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { busyTimesFrom } from '../world/busy-times.ts'
import { halfHours, mondayMorning, twoTimes } from '../world/cast.ts'

const at = (text: string) => Date.parse(`2027-01-${text}Z`)
const monday: Span = { start: at('04T00:00'), end: at('05T00:00') }
const week: Span = { start: at('04T00:00'), end: at('09T00:00') }
const busy = (from: string, to: string, status: BusyStatus = 'busy'): BusyItem => ({
  start: at(from),
  end: at(to),
  status
})

function calendar(
  reading: BusyItem[] | { unknown: string },
  held: Span[] = [],
  now = mondayMorning,
  booked: number[] = []
) {
  const asked: { span: Span; freshness: string }[] = []
  const busyTimes = busyTimesFrom(async (_, span, freshness) => {
    asked.push({ span, freshness })
    return Array.isArray(reading) ? { items: reading, readAt: now } : reading
  })
  return {
    busyTimes,
    heldTimes: { heldTime: async () => held, bookedStarts: async () => booked },
    holds: { standing: async (_link: string): Promise<Span[]> => [] },
    clock: () => now,
    asked
  }
}

async function times(rules: Rules, range: Span, needs: ReturnType<typeof calendar>) {
  const answer = await offer(rules, range, 'recent', needs)
  return 'unknown' in answer ? answer : answer.slots.map(({ start }) => new Date(start).toISOString().slice(8, 16))
}

describe('what Olga offers on Monday', () => {
  const long = { ...halfHours, lengths: [120] } // nine, eleven, one, three in Berlin; an hour earlier in UTC

  // biome-ignore format: a table
  test.each([
    ['everything while nothing is in her calendar', long,                                      [],                                              ['04T08:00', '04T10:00', '04T12:00', '04T14:00']],
    ['not what has begun or is too soon',           { ...long, notice: 120 },                  [],                                              ['04T10:00', '04T12:00', '04T14:00']],
    ['not beside a meeting',                        long,                                      [busy('04T09:30', '04T10:30')],                  ['04T12:00', '04T14:00']],
    ['not under a tentative one, by default',       long,                                      [busy('04T08:30', '04T09:00', 'tentative')],     ['04T10:00', '04T12:00', '04T14:00']],
    ['under a tentative one, if the link says so',  { ...long, blocks: ['busy' as const] },    [busy('04T08:30', '04T09:00', 'tentative')],     ['04T08:00', '04T10:00', '04T12:00', '04T14:00']],
    ['under free time and while working elsewhere', long,                                      [busy('04T08:00', '04T09:00', 'free'), busy('04T10:00', '04T11:00', 'workingElsewhere')], ['04T08:00', '04T10:00', '04T12:00', '04T14:00']],
    ['never under what Exchange calls unknown',     { ...long, blocks: [] },                   [busy('04T08:30', '04T09:00', 'unknown')],       ['04T10:00', '04T12:00', '04T14:00']],
    ['nothing while she is out of office',          long,                                      [busy('03T23:00', '04T23:00', 'oof')],           []],
    ['with time to breathe around meetings',        { ...long, bufferBefore: 30, bufferAfter: 30 }, [busy('04T09:45', '04T10:00')],             ['04T12:00', '04T14:00']]
  ])('%s', async (_, rules, items, expected) => expect(await times(rules, monday, calendar(items))).toEqual(expected))

  test('not what we hold ourselves, although Exchange does not show it yet', async () => {
    const held = [{ start: at('04T08:00'), end: at('04T10:00') }]
    expect(await times(long, monday, calendar([], held))).toEqual(['04T10:00', '04T12:00', '04T14:00'])
  })

  test('nothing behind the horizon', async () => {
    const friday = { start: at('08T00:00'), end: at('09T00:00') }
    expect(await times({ ...long, horizonDays: 3 }, friday, calendar([]))).toEqual([])
  })

  test('an unreadable calendar is unknown, and not fully booked', async () => {
    expect(await times(long, monday, calendar({ unknown: 'Graph answered 503' }))).toEqual({
      unknown: 'Graph answered 503'
    })
  })

  test('Exchange is asked once, in whole days, and about nothing that cannot matter', async () => {
    const needs = calendar([])
    await offer(halfHours, week, 'recent', needs)
    expect(needs.asked).toEqual([{ span: { start: at('04T00:00'), end: at('10T00:00') }, freshness: 'recent' }])
    await offer(halfHours, { start: at('04T00:00') - 30 * DAY, end: at('04T00:00') - 20 * DAY }, 'recent', needs)
    expect(needs.asked).toHaveLength(1)
  })
})

describe('picked times', () => {
  test('are offered exactly as picked, while they are free', async () => {
    expect(await times(twoTimes, week, calendar([]))).toEqual(['05T09:00', '06T14:00'])
    expect(await times(twoTimes, week, calendar([busy('05T09:15', '05T09:20')]))).toEqual(['06T14:00'])
  })

  test('pass', async () => expect(await times(twoTimes, week, calendar([], [], at('05T09:00')))).toEqual(['06T14:00']))

  describe('that are held in her calendar', () => {
    const [tuesday] = twoTimes.kind === 'time slots' ? twoTimes.slots : []
    const hold = busy('05T09:00', '05T09:30', 'tentative')
    const heldBy = (link: string, items: BusyItem[]) => ({
      ...calendar(items),
      holds: { standing: async (id: string) => (id === link && tuesday ? [tuesday] : []) }
    })

    test('are free on their own link, on the page and at booking', async () => {
      expect(await times(twoTimes, week, heldBy(twoTimes.id, [hold]))).toEqual(['05T09:00', '06T14:00'])
      expect(tuesday && (await stillOffered(twoTimes, tuesday, heldBy(twoTimes.id, [hold])))).toBe(true)
    })

    test('and on no other', async () => {
      expect(await times(twoTimes, week, heldBy('another', [hold]))).toEqual(['06T14:00'])
      const offered = await times(halfHours, week, heldBy(twoTimes.id, [hold]))
      expect(offered).not.toContain('05T09:00')
      expect(offered).toContain('05T09:30')
    })

    test('unless somebody else has planned the same time', async () => {
      const items = [hold, busy('05T09:00', '05T09:30', 'tentative')]
      expect(await times(twoTimes, week, heldBy(twoTimes.id, items))).toEqual(['06T14:00'])
    })
  })
})

describe('the check at booking', () => {
  const ten = { start: at('04T09:00'), end: at('04T09:30') }

  test('reads fresh, and says yes to what the page offered', async () => {
    const needs = calendar([busy('04T09:30', '04T10:00')])
    expect(await stillOffered(halfHours, ten, needs)).toBe(true)
    expect(needs.asked.map(({ freshness }) => freshness)).toEqual(['fresh'])
  })

  // biome-ignore format: a table
  test.each([
    ['off the grid',            { start: ten.start + 7 * MINUTE, end: ten.end + 7 * MINUTE }],
    ['longer than offered',     { start: ten.start, end: ten.end + 30 * MINUTE }],
    ['backwards',               { start: ten.end, end: ten.start }],
    ['at night',                { start: ten.start + 12 * HOUR, end: ten.end + 12 * HOUR }],
    ['on a Sunday',             { start: ten.start - DAY, end: ten.end - DAY }],
    ['in five years',           { start: ten.start + 5 * 364 * DAY, end: ten.end + 5 * 364 * DAY }],
    ['over in the blink of an eye', { start: ten.start, end: ten.start }]
  ])('says no to a slot %s', async (_, slot) => expect(await stillOffered(halfHours, slot, calendar([]))).toBe(false))

  test('does not say yes when nobody can tell', async () => {
    expect(await stillOffered(halfHours, ten, calendar({ unknown: 'no answer' }))).toEqual({ unknown: 'no answer' })
  })
})
