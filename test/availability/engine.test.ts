import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BusyItem } from '../../src/availability/busy-time.ts'
import { type InTheWay, offered } from '../../src/availability/offer.ts'
import type { Rules } from '../../src/availability/rules.ts'
import { whyNot } from '../../src/availability/why.ts'
import type { WeeklyHours } from '../../src/availability/windows.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { zoneNames } from '../../src/time/zone-data.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import { halfHours, mondayMorning, olga } from '../world/cast.ts'
import { literalSlots } from './literal.ts'

type Availability = Extract<Rules, { kind: 'availability' }>

const begin = Date.parse('2027-01-01T00:00Z')
const end = Date.parse('2030-01-01T00:00Z')

/** Every set of rules that changes a clock within three years, once, by the first name that has it. */
const changing = new Map<string, { name: string; changes: number[] }>()
for (const name of zoneNames) {
  const changes = zoneNamed(name)?.changes.filter((change) => begin <= change && change < end) ?? []
  const offsets = changes.map((change) => zoneNamed(name)?.offsets[zoneNamed(name)?.changes.indexOf(change) ?? 0])
  if (changes.length > 0 && !changing.has(`${changes} ${offsets}`))
    changing.set(`${changes} ${offsets}`, { name, changes })
}

const nothing: InTheWay = { organizer: [], required: [], booked: [] }
const everyDay = (...windows: { from: number; to: number }[]): WeeklyHours =>
  Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, windows]))

describe('the engine says what the rules say literally', () => {
  test('there are clocks to change', () => expect(changing.size).toBeGreaterThan(20))

  test.each([...changing.values()])('around every change of $name in three years', ({ name, changes }) => {
    for (const hours of [
      everyDay({ from: 0, to: 1440 }),
      everyDay({ from: 60, to: 240 }),
      everyDay({ from: 150, to: 300 }, { from: 1380, to: 1440 }),
      everyDay({ from: 0, to: 90 }, { from: 90, to: 180 })
    ]) {
      const rules: Availability = { ...halfHours, zone: name, hours, lengths: [30] }
      for (const change of changes.slice(0, 4)) {
        const range = { start: change - 30 * HOUR, end: change + 30 * HOUR }
        expect(offered(rules, range, nothing)).toEqual(literalSlots(rules, range, nothing, 30))
      }
    }
  })

  const minutes = (max: number, step = 1) => fc.integer({ min: 0, max: Math.floor(max / step) }).map((n) => n * step)
  const window = fc
    .tuple(minutes(1430, 5), fc.integer({ min: 1, max: 100 }))
    .map(([from, fives]) => ({ from, to: Math.min(1440, from + fives * 5) }))
  const windows = fc.array(window, { maxLength: 3 }).map((each) => each.sort((a, b) => a.from - b.from))
  const zone = fc.constantFrom(
    ...[...changing.values()].map(({ name }) => name),
    'Asia/Kolkata',
    'UTC',
    'Asia/Kathmandu'
  )
  const start = fc.integer({ min: begin / HOUR, max: end / HOUR }).map((hours) => hours * HOUR)
  const rules = fc.record({
    zone,
    hours: fc
      .tuple(windows, windows, windows)
      .map(([a, b, c]) => ({ 1: a, 2: b, 3: a, 4: c, 5: a, 6: b, 7: c }) as WeeklyHours),
    length: fc.constantFrom(15, 30, 45, 60, 120),
    step: fc.constantFrom(null, 5, 15, 20, 60),
    bufferBefore: fc.constantFrom(0, 5, 15, 60),
    bufferAfter: fc.constantFrom(0, 10, 30),
    perDay: fc.constantFrom(null, 1, 2),
    perWeek: fc.constantFrom(null, 2, 5),
    override: fc.option(fc.tuple(fc.integer({ min: -1, max: 4 }), windows))
  })
  const items = fc.array(
    fc.tuple(
      minutes(4 * 1440),
      fc.integer({ min: 0, max: 300 }),
      fc.constantFrom('busy', 'tentative', 'free', 'unknown', 'oof')
    ),
    { maxLength: 12 }
  )
  const question = fc.tuple(rules, start, fc.tuple(items, items), fc.array(minutes(10 * 1440), { maxLength: 6 }))

  function asked([{ length, override, ...some }, at, [own, hers], booked]: typeof question extends fc.Arbitrary<infer T>
    ? T
    : never) {
    const range: Span = { start: at, end: at + 3 * DAY }
    const item = ([from, long, status]: (typeof own)[number]): BusyItem => ({
      start: at - 12 * HOUR + from * MINUTE,
      end: at - 12 * HOUR + (from + long) * MINUTE,
      status: status as BusyItem['status']
    })
    const overrides = override
      ? [{ date: new Date(at + override[0] * DAY).toISOString().slice(0, 10), windows: override[1] }]
      : []
    const full: Availability = {
      ...halfHours,
      ...some,
      lengths: [length],
      overrides,
      required: [olga],
      blocks: ['busy', 'tentative']
    }
    const inTheWay: InTheWay = {
      organizer: own.map(item),
      required: [hers.map(item)],
      booked: booked.map((each) => at - 4 * DAY + each * MINUTE)
    }
    return { full, range, inTheWay, length }
  }

  test('for any rules, any zone and any calendars', () => {
    fc.assert(
      fc.property(question, (each) => {
        const { full, range, inTheWay, length } = asked(each)
        expect(offered(full, range, inTheWay, length)).toEqual(literalSlots(full, range, inTheWay, length))
      }),
      { numRuns: 400 }
    )
  })

  test('and explains itself: a slot is offered exactly if no rule takes it away', () => {
    fc.assert(
      fc.property(question, minutes(3 * 1440 - 5, 5), (each, at) => {
        const { full, range, inTheWay, length } = asked(each)
        const slot = { start: range.start + at * MINUTE, end: range.start + (at + length) * MINUTE }
        const isOffered = offered(full, range, inTheWay, length).some((one) => one.start === slot.start)
        const why = whyNot({ ...full, horizonDays: 2000 }, slot, inTheWay, mondayMorning - 10 * DAY)
        expect(why.rule === 'offered').toBe(isOffered)
      }),
      { numRuns: 400 }
    )
  })
})

describe('why is half past two not offered?', () => {
  const at = (text: string) => Date.parse(`2027-01-${text}Z`)
  const half = { start: at('05T13:30'), end: at('05T14:00') } // Tuesday, half past two in Berlin
  const meeting: BusyItem = { start: at('05T13:45'), end: at('05T15:00'), status: 'busy' }
  const next: BusyItem = { start: at('05T14:00'), end: at('05T15:00'), status: 'tentative' }
  const rules: Availability = halfHours

  // biome-ignore format: a table
  test.each<[string, Partial<Availability>, Partial<InTheWay>, object]>([
    ['it is',                                      {},                                             {},                                    { rule: 'offered' }],
    ['the notice is three days',                   { notice: 3 * 1440 },                           {},                                    { rule: 'too soon', from: mondayMorning + 3 * DAY }],
    ['the link begins on Wednesday',               { firstDate: '2027-01-06' },                    {},                                    { rule: 'before the first date', from: at('05T23:00') }],
    ['it ended on Monday',                         { lastDate: '2027-01-04' },                     {},                                    { rule: 'after the last date or the horizon', until: at('04T23:00') }],
    ['the horizon is one day',                     { horizonDays: 1 },                             {},                                    { rule: 'after the last date or the horizon', until: mondayMorning + DAY }],
    ['meetings of this link last an hour',         { lengths: [60] },                              {},                                    { rule: 'not a length of this link' }],
    ['Tuesdays are closed',                        { hours: { 1: [{ from: 540, to: 1020 }] } },    {},                                    { rule: 'closed that day' }],
    ['this Tuesday is closed',                     { overrides: [{ date: '2027-01-05', windows: [] }] }, {},                              { rule: 'closed that day' }],
    ['Tuesday ends at noon',                       { hours: { 2: [{ from: 540, to: 720 }] } },     {},                                    { rule: 'outside the hours', open: [{ start: at('05T08:00'), end: at('05T11:00') }] }],
    ['an hour starts on the hour',                 { step: 60 },                                   {},                                    { rule: 'between two starts', before: at('05T13:00'), after: at('05T14:00') }],
    ['Olga has a meeting',                         {},                                             { organizer: [meeting] },              { rule: 'busy', whose: 'Olga Okafor', busy: { start: meeting.start, end: meeting.end }, buffer: false }],
    ['a meeting is too near',                      { bufferAfter: 15 },                            { organizer: [next] },                 { rule: 'busy', whose: 'Olga Okafor', busy: { start: next.start, end: next.end }, buffer: true }],
    ['a colleague has one',                        { required: [{ id: 'x', name: 'Piet Jansen', address: 'p' }] }, { required: [[meeting]] }, { rule: 'busy', whose: 'Piet Jansen', busy: { start: meeting.start, end: meeting.end }, buffer: false }],
    ['it is: an entry without any length is none', {},                                             { organizer: [{ start: half.start + MINUTE, end: half.start + MINUTE, status: 'busy' }] }, { rule: 'offered' }],
    ['a minute that is touched is taken',          {},                                             { organizer: [{ start: half.end - 20_000, end: half.end + MINUTE, status: 'busy' }] }, { rule: 'busy', whose: 'Olga Okafor', busy: { start: half.end - 20_000, end: half.end + MINUTE }, buffer: false }],
    ['a minute that is touched just before it',    {},                                             { organizer: [{ start: half.start - MINUTE, end: half.start + 1, status: 'busy' }] }, { rule: 'busy', whose: 'Olga Okafor', busy: { start: half.start - MINUTE, end: half.start + 1 }, buffer: false }],
    ['somebody books it at this moment',           {},                                             { organizer: [half] },                 { rule: 'held for a booking', held: half, buffer: false }],
    ['Tuesday has its two meetings',               { perDay: 2 },                                  { booked: [at('05T08:00'), at('05T09:00')] },  { rule: 'the day is full', atMost: 2 }],
    ['the week has its two meetings',              { perWeek: 2 },                                 { booked: [at('04T08:00'), at('08T09:00')] },  { rule: 'the week is full', atMost: 2 }]
  ])('because %s', (_, some, inTheWay, why) => {
    expect(whyNot({ ...rules, ...some }, half, { ...nothing, ...inTheWay }, mondayMorning)).toEqual(why)
  })

  test('because it has passed', () => expect(whyNot(rules, half, nothing, half.start)).toEqual({ rule: 'has passed' }))
})

describe('the machine it runs on does not matter', () => {
  test('its zone changes nothing', () => {
    const script = `
      const { prepare } = await import('./bench/engine.ts')
      const { createHash } = await import('node:crypto')
      const hash = createHash('sha256')
      for (const zone of ['America/New_York', 'Asia/Kolkata', 'Pacific/Chatham', 'Australia/Lord_Howe', 'America/Santiago'])
        hash.update(JSON.stringify(prepare({
          now: '2027-03-01T00:00:00Z', rangeStart: '2027-03-01T00:00:00Z', rangeEnd: '2027-12-01T00:00:00Z', inviteeZone: 'Europe/Berlin',
          slotMinutes: 45, bufferBefore: 5, bufferAfter: 10, minimumNoticeMinutes: 60,
          hosts: [{ zone, workingHours: [{ days: [0, 1, 2, 3, 4, 5, 6], start: '00:00', end: '24:00' }], busy: [] }]
        })()))
      process.stdout.write(hash.digest('hex'))`
    const digests = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham'].map((zone) => {
      const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, TZ: zone }
      })
      return run.stdout.toString() || run.stderr.toString()
    })
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(new Set(digests).size).toBe(1)
  })

  test('once warm, no formatter and no date library is asked', () => {
    const warm = () => offered(halfHours, { start: mondayMorning, end: mondayMorning + 60 * DAY }, nothing)
    const expected = warm()
    const { DateTimeFormat } = Intl
    Object.defineProperty(Intl, 'DateTimeFormat', { configurable: true, get: () => expect.fail('Intl was asked') })
    try {
      expect(warm()).toEqual(expected)
    } finally {
      Object.defineProperty(Intl, 'DateTimeFormat', { configurable: true, writable: true, value: DateTimeFormat })
    }
  })
})
