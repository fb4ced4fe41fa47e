// Grants over plain memory, for tests of pages and rules. What the store promises is proved in test/contracts/grants.test.ts.
import type { Grant, Grants, StewardNote } from '../../src/delegates/grant.ts'
import type { Person } from '../../src/people/person.ts'
import { mondayMorning, olga } from './cast.ts'

export function grantsInMemory(
  kept: Grant[] = [],
  keepNote: (note: StewardNote) => Promise<void> = async () => {}
): Grants {
  const strict = new Set<string>()
  const at = (organizer: string, person: string) =>
    kept.findIndex((grant) => grant.organizer === organizer && grant.person.id === person)
  return {
    about: async (person, organizer) => ({
      grant: kept[at(organizer, person)],
      delegatesNeedGrant: strict.has(organizer)
    }),
    ofOrganizer: async (organizer) =>
      kept.filter((grant) => grant.organizer === organizer).sort((a, b) => a.person.name.localeCompare(b.person.name)),
    handingOver: async (now) =>
      kept.filter(({ endsAt, afterwards }) => endsAt !== null && endsAt <= now && afterwards.links === 'hand over'),
    async record(grant, note) {
      const known = at(grant.organizer, grant.person.id)
      if (known < 0) kept.push(grant)
      else kept[known] = grant
      if (note) await keepNote(note)
    },
    async remove(organizer, person, note) {
      const known = at(organizer, person)
      if (known < 0) return false
      kept.splice(known, 1)
      if (note) await keepNote(note)
      return true
    },
    delegatesNeedGrant: async (organizer) => strict.has(organizer),
    async setDelegatesNeedGrant(organizer, needed, note) {
      const before = strict.has(organizer)
      if (needed) strict.add(organizer)
      else strict.delete(organizer)
      if (before !== needed && note) await keepNote(note)
      return before !== needed
    }
  }
}

/** What Olga has said about somebody, without an end and without opt-ins unless the test says so. */
export const granted = (person: Person, level: Grant['level'], more: Partial<Grant> = {}): Grant => ({
  organizer: olga.id,
  person: { id: person.id, name: person.name, address: person.address },
  level,
  optIns: [],
  endsAt: null,
  afterwards: { links: 'stop' },
  recordedBy: { id: olga.id, name: olga.name, address: olga.address },
  recordedAt: mondayMorning,
  ...more
})
