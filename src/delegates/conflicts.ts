import type { Organizer } from '../people/organizer.ts'
import type { CalendarList, Listed } from './calendar-list.ts'

/** What makes a calendar's delegation unpredictable, though nothing is refused for it. */
export type Conflict =
  /** Each of them gets every meeting message and may answer it; Microsoft recommends one. */
  | { kind: 'several editors'; names: string[] }
  /** Each is the other's delegate: messages go round, and each may change what the other decided. */
  | { kind: 'mutual delegates'; name: string }

/** The conflicts that a calendar's own list shows. `theirs`: lists of other organizers, by the address of each. */
export function conflictsOn(
  organizer: Pick<Organizer, 'address'>,
  { listed }: Pick<CalendarList, 'listed'>,
  theirs: ReadonlyMap<string, Pick<CalendarList, 'listed'>> = new Map()
): Conflict[] {
  const editors = listed.filter(({ delegate, folder }) => delegate && folder === 'editor')
  const conflicts: Conflict[] =
    editors.length > 1 ? [{ kind: 'several editors', names: editors.map(({ name }) => name).sort() }] : []
  for (const { name, address } of listed.filter(({ delegate }) => delegate)) {
    const hers = theirs.get(address.toLowerCase())?.listed ?? []
    if (hers.some((entry) => entry.delegate && isAt(entry, organizer.address)))
      conflicts.push({ kind: 'mutual delegates', name })
  }
  return conflicts
}

const isAt = (entry: Listed, address: string) => entry.address.toLowerCase() === address.toLowerCase()
