import type { Instant } from '../time/instant.ts'
import type { EverybodysBusyTimes, Reading } from './busy-time.ts'

export type Stale = { readAt: Instant; why: string }

/** The same port for one page, which must say when anything of what it shows is stale: the oldest counts. */
export function withOldest(busyTimes: EverybodysBusyTimes): EverybodysBusyTimes & { oldest(): Stale | undefined } {
  let oldest: Stale | undefined
  const note = (reading: Reading) => {
    if ('unknown' in reading || reading.stale === undefined) return
    if (!oldest || reading.readAt < oldest.readAt) oldest = { readAt: reading.readAt, why: reading.stale }
  }
  return {
    async read(organizer, span, freshness) {
      const reading = await busyTimes.read(organizer, span, freshness)
      note(reading)
      return reading
    },
    async readAll(people, span, freshness) {
      const readings = await busyTimes.readAll(people, span, freshness)
      for (const reading of readings.values()) note(reading)
      return readings
    },
    oldest: () => oldest
  }
}
