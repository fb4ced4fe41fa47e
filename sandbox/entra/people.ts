// The people of this world, with the accounts that somebody has disabled in the meantime.
import { type Crowd, delegatesOf, organizersOf } from '../crowd.ts'
import { type DirectoryUser, people, tenants } from '../directory.ts'
import type { Ground } from '../face.ts'

type Marked = Record<string, true>

/** The cast, and whoever was brought in besides. */
function everybodyIn({ world, documents }: Ground): DirectoryUser[] {
  const crowd = documents.entra.crowd as Crowd | undefined
  if (!crowd) return people[world]
  return [...people[world], ...organizersOf(tenants[world], crowd), ...delegatesOf(tenants[world], crowd)]
}

export function setCrowd({ documents, changed }: Ground, crowd: Crowd) {
  documents.entra.crowd = crowd
  changed('entra', 'crowd')
}

export function peopleOf(ground: Ground): DirectoryUser[] {
  const { documents } = ground
  const disabled = (documents.entra.disabled ?? {}) as Marked
  const gone = (documents.entra.gone ?? {}) as Marked
  return everybodyIn(ground)
    .filter(({ id }) => !gone[id])
    .map((person) => (disabled[person.id] ? { ...person, accountEnabled: false } : person))
}

export const setAccountEnabled = (ground: Ground, id: string, enabled: boolean) =>
  mark(ground, 'disabled', id, !enabled)

/** Deleted from the directory; the mailbox stays for a while, as with Entra. */
export const setGone = (ground: Ground, id: string, gone: boolean) => mark(ground, 'gone', id, gone)

function mark({ documents, changed }: Ground, as: 'disabled' | 'gone', id: string, marked: boolean) {
  const { [id]: _, ...others } = (documents.entra[as] ?? {}) as Marked
  documents.entra[as] = marked ? { ...others, [id]: true } : others
  changed('entra', as)
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
