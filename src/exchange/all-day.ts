import type { BusyItem } from '../availability/busy-time.ts'
import { DAY, HOUR, MINUTE } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import { endOn, startOn } from '../time/wall-clock.ts'
import type { Zone } from '../time/zones.ts'

/** The easternmost and the westernmost wall clocks of the world are this far from UTC. */
const EAST_AT_MOST = 14 * HOUR
const WEST_AT_MOST = 12 * HOUR

/**
 * What has to be asked about, so that every item of whole UTC days is heard of that reaches into the span on some owner's wall:
 * such an item ends or begins at a midnight, and a minute of it is enough. More would make two questions of two months.
 */
export function reachingInto({ start, end }: Span): Span {
  const firstToEnd = (Math.floor((start - WEST_AT_MOST) / DAY) + 1) * DAY
  const lastToBegin = (Math.ceil((end + EAST_AT_MOST) / DAY) - 1) * DAY
  return { start: Math.min(start, firstToEnd - MINUTE), end: Math.max(end, lastToBegin + MINUTE) }
}

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
