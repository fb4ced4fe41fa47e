// The pinned zone rules beside those of the runtime. Told once after the start, so that an operator knows why another
// program on the same machine prints another hour. Nothing of ours asks the runtime for an offset.
import { DAY, type Instant } from '../src/time/instant.ts'
import { zoneNames } from '../src/time/zone-data.ts'
import { offsetAt, type Zone, zoneNamed } from '../src/time/zones.ts'

const WEEK = 7 * DAY
const WEEKS = 104

export type Difference = { zone: string; from: Instant; until: Instant }

/** Zones in which the two differ at weekly instants over the next two years, from the first to the last of them. */
export function zoneDifferences(now: Instant, offsetOf = runtimeOffset, names = zoneNames): Difference[] {
  return names.flatMap((name) => {
    const zone = zoneNamed(name)
    return zone ? (differenceIn(zone, now, offsetOf) ?? []) : []
  })
}

function differenceIn(zone: Zone, now: Instant, offsetOf: typeof runtimeOffset): Difference | undefined {
  let found: Difference | undefined
  const ask = offsetOf(zone.name)
  if (!ask) return undefined // the runtime does not know the name at all, and so is not wrong about it
  for (let week = 0; week < WEEKS; week++) {
    const at = now + week * WEEK
    if (ask(at) === offsetAt(zone, at)) continue
    found = { zone: zone.name, from: found?.from ?? at, until: at }
  }
  return found
}

/** Minutes east of UTC, as the runtime believes: "GMT-03:30" in the words of Intl. */
function runtimeOffset(zone: string): ((at: Instant) => number) | undefined {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset', year: 'numeric' })
  } catch {
    return undefined
  }
  return (at) => {
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(at)) ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  }
}
