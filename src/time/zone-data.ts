// The zone rules that the project pins itself: current tzdata in the packed form of the npm package moment-timezone (its
// data file only; none of its code runs). The runtime's own rules lag: in November 2026 Node is an hour wrong for
// Vancouver, Winnipeg and Havana. docs/decisions/0004-pinned-zone-rules.md
import packed from 'moment-timezone/data/packed/latest.json' with { type: 'json' }
import { renamedZones } from './renamed-zones.ts'
import type { Zone } from './zones.ts'

/** For example "2026f". */
export const zoneDataVersion: string = packed.version

const packedByName = new Map(packed.zones.map((line) => [line.slice(0, line.indexOf('|')), line]))
const canonicalByAlias = new Map<string, string>()
for (const link of packed.links) {
  const [canonical = '', alias = ''] = link.split('|')
  canonicalByAlias.set(alias, canonical)
}
const nameByLowerCase = new Map(
  [...packedByName.keys(), ...canonicalByAlias.keys()].map((name) => [name.toLowerCase(), name])
)

export const zoneNames: readonly string[] = [...packedByName.keys(), ...canonicalByAlias.keys()].sort()

/** The zone's rules under the name that tzdata uses today; undefined for a name that tzdata does not know. */
export function unpack(anyCase: string): Zone | undefined {
  const known = nameByLowerCase.get(anyCase.toLowerCase())
  if (!known) return undefined
  const name = renamedZones.get(known) ?? known
  const line = packedByName.get(canonicalByAlias.get(name) ?? name)
  if (!line) return undefined

  const [, , offsets = '', order = '', gaps = ''] = line.split('|')
  const minutesWest = offsets.split(' ').map(base60)
  let at = 0
  return {
    name,
    offsets: [...order].map((digit) => -Math.round(minutesWest[base60(digit)] ?? 0)),
    changes: gaps ? gaps.split(' ').map((gap) => (at += Math.round(base60(gap) * 60_000))) : []
  }
}

/** Digits 0-9 a-z A-X, an optional sign and an optional fraction. */
function base60(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  let value = 0
  for (const digit of whole) value = value * 60 + digitOf(digit)
  ;[...fraction].forEach((digit, place) => {
    value += digitOf(digit) / 60 ** (place + 1)
  })
  return sign * value
}

function digitOf(character: string): number {
  const code = character.charCodeAt(0)
  if (code > 96) return code - 87
  if (code > 64) return code - 29
  return code - 48
}
