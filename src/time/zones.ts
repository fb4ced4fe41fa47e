import type { Instant } from './instant.ts'
import { unpack } from './zone-data.ts'

/** Rule i holds before changes[i]; the last rule holds from the last change on. `offsets` are minutes east of UTC. */
export type Zone = { name: string; offsets: number[]; changes: Instant[] }

const known = new Map<string, Zone | undefined>()

/** An IANA zone by any name that tzdata knows, old ones included, under today's; undefined for everything else. Never guesses. */
export function zoneNamed(name: string): Zone | undefined {
  if (!known.has(name)) {
    if (known.size > 2000) known.clear() // names come from outside, too: what is remembered stays bounded
    known.set(name, name.length <= 64 ? unpack(name) : undefined)
  }
  return known.get(name)
}

/** Minutes east of UTC at that instant. */
export function offsetAt(zone: Zone, instant: Instant): number {
  return zone.offsets[ruleAt(zone, instant)] ?? 0
}

/** Which rule holds at the instant: the number of changes at or before it. */
export function ruleAt({ changes }: Zone, instant: Instant): number {
  let low = 0
  let high = changes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((changes[middle] ?? 0) <= instant) low = middle + 1
    else high = middle
  }
  return low
}
