// Between instants and what a clock on the wall shows. A wall time is kept as the epoch milliseconds it would have if the
// wall hung in UTC: adding an hour to it is arithmetic, and only these functions know how to come back.
import { DAY, type Instant, MINUTE } from './instant.ts'
import { offsetAt, ruleAt, type Zone } from './zones.ts'

export type WallTime = number

/** 'YYYY-MM-DD' */
export type WallDate = string

/** Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export const wallAt = (zone: Zone, instant: Instant): WallTime => instant + offsetAt(zone, instant) * MINUTE

export const dateOfWall = (wall: WallTime): WallDate => dateOfDay(Math.floor(wall / DAY))

/** 'YYYY-MM-DD' of a day since 1970-01-01. The same few days are asked for again and again. */
export function dateOfDay(day: number): WallDate {
  const known = dates.get(day)
  if (known) return known
  const date = new Date(day * DAY).toISOString().slice(0, 10)
  if (dates.size > 4000) dates.clear()
  dates.set(day, date)
  return date
}

const dates = new Map<number, WallDate>()

export const dateAt = (zone: Zone, instant: Instant): WallDate => dateOfWall(wallAt(zone, instant))

/** Midnight of the date on the wall; undefined for anything that is not a date of the calendar ('2026-02-30'). */
export function midnight(date: WallDate): WallTime | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined
  const wall = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(wall) || dateOfWall(wall) !== date ? undefined : wall
}

export const weekdayOf = (wall: WallTime) => (((((Math.floor(wall / DAY) + 3) % 7) + 7) % 7) + 1) as Weekday

/** The instant at which something that opens at this wall time opens: in a gap the change itself, repeated the first. */
export const startOn = (zone: Zone, wall: WallTime): Instant => instantsOf(zone, wall)[0] ?? gapAt(zone, wall)

/** The instant at which something that closes at this wall time closes: in a gap the change itself, repeated the second. */
export const endOn = (zone: Zone, wall: WallTime): Instant => instantsOf(zone, wall).at(-1) ?? gapAt(zone, wall)

/** None in a gap, two in a repeated hour, else one; in order. */
export function instantsOf(zone: Zone, wall: WallTime): Instant[] {
  const found: Instant[] = []
  for (let rule = ruleAt(zone, wall - 2 * DAY); rule <= ruleAt(zone, wall + 2 * DAY); rule++) {
    const instant = wall - (zone.offsets[rule] ?? 0) * MINUTE
    if (ruleAt(zone, instant) === rule) found.push(instant)
  }
  return found
}

/** Does the wall show this time of this day twice? */
export function isRepeated(instant: Instant, zone: Zone): boolean {
  const { changes, offsets } = zone
  const rule = ruleAt(zone, instant)
  const turnedBack = (after: number) => ((offsets[after - 1] ?? 0) - (offsets[after] ?? 0)) * MINUTE
  const since = instant - (changes[rule - 1] ?? Number.NEGATIVE_INFINITY)
  const until = (changes[rule] ?? Number.POSITIVE_INFINITY) - instant
  return (rule > 0 && since < turnedBack(rule)) || (rule < changes.length && until <= turnedBack(rule + 1))
}

function gapAt(zone: Zone, wall: WallTime): Instant {
  for (let rule = ruleAt(zone, wall - 2 * DAY); rule < zone.changes.length; rule++) {
    const change = zone.changes[rule] ?? 0
    if (wall < change + (zone.offsets[rule + 1] ?? 0) * MINUTE) return change
  }
  throw new Error(`no gap in ${zone.name} at wall time ${dateOfWall(wall)}`)
}
