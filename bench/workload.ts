/**
 * The workload of the slot engine: a pure function of a name, without clock and without randomness of the machine, so that
 * everybody's answer to it can be compared.
 *
 * - The organizer works Monday to Friday 09:00 to 17:00 in America/New_York; a slot is 30 minutes on a grid of 30 minutes.
 * - 15 minutes are kept free before and after, against busy time; the edge of working hours may be touched.
 * - It begins on Monday 4 January 2027, 00:00 UTC, and covers 14, 60 or 365 days; the long ones cross both clock changes.
 * - Busy: for each day of the calendar `blocks` entries from mulberry32(seed), starting 07:00 to 18:45 UTC-5 on five
 *   minutes, 15 to 60 minutes long on five minutes; they may overlap. Given merged and in order, as the engine gets it.
 * - Answer: the starts, in order.
 */
import { DAY, MINUTE } from '../src/time/instant.ts'
import { merge, type Span } from '../src/time/span.ts'

export type Workload = { name: string; range: Span; busy: Span[] }

export const zone = 'America/New_York'
export const length = 30 * MINUTE
export const step = 30 * MINUTE
export const buffer = 15 * MINUTE
export const opens = 9 * 60
export const closes = 17 * 60

const begin = Date.parse('2027-01-04T00:00Z')

export const workloads = [
  workload('14 days, 6 entries a day', 14, 6),
  workload('60 days, 6 entries a day', 60, 6),
  workload('60 days, nothing', 60, 0),
  workload('60 days, 24 entries a day', 60, 24),
  workload('365 days, 6 entries a day', 365, 6)
]

function workload(name: string, days: number, blocks: number): Workload {
  const random = mulberry32(days * 1000 + blocks)
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const busy: Span[] = []
  for (let day = -1; day <= days; day++) {
    for (let block = 0; block < blocks; block++) {
      const start = begin + day * DAY + (12 * 60 + upTo(141) * 5) * MINUTE
      busy.push({ start, end: start + (15 + upTo(9) * 5) * MINUTE })
    }
  }
  return { name, range: { start: begin, end: begin + days * DAY }, busy: merge(busy) }
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
