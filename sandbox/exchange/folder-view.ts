// From a path to a mailbox, to one of its calendars, and to what the caller may do there.
import type { Call } from './call.ts'
import { readId } from './ids.ts'
import type { Folder, Mailbox, SharedCopy } from './mailbox.ts'
import { accessDenied, badRequest, notInStore, refuse } from './refusal.ts'
import { type Right, rightOf, standingOf } from './rights.ts'
import { insistOnScope, type Need } from './scopes.ts'
import { defaultFolder } from './store.ts'

export type FolderView = {
  /** Whose calendar it is. */
  owner: Mailbox
  folder: Folder
  /** In whose list it was found: ids belong to this mailbox. */
  viewer: Mailbox
  copy?: SharedCopy
  right: Right
}

/** The mailbox of the path, after the scopes of the token were checked for it. */
export function mailboxFor(call: Call, need: Need): Mailbox {
  const mailbox = mailboxOf(call)
  if (mailbox.kind === 'group') insistOnGroupScope(call)
  else insistOnScope(call.caller, need, mailbox.oid)
  return mailbox
}

function mailboxOf({ store, caller, params }: Call): Mailbox {
  if (params.group) return store.mailbox(params.group) ?? unknownGroup(params.group)
  if (!params.user && caller.kind === 'app') {
    throw badRequest('/me request is only valid with delegated authentication flow.')
  }
  const person = params.user ? store.person(params.user) : caller.kind === 'user' ? caller.user : undefined
  if (!person) throw refuse(404, 'ErrorInvalidUser', `The requested user '${params.user}' is invalid.`)
  const mailbox = store.mailbox(person.id)
  if (mailbox) return mailbox
  throw refuse(
    404,
    'MailboxNotEnabledForRESTAPI',
    'The mailbox is either inactive, soft-deleted, or is hosted on-premise.'
  )
}

const unknownGroup = (id: string): never => {
  throw refuse(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`
  )
}

function insistOnGroupScope({ caller, method }: Call) {
  const allowed = method === 'GET' ? ['Group.Read.All', 'Group.ReadWrite.All'] : ['Group.ReadWrite.All']
  if (!allowed.some((permission) => caller.has(permission))) throw accessDenied()
}

/** The calendar a path names, or the default one. */
export function folderFor(call: Call, need: Need): FolderView {
  const viewer = mailboxFor(call, need)
  const view = call.params.calendar
    ? folderWithId(call, viewer, call.params.calendar)
    : ownFolder(call, viewer, defaultFolder(viewer))
  if (view.copy) insistOnScope(call.caller, need, view.owner.oid)
  return view
}

function folderWithId(call: Call, viewer: Mailbox, id: string): FolderView {
  const { mailbox, serial } = readId(id, 'calendar')
  // Ids of one mailbox mean nothing in another.
  if (mailbox !== viewer.number) throw notInStore()
  const folder = viewer.folders.find((one) => one.serial === serial)
  if (folder) return ownFolder(call, viewer, folder)
  const copy = viewer.copies.find((one) => one.serial === serial)
  const shared = copy && sharedFolder(call, viewer, copy)
  if (!shared) throw notInStore()
  return shared
}

function ownFolder(call: Call, viewer: Mailbox, folder: Folder): FolderView {
  return { owner: viewer, viewer, folder, right: rightIn(call, viewer, folder) }
}

export function sharedFolder({ store, caller }: Call, viewer: Mailbox, copy: SharedCopy): FolderView | undefined {
  const owner = store.mailbox(copy.owner)
  const folder = owner?.folders.find((one) => one.serial === copy.folder)
  if (!owner || !folder) return undefined
  // Somebody else's list of shared calendars is part of a mailbox that only its owner and FullAccess can open.
  const asViewer = caller.kind === 'app' || caller.user.id === viewer.oid || viewer.fullAccess.includes(caller.user.id)
  return { owner, viewer, folder, copy, right: rightOf(asViewer ? standingOf(viewer.oid, owner, folder) : 'none') }
}

export function rightIn({ caller }: Call, owner: Mailbox, folder: Folder): Right {
  if (caller.kind === 'app' || owner.kind === 'group') return rightOf('owner')
  return rightOf(standingOf(caller.user.id, owner, folder))
}

export function insistOnDetails({ right }: FolderView) {
  if (right.sees !== 'details') throw accessDenied()
}

/** Custom calendars of others are reached through one's own list; only the primary one also through its owner. */
export function insistOnReach({ right, folder, viewer, owner }: FolderView) {
  if (viewer !== owner || folder.isDefault) return
  if (right.standing !== 'owner' && right.standing !== 'fullAccess') throw accessDenied()
}
