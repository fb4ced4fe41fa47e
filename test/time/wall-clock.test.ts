import { describe, expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/time/instant.ts'
import {
  dateAt,
  endOn,
  instantsOf,
  isRepeated,
  midnight,
  startOn,
  wallAt,
  weekdayOf
} from '../../src/time/wall-clock.ts'
import { zoneDataVersion, zoneNames } from '../../src/time/zone-data.ts'
import { offsetAt, type Zone, zoneNamed } from '../../src/time/zones.ts'

const zone = (name: string): Zone => {
  const found = zoneNamed(name)
  if (!found) throw new Error(`no zone ${name}`)
  return found
}
const wall = (text: string) => Date.parse(`${text}Z`)
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16)

describe('a time on the wall becomes an instant', () => {
  // biome-ignore format: a table
  test.each([
    // zone                 on the wall          opens (UTC)          closes (UTC)         why
    ['Europe/Berlin',       '2027-01-04T09:00',  '2027-01-04T08:00',  '2027-01-04T08:00',  'an ordinary winter day'],
    ['Europe/Berlin',       '2027-03-28T02:30',  '2027-03-28T01:00',  '2027-03-28T01:00',  'the hour that is left out: the change itself'],
    ['Europe/Berlin',       '2027-10-31T02:30',  '2027-10-31T00:30',  '2027-10-31T01:30',  'the hour that comes twice: first to open, second to close'],
    ['America/New_York',    '2027-03-14T02:30',  '2027-03-14T07:00',  '2027-03-14T07:00',  'New York springs forward'],
    ['Africa/Cairo',        '2027-04-30T00:30',  '2027-04-29T22:00',  '2027-04-29T22:00',  'midnight itself is left out'],
    ['America/Santiago',    '2027-09-05T00:15',  '2027-09-05T04:00',  '2027-09-05T04:00',  'midnight in Santiago'],
    ['Australia/Lord_Howe', '2027-10-03T02:15',  '2027-10-02T15:30',  '2027-10-02T15:30',  'half an hour is left out'],
    ['Australia/Lord_Howe', '2027-04-04T01:45',  '2027-04-03T14:45',  '2027-04-03T15:15',  'half an hour comes twice'],
    ['Pacific/Kiritimati',  '2027-01-04T09:00',  '2027-01-03T19:00',  '2027-01-03T19:00',  'a day ahead of Greenwich'],
    ['Asia/Kathmandu',      '2027-01-04T09:00',  '2027-01-04T03:15',  '2027-01-04T03:15',  'quarter hours'],
    ['America/Vancouver',   '2026-12-15T13:00',  '2026-12-15T20:00',  '2026-12-15T20:00',  'British Columbia no longer turns back; the runtime may not know yet']
  ])('%s %s opens %s, closes %s: %s', (name, onTheWall, opens, closes) => {
    expect(iso(startOn(zone(name), wall(onTheWall)))).toBe(opens)
    expect(iso(endOn(zone(name), wall(onTheWall)))).toBe(closes)
  })

  test('an hour that comes twice has two instants, an hour that is left out none', () => {
    expect(instantsOf(zone('Europe/Berlin'), wall('2027-10-31T02:30')).map(iso)).toEqual([
      '2027-10-31T00:30',
      '2027-10-31T01:30'
    ])
    expect(instantsOf(zone('Europe/Berlin'), wall('2027-03-28T02:30'))).toEqual([])
  })

  test('in every zone each instant of a year comes back from its own wall time', () => {
    expect(zoneNames.length).toBeGreaterThan(400)
    for (const name of zoneNames) {
      const rules = zone(name)
      for (let at = Date.UTC(2027, 0, 1); at < Date.UTC(2028, 0, 1); at += 5 * DAY + 7 * HOUR) {
        expect(instantsOf(rules, at + offsetAt(rules, at) * 60_000)).toContain(at)
      }
    }
  })
})

describe('a time that comes twice', () => {
  test('is told apart from those around it, in every zone that changes its clock', () => {
    for (const name of zoneNames) {
      const rules = zone(name)
      for (const change of rules.changes.filter((at) => at > Date.UTC(2026, 0) && at < Date.UTC(2028, 0))) {
        for (let at = change - 3 * HOUR; at <= change + 3 * HOUR; at += 15 * 60_000) {
          expect(isRepeated(at, rules), `${name} ${iso(at)}`).toBe(instantsOf(rules, wallAt(rules, at)).length > 1)
        }
      }
    }
  })
})

test('the rules are pinned and say which edition they are', () => expect(zoneDataVersion).toMatch(/^20\d\d[a-z]$/))

describe('dates', () => {
  test('on both sides of the date line it is another day', () => {
    const noon = wall('2027-01-04T11:00')
    expect(dateAt(zone('Pacific/Kiritimati'), noon)).toBe('2027-01-05')
    expect(dateAt(zone('Pacific/Pago_Pago'), noon)).toBe('2027-01-04')
  })
  test.each(['2026-02-30', '2026-13-01', '2026-1-1', '', 'today', '+275760-09-13'])('%s is no date', (text) =>
    expect(midnight(text)).toBeUndefined()
  )
  test('the fourth of January 2027 is a Monday', () => expect(weekdayOf(wall('2027-01-04T00:00'))).toBe(1))
  test('the first of January 1950 is a Sunday', () => expect(weekdayOf(wall('1950-01-01T00:00'))).toBe(7))
})
