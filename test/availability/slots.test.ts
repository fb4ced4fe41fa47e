import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSpans } from '../../src/availability/open-hours.ts'
import { slotsIn } from '../../src/availability/slots.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { merge, overlap, type Span, widen } from '../../src/time/span.ts'
import { zoneNamed } from '../../src/time/zones.ts'

const at = (text: string) => Date.parse(`${text}Z`)
const span = (from: string, to: string): Span => ({ start: at(`2027-01-04T${from}`), end: at(`2027-01-04T${to}`) })
const starts = (slots: Span[]) => slots.map(({ start }) => new Date(start).toISOString().slice(11, 16))
const shape = (length: number, step = length, before = 0, after = 0) => ({
  length: length * MINUTE,
  step: step * MINUTE,
  before: before * MINUTE,
  after: after * MINUTE
})

describe('slots of a morning from nine to twelve', () => {
  const morning = [span('09:00', '12:00')]
  // biome-ignore format: a table
  test.each([
    ['nothing in the way',                 [],                           shape(60),            ['09:00', '10:00', '11:00']],
    ['every half hour',                    [],                           shape(60, 30),        ['09:00', '09:30', '10:00', '10:30', '11:00']],
    ['a meeting from ten to half past',    [span('10:00', '10:30')],     shape(30),            ['09:00', '09:30', '10:30', '11:00', '11:30']],
    ['it leaves the grid where it was',    [span('09:10', '09:20')],     shape(30),            ['09:30', '10:00', '10:30', '11:00', '11:30']],
    ['meetings may touch',                 [span('09:30', '11:30')],     shape(30),            ['09:00', '11:30']],
    ['a quarter hour to breathe before',   [span('10:00', '10:30')],     shape(30, 30, 15, 0), ['09:00', '09:30', '11:00', '11:30']],
    ['a quarter hour to breathe after',    [span('10:00', '10:30')],     shape(30, 30, 0, 15), ['09:00', '10:30', '11:00', '11:30']],
    ['breathing space outside the hours',  [span('08:00', '08:50')],     shape(60, 60, 15, 0), ['10:00', '11:00']],
    ['too long for what is left',          [span('10:00', '10:30')],     shape(90),            ['10:30']],
    ['the whole morning taken',            [span('08:00', '13:00')],     shape(30),            []]
  ])('%s', (_, busy, wanted, expected) => expect(starts(slotsIn(morning, busy, wanted))).toEqual(expected))

  test('whatever the day looks like, the walk finds what looking at each slot finds', () => {
    const minutes = (max: number) => fc.integer({ min: 0, max })
    const spans = (most: number) =>
      fc
        .array(fc.tuple(minutes(2000), minutes(180)), { maxLength: most })
        .map((pairs) =>
          merge(pairs.map(([start, length]) => ({ start: start * MINUTE, end: (start + length) * MINUTE })))
        )
    fc.assert(
      fc.property(
        spans(4),
        spans(12),
        minutes(90),
        minutes(60),
        minutes(40),
        minutes(40),
        (open, busy, length, step, before, after) => {
          const wanted = shape(length + 1, step + 1, before, after)
          const literal = open.flatMap((window) => {
            const each: Span[] = []
            for (let start = window.start; start + wanted.length <= window.end; start += wanted.step) {
              const slot = { start, end: start + wanted.length }
              if (!busy.some((taken) => overlap(taken, widen(slot, wanted.before, wanted.after)))) each.push(slot)
            }
            return each
          })
          // the walk may leave the literal grid nowhere: same slots, same order
          expect(slotsIn(open, busy, wanted)).toEqual(literal)
        }
      ),
      { numRuns: 500 }
    )
  })
})

describe('open hours on the nights when clocks change', () => {
  const berlin = zoneNamed('Europe/Berlin') ?? expect.fail()
  const wholeDay = { 7: [{ from: 0, to: 1440 }] }
  const sunday = (day: string) => ({ start: at(`${day}T00:00`), end: at(`${day}T23:00`) })
  const hours = (spans: Span[]) => spans.map(({ start, end }) => (end - start) / HOUR)

  test('a spring Sunday is 23 hours long', () =>
    expect(hours(openSpans(wholeDay, berlin, sunday('2027-03-28')))).toEqual([23]))
  test('an autumn Sunday is 25 hours long', () =>
    expect(hours(openSpans(wholeDay, berlin, sunday('2027-10-31')))).toEqual([25]))
  test('a window inside the hour that is left out does not open', () => {
    expect(openSpans({ 7: [{ from: 125, to: 175 }] }, berlin, sunday('2027-03-28'))).toEqual([])
  })
  test('an evening that ends at midnight and a morning that begins there are one', () => {
    const open = openSpans({ 1: [{ from: 1200, to: 1440 }], 2: [{ from: 0, to: 120 }] }, berlin, {
      start: at('2027-01-04T00:00'),
      end: at('2027-01-06T00:00')
    })
    expect(hours(open)).toEqual([6])
  })
})
