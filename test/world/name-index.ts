// The index over plain memory, for tests of pages. What the store promises is proved in test/contracts/name-index.test.ts.
import type { IndexState, NameIndex, Naming } from '../../src/delegates/name-index.ts'
import type { PersonId } from '../../src/people/person.ts'

export function indexInMemory() {
  const known = {
    /** By address, in small letters. */
    namings: new Map<string, Naming[]>(),
    fullAccess: new Map<PersonId, readonly PersonId[]>(),
    state: { never: 0, failing: 0, oldest: null } as IndexState,
    hurried: [] as number[]
  }
  const nameIndex: NameIndex = {
    take: async () => [],
    write: async () => true,
    unread: async () => {},
    hurry: async (readBefore) => void known.hurried.push(readBefore),
    naming: async (addresses) => addresses.flatMap((address) => known.namings.get(address.toLowerCase()) ?? []),
    state: async () => known.state,
    sawFullAccess: async (person, organizers) => void known.fullAccess.set(person, organizers),
    fullAccessOf: async (person) => [...(known.fullAccess.get(person) ?? [])]
  }
  return { known, nameIndex }
}
