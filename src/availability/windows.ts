// From rules on a wall to minutes since the epoch. Whole minutes and one table of changes per zone: no date library and no
// formatter is asked, whatever the range.
import { DAY, MINUTE } from '../time/instant.ts'
import { midnight, type WallDate, type Weekday } from '../time/wall-clock.ts'
import type { Zone } from '../time/zones.ts'

/** Minutes after midnight on the wall; `to` may be 1440. */
export type Window = { from: number; to: number }

/** What a link opens on each day of the week, in the organizer's zone. A missing day is closed. */
export type WeeklyHours = Partial<Record<Weekday, readonly Window[]>>

/** One date with other windows than its weekday; none: closed that day. */
export type DateOverride = { date: WallDate; windows: readonly Window[] }

export type OpenHours = { zone: Zone; hours: WeeklyHours; overrides?: readonly DateOverride[] }

const DAY_IN_MINUTES = 1440

/** Clocks have never been changed by more than a day; within this distance of a change nothing is taken for granted. */
const NEAR = 26 * 60

/**
 * Open windows as pairs of epoch minutes, one after the other: those of every date from `first` to `last` (days since
 * 1970-01-01), in order of dates. Two of them overlap only where an hour comes twice.
 */
export function openWindows({ zone, hours, overrides = [] }: OpenHours, first: number, last: number): Int32Array {
  const weekdays = Array.from({ length: 7 }, (_, index) => hours[(index + 1) as Weekday] ?? [])
  const dates = new Map(overrides.map(({ date, windows }) => [(midnight(date) ?? 0) / DAY, windows]))
  const most = Math.max(0, ...weekdays.map((each) => each.length), ...overrides.map(({ windows }) => windows.length))
  const open = new Int32Array(2 * most * Math.max(0, last - first + 1))
  const wall = wallOf(zone)
  let filled = 0
  for (let day = first; day <= last; day++) {
    const windows = dates.get(day) ?? weekdays[(((day + 3) % 7) + 7) % 7] ?? []
    for (let index = 0; index < windows.length; index++) {
      const { from, to } = windows[index] as Window
      const start = wall.minute(day * DAY_IN_MINUTES + from, false)
      const end = wall.minute(day * DAY_IN_MINUTES + to, true)
      if (start >= end) continue // a window inside the hour that is left out does not open
      open[filled++] = start
      open[filled++] = end
    }
  }
  return open.subarray(0, filled)
}

/** The date of an epoch minute on the zone's wall, in days since 1970-01-01. */
export const dayAt = (zone: Zone, minute: number): number => wallOf(zone).day(minute)

type Wall = {
  /**
   * The epoch minute of a wall time (in minutes, as if the wall hung in UTC). In a gap: the change itself. Where it comes
   * twice: the first, or with `last` the second.
   */
  minute(wallMinute: number, last: boolean): number
  day(minute: number): number
  offset(minute: number): number
}

const walls = new WeakMap<Zone, Wall>()

/** One per zone, kept: it remembers which rule answered last, and days are mostly asked for in order. */
export function wallOf(zone: Zone): Wall {
  const known = walls.get(zone)
  if (known) return known
  const wall = makeWall(zone)
  walls.set(zone, wall)
  return wall
}

function makeWall({ changes, offsets }: Zone): Wall {
  const count = offsets.length
  const begins = Float64Array.from(offsets, (_, rule) => (rule === 0 ? -Infinity : (changes[rule - 1] ?? 0) / MINUTE))
  const ends = Float64Array.from(offsets, (_, rule) => (rule + 1 < count ? (changes[rule] ?? 0) / MINUTE : Infinity))
  const east = Int32Array.from(offsets)
  let rule = 0

  function seek(minute: number) {
    while (minute < (begins[rule] as number)) rule--
    while (minute >= (ends[rule] as number)) rule++
  }

  function minute(wallMinute: number, last: boolean): number {
    seek(wallMinute - (east[rule] as number))
    const usual = wallMinute - (east[rule] as number)
    if (usual - NEAR >= (begins[rule] as number) && usual + NEAR < (ends[rule] as number)) return usual

    let found = Number.NaN
    for (let each = Math.max(0, rule - 2); each < Math.min(count, rule + 3); each++) {
      const minute = wallMinute - (east[each] as number)
      if (minute < (begins[each] as number) || minute >= (ends[each] as number)) continue
      if (last || Number.isNaN(found)) found = minute
    }
    if (!Number.isNaN(found)) return found
    for (let each = Math.max(1, rule - 2); each < Math.min(count, rule + 3); each++) {
      if (wallMinute - (east[each] as number) < (begins[each] as number)) return begins[each] as number
    }
    throw new Error(`no minute for wall minute ${wallMinute}`)
  }

  const offset = (minute: number) => {
    seek(minute)
    return east[rule] as number
  }
  return { minute, offset, day: (minute) => Math.floor((minute + offset(minute)) / DAY_IN_MINUTES) }
}
