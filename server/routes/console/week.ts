import { DAY, HOUR, type Instant } from '../../../src/time/instant.ts'
import type { Span } from '../../../src/time/span.ts'
import {
  dateOfWall,
  midnight,
  startOn,
  type WallDate,
  type WallTime,
  wallAt,
  weekdayOf
} from '../../../src/time/wall-clock.ts'
import type { Zone } from '../../../src/time/zones.ts'

export type Day = { date: WallDate; midnight: WallTime; span: Span }

/** Seven days from a Monday, as the zone's wall sees them. */
export type Week = {
  monday: WallDate
  days: Day[]
  span: Span
  previous: WallDate
  next: WallDate
  /** Is it the one that is shown when nobody asks for another? */
  present: boolean
}

/** How far from now a calendar may be leafed through. */
const WEEKS_BACK = 53
const WEEKS_AHEAD = 106

/** From Friday at five on, the week that people plan is the next one: nothing of this one can be offered any more. */
const WEEKEND = 55 * HOUR

/** The week that holds the date; the present one for anything that is not a date, or is too far away. */
export function weekOf(zone: Zone, wish: string, now: Instant): Week {
  const today = mondayBefore(midnight(dateOfWall(wallAt(zone, now) + WEEKEND)) ?? 0)
  const wished = midnight(wish)
  const far = wished === undefined || wished < today - WEEKS_BACK * 7 * DAY || wished > today + WEEKS_AHEAD * 7 * DAY
  const monday = far ? today : mondayBefore(wished)

  const days = Array.from({ length: 7 }, (_, index) => dayAt(zone, monday + index * DAY))
  return {
    monday: dateOfWall(monday),
    days,
    span: { start: startOn(zone, monday), end: startOn(zone, monday + 7 * DAY) },
    present: monday === today,
    previous: dateOfWall(monday - 7 * DAY),
    next: dateOfWall(monday + 7 * DAY)
  }
}

const mondayBefore = (wall: WallTime): WallTime => wall - (weekdayOf(wall) - 1) * DAY

const dayAt = (zone: Zone, wall: WallTime): Day => ({
  date: dateOfWall(wall),
  midnight: wall,
  span: { start: startOn(zone, wall), end: startOn(zone, wall + DAY) }
})
