import { DAY, type Instant, MINUTE } from '../time/instant.ts'
import { merge, overlap, type Span } from '../time/span.ts'
import { endOn, startOn, type Weekday, wallAt, weekdayOf } from '../time/wall-clock.ts'
import type { Zone } from '../time/zones.ts'

/** Minutes after midnight on the wall; `to` may be 1440. */
export type Window = { from: number; to: number }

/** What a link opens on each day of the week, in the organizer's zone. A missing day is closed. */
export type WeeklyHours = Partial<Record<Weekday, Window[]>>

/** Every open window that touches the range, whole (not cut to the range), in order. */
export function openSpans(hours: WeeklyHours, zone: Zone, range: Span): Span[] {
  const open: Span[] = []
  for (let day = dayBefore(zone, range.start); day < wallAt(zone, range.end) + DAY; day += DAY) {
    for (const window of hours[weekdayOf(day)] ?? []) {
      const span = {
        start: startOn(zone, day + window.from * MINUTE),
        end: endOn(zone, day + window.to * MINUTE)
      }
      if (span.start < span.end && overlap(span, range)) open.push(span)
    }
  }
  return merge(open)
}

const dayBefore = (zone: Zone, instant: Instant) => Math.floor(wallAt(zone, instant) / DAY) * DAY - DAY
