import { type Instant, MINUTE } from './instant.ts'
import { wallAt } from './wall-clock.ts'
import { offsetAt, type Zone } from './zones.ts'

/** What a clock on the wall shows, for keeping and comparing: "2027-01-05T10:00+01:00". */
export function wallText(zone: Zone, instant: Instant): string {
  const east = offsetAt(zone, instant)
  const minutes = Math.abs(east)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${minuteText(wallAt(zone, instant))}${east < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** Meetings begin on whole minutes; the few old zones with seconds in their offset lie far in the past. */
const minuteText = (wall: number) => new Date(Math.floor(wall / MINUTE) * MINUTE).toISOString().slice(0, 16)
