// One zone, whatever it is called: Windows name, IANA name, "UTC". Offsets come from Intl and are remembered per year,
// because asking Intl for every occurrence of a series would take longer than everything else together.
import { windowsZones } from './windows-zones.ts'

export type Zone = { iana: string; offsetAt(instant: number): number }

const day = 86_400_000
const byName = new Map<string, Zone | undefined>()
const byIana = new Map<string, Zone>()
const windowsInLowerCase = new Map(Object.entries(windowsZones).map(([name, iana]) => [name.toLowerCase(), iana]))

export const utc: Zone = { iana: 'Etc/UTC', offsetAt: () => 0 }

/** Undefined: no such zone. Exchange refuses it, so nobody may guess one. */
export function zoneNamed(name: string): Zone | undefined {
  const key = name.trim().toLowerCase()
  if (!byName.has(key)) byName.set(key, findZone(key))
  return byName.get(key)
}

function findZone(name: string): Zone | undefined {
  if (name === 'utc' || name === 'tzone://microsoft/utc') return utc
  const iana = windowsInLowerCase.get(name) ?? ianaName(name)
  if (!iana) return undefined
  const known = byIana.get(iana) ?? zoneOf(iana)
  byIana.set(iana, known)
  return known
}

function ianaName(name: string): string | undefined {
  // Intl takes "+02:00" for a zone; Exchange does not.
  if (!/^[a-z]/.test(name)) return undefined
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

type Change = { from: number; offset: number }

function zoneOf(iana: string): Zone {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: iana,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric'
  })
  const years = new Map<number, Change[]>()

  const asked = (instant: number) => {
    const parts = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, date, hour, minute, second) - Math.floor(instant / 1000) * 1000
  }

  const changesIn = (year: number): Change[] => {
    const until = Date.UTC(year + 1, 0, 1)
    let from = Date.UTC(year, 0, 1)
    const changes = [{ from, offset: asked(from) }]
    // A week is the longest step that cannot jump over Morocco's month of Ramadan, the shortest period in use.
    for (; from < until; from += 7 * day) {
      const to = Math.min(from + 7 * day, until)
      if (asked(from) !== asked(to)) changes.push(changeBetween(from, to, asked))
    }
    return changes
  }

  return {
    iana,
    offsetAt(instant) {
      const year = new Date(instant).getUTCFullYear()
      const changes = years.get(year) ?? changesIn(year)
      years.set(year, changes)
      let offset = 0
      for (const change of changes) if (change.from <= instant) offset = change.offset
      return offset
    }
  }
}

function changeBetween(low: number, high: number, asked: (instant: number) => number): Change {
  const offset = asked(high)
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 120_000) * 60_000
    if (middle <= low) break
    if (asked(middle) === offset) high = middle
    else low = middle
  }
  return { from: high, offset }
}
