// How much is asked about at once, and that nothing is missed at the edges.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reachingInto } from '../../src/exchange/all-day.ts'
import { windowsOf } from '../../src/exchange/busy-time.ts'
import { DAY, MINUTE } from '../../src/time/instant.ts'
import { overlap } from '../../src/time/span.ts'

const monday = Date.UTC(2027, 0, 11)

test('two months of whole days, as a page asks for them, are one question', () => {
  for (const days of [1, 60, 61]) {
    const windows = windowsOf(reachingInto({ start: monday, end: monday + days * DAY }))
    expect(windows).toHaveLength(1)
    for (const { start, end } of windows) expect(end - start).toBeLessThan(62 * DAY)
  }
})

test('an entry of whole days is heard of, on whichever wall it reaches into what was asked', () => {
  const quarter = 15 * MINUTE
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3 * 96 }),
      fc.integer({ min: 1, max: 3 * 96 }),
      fc.integer({ min: -3, max: 8 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: -12 * 4, max: 14 * 4 }),
      (from, long, day, days, east) => {
        const span = { start: monday + from * quarter, end: monday + (from + long) * quarter }
        const item = { start: monday + day * DAY, end: monday + (day + days) * DAY }
        const onHerWall = { start: item.start - east * quarter, end: item.end - east * quarter }
        fc.pre(overlap(onHerWall, span))
        const asked = windowsOf(reachingInto(span))
        expect(asked.some((window) => overlap(window, item))).toBe(true)
        expect(asked[0]?.start).toBeLessThanOrEqual(span.start)
        expect(asked.at(-1)?.end).toBeGreaterThanOrEqual(span.end)
      }
    ),
    { numRuns: 2000 }
  )
})
