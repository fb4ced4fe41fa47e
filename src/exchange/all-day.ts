import type { BusyItem } from '../availability/busy-time.ts'
import { DAY, HOUR } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import { endOn, startOn } from '../time/wall-clock.ts'
import type { Zone } from '../time/zones.ts'

/** The easternmost and the westernmost wall clocks of the world are this far from UTC. */
export const EAST_AT_MOST = 14 * HOUR
export const WEST_AT_MOST = 12 * HOUR

/**
 * All-day entries float: free/busy, asked in UTC, prints them from midnight to midnight UTC, and does not say that they
 * are all-day. An item of whole UTC days therefore takes, besides the time it names, the same days on the owner's wall;
 * where her zone is not known, those days anywhere. Too much is taken rather than too little.
 */
export function withOwnersDays(item: BusyItem, zone: Zone | undefined): BusyItem[] {
  if (item.start % DAY !== 0 || item.end % DAY !== 0 || item.end <= item.start) return [item]
  const days: Span = zone
    ? { start: startOn(zone, item.start), end: endOn(zone, item.end) }
    : { start: item.start - EAST_AT_MOST, end: item.end + WEST_AT_MOST }
  return [item, { ...days, status: item.status }]
}
