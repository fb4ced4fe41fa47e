import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clearOf, common, startsIn } from '../../src/availability/starts.ts'
import { openWindows, wallOf } from '../../src/availability/windows.ts'
import { zoneNamed } from '../../src/time/zones.ts'

/** Minutes of one morning, written as a clock. */
const at = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
const pairs = (...spans: [string, string][]) => Int32Array.from(spans.flatMap(([from, to]) => [at(from), at(to)]))
const clocks = (starts: Int32Array) =>
  [...starts].map(
    (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  )
const shape = (length: number, step = length, before = 0, after = 0) => ({ length, step, before, after })
const allDay = { from: 0, to: 1440 }

describe('starts of a morning from nine to twelve', () => {
  const morning = pairs(['09:00', '12:00'])
  // biome-ignore format: a table
  test.each<[string, [string, string][], ReturnType<typeof shape>, string[]]>([
    ['nothing in the way',                 [],                                            shape(60),            ['09:00', '10:00', '11:00']],
    ['every half hour',                    [],                                            shape(60, 30),        ['09:00', '09:30', '10:00', '10:30', '11:00']],
    ['a meeting from ten to half past',    [['10:00', '10:30']],                          shape(30),            ['09:00', '09:30', '10:30', '11:00', '11:30']],
    ['it leaves the grid where it was',    [['09:10', '09:20']],                          shape(30),            ['09:30', '10:00', '10:30', '11:00', '11:30']],
    ['meetings may touch',                 [['09:30', '11:30']],                          shape(30),            ['09:00', '11:30']],
    ['meetings that overlap',              [['09:00', '11:00'], ['09:30', '10:00']],      shape(30),            ['11:00', '11:30']],
    ['a quarter hour to breathe before',   [['10:00', '10:30']],                          shape(30, 30, 15, 0), ['09:00', '09:30', '11:00', '11:30']],
    ['a quarter hour to breathe after',    [['10:00', '10:30']],                          shape(30, 30, 0, 15), ['09:00', '10:30', '11:00', '11:30']],
    ['breathing space outside the hours',  [['08:00', '08:50']],                          shape(60, 60, 15, 0), ['10:00', '11:00']],
    ['too long for what is left',          [['10:00', '10:30']],                          shape(90),            ['10:30']],
    ['the whole morning taken',            [['08:00', '13:00']],                          shape(30),            []]
  ])('%s', (_, busy, wanted, expected) => {
    expect(clocks(startsIn(morning, pairs(...busy), allDay, wanted))).toEqual(expected)
  })

  test('what lies outside the range is not there, and moves nothing', () => {
    const range = { from: at('09:40'), to: at('11:30') }
    expect(clocks(startsIn(morning, pairs(), range, shape(30)))).toEqual(['10:00', '10:30', '11:00'])
  })

  test('a colleague’s meeting takes starts away, her hours as well', () => {
    const starts = startsIn(morning, pairs(), allDay, shape(30))
    expect(clocks(clearOf(starts, pairs(['09:15', '10:15']), shape(30)))).toEqual(['10:30', '11:00', '11:30'])
    const hers = startsIn(pairs(['10:00', '11:00']), pairs(), allDay, shape(30))
    expect(clocks(common(starts, hers))).toEqual(['10:00', '10:30'])
  })
})

describe('whatever the day looks like', () => {
  const minute = (max: number) => fc.integer({ min: 0, max })
  const spans = (most: number) =>
    fc
      .array(fc.tuple(minute(2000), fc.integer({ min: 1, max: 180 })), { maxLength: most })
      .map((list) => list.sort((a, b) => a[0] - b[0]).map(([start, length]) => [start, start + length] as const))
  const flat = (list: readonly (readonly [number, number])[]) => Int32Array.from(list.flat())

  test('the walk finds what looking at each start finds', () => {
    fc.assert(
      fc.property(
        spans(4),
        spans(12),
        fc.tuple(minute(90), minute(60), minute(40), minute(40)),
        fc.tuple(minute(1000), minute(2000)),
        (open, busy, [length, step, before, after], [from, to]) => {
          const wanted = shape(length + 1, step + 1, before, after)
          const literal = new Set<number>()
          for (const [opens, closes] of open) {
            for (let start = opens; start + wanted.length <= closes; start += wanted.step) {
              const clear = busy.every(([b, e]) => start - before >= e || start + wanted.length + after <= b)
              if (start >= from && start < to && clear) literal.add(start)
            }
          }
          const expected = [...literal].sort((a, b) => a - b)
          expect([...startsIn(flat(open), flat(busy), { from, to }, wanted)]).toEqual(expected)
        }
      ),
      { numRuns: 1000 }
    )
  })
})

describe('open windows on the nights when clocks change', () => {
  const berlin = zoneNamed('Europe/Berlin') ?? expect.fail('Berlin')
  const day = (date: string) => Date.parse(`${date}T00:00Z`) / 86_400_000
  const sunday = (date: string, from: number, to: number) =>
    openWindows({ zone: berlin, hours: { 7: [{ from, to }] } }, day(date), day(date))
  const length = (windows: Int32Array) => (windows.length ? ((windows[1] ?? 0) - (windows[0] ?? 0)) / 60 : 'closed')

  // biome-ignore format: a table
  test.each([
    ['a spring Sunday is 23 hours long',                                '2027-03-28', 0,   1440, 23],
    ['an autumn Sunday is 25 hours long',                               '2027-10-31', 0,   1440, 25],
    ['a window inside the hour that is left out does not open',         '2027-03-28', 125, 175,  'closed'],
    ['a window that opens in it opens at the change',                   '2027-03-28', 150, 240,  1],
    ['a window over the hour that comes twice is an hour longer',       '2027-10-31', 60,  240,  4],
    ['a window inside the hour that comes twice goes on into the next', '2027-10-31', 135, 165,  1.5]
  ])('%s', (_, date, from, to, hours) => expect(length(sunday(date, from, to))).toBe(hours))

  test('a date of its own is open, closed or otherwise open, whatever its weekday says', () => {
    const hours = { 1: [{ from: 540, to: 1020 }] }
    const open = (windows: readonly { from: number; to: number }[]) =>
      openWindows(
        { zone: berlin, hours, overrides: [{ date: '2027-01-04', windows }] },
        day('2027-01-04'),
        day('2027-01-04')
      )
    expect(length(open([]))).toBe('closed')
    expect(length(open([{ from: 600, to: 660 }]))).toBe(1)
    const saturday = openWindows(
      { zone: berlin, hours, overrides: [{ date: '2027-01-09', windows: [{ from: 600, to: 720 }] }] },
      day('2027-01-09'),
      day('2027-01-09')
    )
    expect(length(saturday)).toBe(2)
  })

  test('a wall remembers where it was asked last, and answers the same in any order', () => {
    const wall = wallOf(berlin)
    const minutes = Array.from({ length: 400 }, (_, index) => (day('2026-01-01') + index) * 1440 + 150)
    const inOrder = minutes.map((minute) => wall.minute(minute, false))
    const shuffled = [...minutes]
      .reverse()
      .map((minute) => wall.minute(minute, false))
      .reverse()
    expect(shuffled).toEqual(inOrder)
  })
})
