import { DAY, type Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import { startOn, wallAt, weekdayOf } from '../time/wall-clock.ts'
import { type Zone, zoneNamed } from '../time/zones.ts'
import type { Rules } from './rules.ts'

/** So many bookings of the organizer may start within the span, whatever link they came through. */
export type Cap = { within: Span; atMost: number; of: 'day' | 'week' }

type Capped = Pick<Rules, 'perDay' | 'perWeek' | 'zone'>

/** The caps that a booking at this instant must keep: of its date and its week on the organizer's wall. */
export function capsAt(instant: Instant, rules: Capped): Cap[] {
  const zone = zoneNamed(rules.zone)
  if (!zone) throw new Error(`link with a zone that tzdata does not know: ${rules.zone}`)
  const caps: Cap[] = []
  if (rules.perDay !== null) caps.push({ within: daysAround(zone, instant, 0, 1), atMost: rules.perDay, of: 'day' })
  if (rules.perWeek !== null) {
    const sinceMonday = weekdayOf(wallAt(zone, instant)) - 1
    caps.push({ within: daysAround(zone, instant, sinceMonday, 7), atMost: rules.perWeek, of: 'week' })
  }
  return caps
}

/** The slots whose day and week still have room. `booked`: starts of the organizer's bookings. */
export function capped(slots: readonly Span[], rules: Capped, booked: readonly Instant[]): Span[] {
  const full = new Map<Instant, boolean>()
  const isFull = ({ within, atMost, of }: Cap) => {
    const key = within.start * 2 + (of === 'week' ? 1 : 0)
    const known = full.get(key)
    if (known !== undefined) return known
    const taken = booked.filter((start) => within.start <= start && start < within.end).length
    full.set(key, taken >= atMost)
    return taken >= atMost
  }
  return slots.filter(({ start }) => !capsAt(start, rules).some(isFull))
}

/** From midnight so many days before the instant's date, for so many days, as the wall counts them. */
function daysAround(zone: Zone, instant: Instant, back: number, days: number): Span {
  const midnight = Math.floor(wallAt(zone, instant) / DAY) * DAY - back * DAY
  return { start: startOn(zone, midnight), end: startOn(zone, midnight + days * DAY) }
}
