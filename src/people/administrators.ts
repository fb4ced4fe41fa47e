import type { Directory } from './directory.ts'
import { objectIdOf, type Person, type PersonId } from './person.ts'

/** Who looks after the installation, by its settings: never a right in anybody's calendar. */
export type Administrators = { has(person: Person): Promise<boolean> }

const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * `named`: Entra object ids, or addresses. Whose an address is the directory says, once: a person is never known by what an
 * address says of itself. While the directory does not answer, an address makes nobody an administrator.
 */
export function administratorsNamed(named: readonly string[], directory: Directory): Administrators {
  const wanted = named.map((each) => each.toLowerCase())
  const ids = new Set(wanted.filter((each) => OBJECT_ID.test(each)))
  const addresses = new Set(wanted.filter((each) => !OBJECT_ID.test(each)))
  const people = new Set<PersonId>()

  return {
    async has({ id, address }) {
      if (ids.has(objectIdOf(id)) || people.has(id)) return true
      if (!addresses.has(address.toLowerCase())) return false
      const person = await directory.byAddress(address).catch(() => undefined)
      if (person) people.add(person.id)
      return person?.id === id
    }
  }
}
