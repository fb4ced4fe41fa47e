// Calendars: one's own, and those that others share, each with what the reader may do there.
import { type Answer, type Call, context, root, usersContext } from './call.ts'
import { type FolderView, folderFor, insistOnReach, mailboxFor, rightIn, sharedFolder } from './folder-view.ts'
import { changeKey, writeId } from './ids.ts'
import type { Folder, Mailbox } from './mailbox.ts'
import { blankFolder, organizationPermission } from './new-mailbox.ts'
import { page } from './odata/page.ts'
import { shape } from './odata/select.ts'
import { accessDenied, invalidRequest, refuse, unreadableBody } from './refusal.ts'
import { rightOf } from './rights.ts'

export function listCalendars(call: Call): Answer {
  const viewer = mailboxFor(call, 'see calendars')
  const own = viewer.folders.map(
    (folder): FolderView => ({ owner: viewer, viewer, folder, right: rightIn(call, viewer, folder) })
  )
  const shared = viewer.copies.flatMap((copy) => sharedFolder(call, viewer, copy) ?? [])
  const visible = [...own, ...shared].filter(
    ({ right, copy }) => right.sees === 'details' || right.sees === 'titles' || copy?.remembers
  )
  if (visible.length === 0) throw accessDenied()
  const rows = visible.map((view) => ({ printed: printCalendar(view) }))
  return { status: 200, body: { '@odata.context': context(call, 'calendars'), ...page(call, rows) } }
}

export function readCalendar(call: Call): Answer {
  const view = folderFor(call, 'see calendars')
  insistOnReach(view)
  const { sees } = view.right
  if (sees !== 'details' && !(sees === 'titles' && view.copy)) throw accessDenied()
  return { status: 200, body: answer(call, view) }
}

export function createCalendar(call: Call): Answer {
  const viewer = mailboxFor(call, 'change calendars')
  insistOnOwner(call, viewer)
  const { name, color, hexColor } = call.body()
  if (typeof name !== 'string' || name.trim() === '') throw unreadableBody("The property 'name' is required.")
  if (viewer.folders.some((folder) => folder.name.toLowerCase() === name.toLowerCase())) {
    throw refuse(409, 'ErrorFolderExists', 'A folder with the specified name already exists.')
  }
  const folder: Folder = {
    ...blankFolder(call.store.ground.next(), name),
    ...(typeof color === 'string' ? { color } : {}),
    ...(typeof hexColor === 'string' ? { hexColor } : {}),
    permissions: [organizationPermission('none')]
  }
  viewer.folders.push(folder)
  call.store.saveMailbox(viewer)
  const view: FolderView = { owner: viewer, viewer, folder, right: rightIn(call, viewer, folder) }
  return { status: 201, body: { ...printCalendar(view), '@odata.context': context(call, 'calendars/$entity') } }
}

/** A shared calendar may be renamed and recoloured in one's own list; that changes nothing for its owner. */
export function updateCalendar(call: Call): Answer {
  const view = folderFor(call, 'change calendars')
  insistOnOwner(call, view.viewer)
  const target = view.copy ?? view.folder
  const { name, color } = call.body()
  if (typeof name === 'string') target.name = name
  if (typeof color === 'string') target.color = color
  target.change++
  call.store.saveMailbox(view.viewer)
  return { status: 200, body: answer(call, view) }
}

export function deleteCalendar(call: Call): Answer {
  const view = folderFor(call, 'change calendars')
  insistOnOwner(call, view.viewer)
  const { viewer, folder, copy } = view
  if (copy) viewer.copies = viewer.copies.filter((one) => one !== copy)
  else if (folder.isDefault)
    throw refuse(400, 'ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.')
  else {
    viewer.folders = viewer.folders.filter((one) => one !== folder)
    for (const item of [...call.store.items(viewer.oid)]) if (item.folder === folder.serial) call.store.removeItem(item)
  }
  call.store.saveMailbox(viewer)
  return { status: 204 }
}

function insistOnOwner({ caller }: Call, mailbox: Mailbox) {
  if (caller.kind === 'app' || caller.user.id === mailbox.oid || mailbox.fullAccess.includes(caller.user.id)) return
  throw accessDenied()
}

/** Which roles somebody may still be given: allowedCalendarSharingRoles(User='…'). */
export function sharingRoles(call: Call): Answer {
  const { owner, folder } = folderFor(call, 'see calendars')
  const address = /'(.*)'/.exec(call.params.key ?? '')?.[1] ?? ''
  if (!address) throw invalidRequest('The parameter User is required.')
  const inside = call.store.mailboxAt(address) !== undefined && owner.kind === 'user'
  const value = [
    'freeBusyRead',
    'limitedRead',
    'read',
    ...(inside ? ['write'] : []),
    ...(inside && folder.isDefault ? delegateRoles : [])
  ]
  return {
    status: 200,
    body: { '@odata.context': `${root}/$metadata#Collection(microsoft.graph.calendarRoleType)`, value }
  }
}

export const delegateRoles = ['delegateWithoutPrivateEventAccess', 'delegateWithPrivateEventAccess']

function answer(call: Call, view: FolderView) {
  const { calendar } = call.params
  const place = calendar ? 'calendars' : 'calendar'
  return {
    '@odata.context': `${root}/$metadata#${usersContext(call)}/${place}/$entity`,
    ...shape(call, { printed: printCalendar(view) })
  }
}

function printCalendar({ owner, viewer, folder, copy, right }: FolderView): Record<string, unknown> {
  const shown = copy ?? folder
  const isOwner = right.standing === 'owner'
  // A copy in somebody's list may not have heard yet of what its owner has changed.
  const remembered = copy?.remembers ? rightOf(copy.remembers) : right
  return {
    id: writeId({ kind: 'calendar', mailbox: viewer.number, serial: shown.serial }),
    name: shown.name,
    color: shown.color,
    hexColor: copy ? '' : folder.hexColor,
    isDefaultCalendar: !copy && folder.isDefault,
    changeKey: changeKey(viewer.number, shown.serial, shown.change),
    canShare: isOwner && !copy,
    canViewPrivateItems: remembered.seesPrivate,
    canEdit: remembered.writes === 'everything',
    allowedOnlineMeetingProviders: folder.providers,
    defaultOnlineMeetingProvider: folder.defaultProvider,
    // Responses are only counted in primary calendars.
    isTallyingResponses: folder.isDefault,
    isRemovable: copy !== undefined || !folder.isDefault,
    owner: owner.owner
  }
}
