// What an owner does in Outlook, and an administrator with PowerShell: also what Graph can neither give nor show.
import type { DirectoryGroup } from '../groups.ts'
import type { Role } from './mailbox.ts'
import { grant, newPermission, withdraw } from './permissions.ts'
import { organizationEntry } from './rights.ts'
import { defaultFolder, type Store } from './store.ts'

/** People as object ids. `role`: one of a Graph calendarPermission; none takes an entry away. */
export type Given = { organizer: string } & (
  | { person: string; role?: string; fullAccess?: boolean; sendOnBehalf?: boolean; stale?: boolean }
  | { group: DirectoryGroup; role: string }
  | { everyone: string }
)

export function give(store: Store, given: Given) {
  const owner = store.mailbox(given.organizer)
  if (!owner) throw new Error(`There is no mailbox ${given.organizer}.`)
  const folder = defaultFolder(owner)

  if ('everyone' in given) {
    const entry = folder.permissions.find(({ id }) => id === organizationEntry)
    if (entry) entry.role = given.everyone as Role
    return store.saveMailbox(owner)
  }
  if ('group' in given) {
    const { group, role } = given
    folder.permissions = folder.permissions.filter(({ emailAddress }) => emailAddress.address !== group.mail)
    if (role !== 'none') {
      const members = store.people().flatMap(({ displayName, id }) => (group.members.includes(displayName) ? [id] : []))
      const entry = newPermission(store, folder, group.mail, group.displayName)
      folder.permissions.push({ ...entry, role: role as Role, members, isInsideOrganization: true })
    }
    return store.saveMailbox(owner)
  }

  const person = store.person(given.person)
  if (!person) throw new Error(`There is no person ${given.person}.`)
  if (given.fullAccess !== undefined) owner.fullAccess = listed(owner.fullAccess, person.id, given.fullAccess)
  if (given.sendOnBehalf !== undefined)
    owner.sendOnBehalf = listed(owner.sendOnBehalf ?? [], person.id, given.sendOnBehalf)
  store.saveMailbox(owner)
  if (given.role === undefined) return

  const known = folder.permissions.find((entry) => entry.id !== organizationEntry && entry.person === person.id)
  const sharee = store.mailbox(person.id)
  const copy = sharee?.copies.find((one) => one.owner === owner.oid && one.folder === folder.serial)
  const before = known?.role
  if (given.role === 'none') {
    if (known) withdraw(store, owner, folder, known)
  } else {
    const entry = known ?? newPermission(store, folder, person.mail ?? person.userPrincipalName)
    entry.role = given.role as Role
    grant(store, owner, folder, entry)
  }
  if (!sharee) return
  const kept = sharee.copies.filter((one) => one.owner !== owner.oid || one.folder !== folder.serial)
  const now = sharee.copies.find((one) => one.owner === owner.oid && one.folder === folder.serial)
  // A copy keeps its place: what a person sees first in her list does not depend on who was given what last.
  const instead = (fresh: (typeof kept)[number]) =>
    now ? sharee.copies.map((one) => (one === now ? fresh : one)) : [...kept, fresh]
  if (given.stale && copy && before) sharee.copies = instead({ ...copy, remembers: before })
  else if (now) {
    const { remembers: _, ...fresh } = now
    sharee.copies = instead(fresh)
  }
  store.saveMailbox(sharee)
}

const listed = (list: string[], id: string, is: boolean) => [...list.filter((one) => one !== id), ...(is ? [id] : [])]
