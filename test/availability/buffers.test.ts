// The table of buffers in docs/availability.md, row by row.
import { expect, test } from 'vitest'
import { claimOf, offered } from '../../src/availability/offer.ts'
import { DAY, MINUTE } from '../../src/time/instant.ts'
import { halfHours } from '../world/cast.ts'

const at = (time: string) => Date.parse(`2027-01-05T${time}+01:00`)
const day = { start: at('00:00'), end: at('00:00') + DAY }
const lunch = { start: at('12:00'), end: at('13:00') }
const link = { ...halfHours, step: 15 }

const startsOf = (buffers: { bufferBefore?: number; bufferAfter?: number }, organizer = [lunch]) =>
  offered({ ...link, ...buffers }, day, { organizer, required: [], booked: [] }).map(({ start }) => start)
const lastBefore = (starts: number[], time: number) => starts.findLast((start) => start < time)
const firstAfter = (starts: number[], time: number) => starts.find((start) => start >= time)

// biome-ignore format: buffers, the last start before lunch, and the first one after it
test.each([
  [{},                                   '11:30', '13:00'],
  [{ bufferBefore: 15 },                 '11:30', '13:15'],
  [{ bufferAfter: 15 },                  '11:15', '13:00'],
  [{ bufferBefore: 15, bufferAfter: 15 }, '11:15', '13:15']
])('%j around something else: until %s, and from %s on', (buffers, last, first) => {
  expect(lastBefore(startsOf(buffers), lunch.start)).toBe(at(last))
  expect(firstAfter(startsOf(buffers), lunch.start)).toBe(at(first))
})

test('what is kept free may lie outside the hours', () => {
  const starts = startsOf({ bufferBefore: 60, bufferAfter: 60 })
  expect([starts[0], starts.at(-1)]).toEqual([at('09:00'), at('16:30')])
})

test('two meetings of one link keep both buffers between them', () => {
  const buffers = { bufferBefore: 15, bufferAfter: 15 }
  const first = { start: at('10:00'), end: at('10:30') }
  const claim = claimOf({ ...link, ...buffers }, first)
  const next = firstAfter(startsOf(buffers, [claim]), first.end) ?? 0
  expect((next - first.end) / MINUTE).toBe(30)
})
