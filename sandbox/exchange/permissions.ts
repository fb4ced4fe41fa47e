// calendarPermissions: who may do what in a calendar. Only its owner and applications see the list; everybody else gets
// an empty one, which proves nothing.

import { delegateRoles } from './calendars.ts'
import { type Answer, type Call, context } from './call.ts'
import { type FolderView, folderFor, insistOnReach } from './folder-view.ts'
import type { Folder, Mailbox, Permission, Role } from './mailbox.ts'
import { accessDenied, invalidRequest, notInStore, unreadableBody } from './refusal.ts'
import { organizationEntry } from './rights.ts'
import type { Store } from './store.ts'

const roles: Role[] = [
  'none',
  'freeBusyRead',
  'limitedRead',
  'read',
  'write',
  'delegateWithoutPrivateEventAccess',
  'delegateWithPrivateEventAccess',
  'custom'
]

export function listPermissions(call: Call): Answer {
  const view = folderFor(call, 'see calendars')
  insistOnReach(view)
  if (view.right.sees === 'nothing' || view.right.sees === 'free/busy') throw accessDenied()
  const entries = ownsIt(view) ? view.folder.permissions : []
  const value = entries.toReversed().map((entry) => printPermission(entry, view.folder))
  return { status: 200, body: { '@odata.context': context(call, `${place(call)}/calendarPermissions`), value } }
}

export function readPermission(call: Call): Answer {
  const view = folderFor(call, 'see calendars')
  return { status: 200, body: answer(call, view, entryFor(call, view)) }
}

export function createPermission(call: Call): Answer {
  const view = folderFor(call, 'change calendars')
  insistOnOwning(view)
  const { emailAddress, role: asked } = call.body()
  const { address, name } = (emailAddress ?? {}) as { address?: unknown; name?: unknown }
  if (typeof address !== 'string' || address === '')
    throw invalidRequest('The emailAddress of the person to share with is required.')
  if (view.folder.permissions.some((entry) => sameAddress(entry, address))) {
    throw invalidRequest('The calendar is already shared with this person.')
  }
  const entry = newPermission(call.store, view.folder, address, typeof name === 'string' ? name : undefined)
  entry.role = roleOrRefuse(asked ?? 'read', entry, view.folder)
  grant(call.store, view.owner, view.folder, entry)
  return { status: 201, body: answer(call, view, entry) }
}

export function updatePermission(call: Call): Answer {
  const view = folderFor(call, 'change calendars')
  insistOnOwning(view)
  const entry = entryFor(call, view)
  const { role } = call.body()
  if (role !== undefined) {
    entry.role = roleOrRefuse(role, entry, view.folder)
    grant(call.store, view.owner, view.folder, entry)
  }
  return { status: 200, body: answer(call, view, entry) }
}

export function deletePermission(call: Call): Answer {
  const view = folderFor(call, 'change calendars')
  insistOnOwning(view)
  const entry = entryFor(call, view)
  if (!entry.isRemovable) throw invalidRequest('This permission cannot be removed.')
  withdraw(call.store, view.owner, view.folder, entry)
  return { status: 204 }
}

/** The calendar appears in the list of an insider at once; the sandbox leaves out the letter and its acceptance. */
export function grant(store: Store, owner: Mailbox, folder: Folder, entry: Permission) {
  if (!folder.permissions.includes(entry)) folder.permissions.push(entry)
  store.saveMailbox(owner)
  const sharee = entry.person ? store.mailbox(entry.person) : undefined
  if (!sharee) return
  const known = sharee.copies.find((copy) => copy.owner === owner.oid && copy.folder === folder.serial)
  const shown = !['none', 'freeBusyRead'].includes(entry.role)
  if (shown && !known) {
    const name = folder.isDefault ? owner.owner.name : folder.name
    sharee.copies.push({
      serial: store.ground.next(),
      name,
      color: folder.color,
      change: 1,
      owner: owner.oid,
      folder: folder.serial
    })
  }
  if (!shown && known) sharee.copies = sharee.copies.filter((copy) => copy !== known)
  if (shown !== (known !== undefined)) store.saveMailbox(sharee)
}

export function withdraw(store: Store, owner: Mailbox, folder: Folder, entry: Permission) {
  folder.permissions = folder.permissions.filter((one) => one !== entry)
  store.saveMailbox(owner)
  const sharee = entry.person ? store.mailbox(entry.person) : undefined
  if (!sharee) return
  sharee.copies = sharee.copies.filter((copy) => copy.owner !== owner.oid || copy.folder !== folder.serial)
  store.saveMailbox(sharee)
}

export function newPermission(store: Store, folder: Folder, address: string, name?: string): Permission {
  const person = store.personAt(address)
  const inside = person !== undefined
  const label = `/o=ExchangeLabs/cn=Recipients/cn=${folder.serial}-${address.toLowerCase()}`
  return {
    id: Buffer.from(inside ? label : `ExchangePublishedUser.${address}`).toString('base64'),
    role: 'read',
    ...(person ? { person: person.id } : {}),
    emailAddress: { name: person?.displayName ?? name ?? address, address: person?.mail ?? address },
    isInsideOrganization: inside,
    isRemovable: true
  }
}

export function allowedRoles({ id, isInsideOrganization }: Permission, { isDefault }: Folder): string[] {
  if (id === organizationEntry) return ['none', 'freeBusyRead', 'limitedRead', 'read', 'write']
  if (!isInsideOrganization) return ['freeBusyRead', 'limitedRead', 'read']
  return ['freeBusyRead', 'limitedRead', 'read', 'write', ...(isDefault ? delegateRoles : [])]
}

function roleOrRefuse(asked: unknown, entry: Permission, folder: Folder): Role {
  const role = roles.find((one) => one.toLowerCase() === String(asked).toLowerCase())
  if (!role) throw unreadableBody(`Requested value '${String(asked)}' was not found for property 'role'.`)
  if (!allowedRoles(entry, folder).includes(role))
    throw invalidRequest(`The role '${role}' is not allowed for this calendar permission.`)
  return role
}

const ownsIt = ({ right, copy }: FolderView) => right.standing === 'owner' && !copy

function insistOnOwning(view: FolderView) {
  if (!ownsIt(view)) throw accessDenied()
}

function entryFor({ params }: Call, view: FolderView): Permission {
  const found = ownsIt(view) ? view.folder.permissions.find(({ id }) => id === params.permission) : undefined
  if (!found) throw notInStore()
  return found
}

const sameAddress = ({ emailAddress }: Permission, address: string) =>
  emailAddress.address?.toLowerCase() === address.toLowerCase()

const place = ({ params }: Call) =>
  params.calendar ? `calendars('${encodeURIComponent(params.calendar)}')` : 'calendar'

const answer = (call: Call, { folder }: FolderView, entry: Permission) => ({
  '@odata.context': context(call, `${place(call)}/calendarPermissions/$entity`),
  ...printPermission(entry, folder)
})

const printPermission = (entry: Permission, folder: Folder) => ({
  id: entry.id,
  isRemovable: entry.isRemovable,
  isInsideOrganization: entry.isInsideOrganization,
  role: entry.role,
  allowedRoles: allowedRoles(entry, folder),
  emailAddress: entry.emailAddress
})
