// The people of this world, with the accounts that somebody has disabled in the meantime.
import { type DirectoryUser, people } from '../directory.ts'
import type { Ground } from '../face.ts'

type Disabled = Record<string, true>

export function peopleOf({ world, documents }: Ground): DirectoryUser[] {
  const disabled = (documents.entra.disabled ?? {}) as Disabled
  return people[world].map((person) => (disabled[person.id] ? { ...person, accountEnabled: false } : person))
}

export function setAccountEnabled({ documents, changed }: Ground, id: string, enabled: boolean) {
  const { [id]: _, ...others } = (documents.entra.disabled ?? {}) as Disabled
  documents.entra.disabled = enabled ? others : { ...others, [id]: true }
  changed('entra', 'disabled')
}

/** By object id, user principal name, address, full name or given name, whatever a person would write. */
export function findPerson(ground: Ground, said: string): DirectoryUser | undefined {
  const wanted = said.trim().toLowerCase()
  const everybody = peopleOf(ground)
  for (const by of ['id', 'userPrincipalName', 'mail', 'displayName', 'givenName'] as const) {
    const found = everybody.filter((person) => person[by]?.toLowerCase() === wanted)
    if (found.length === 1) return found[0]
  }
  return undefined
}
