import type { Person, PersonId } from '../people/person.ts'
import { type Clock, type Instant, MINUTE } from '../time/instant.ts'
import type { NamesOf } from './name-index.ts'

/** Aliases and groups change rarely, and what follows from them is asked live all the same. */
const BELIEVED_FOR = 10 * MINUTE

const REMEMBERED_AT_MOST = 2_000

/** The same port with a memory. */
export function recentNames(namesOf: NamesOf, clock: Clock): NamesOf & { forget(person: Person): void } {
  const memory = new Map<PersonId, { at: Instant; names: string[] }>()
  return {
    async of(person) {
      const known = memory.get(person.id)
      if (known && clock() - known.at < BELIEVED_FOR) return known.names
      const at = clock()
      const names = await namesOf.of(person)
      if ('unknown' in names) return known?.names ?? names
      if (memory.size >= REMEMBERED_AT_MOST) memory.clear()
      memory.set(person.id, { at, names })
      return names
    },
    forget: ({ id }) => void memory.delete(id)
  }
}
