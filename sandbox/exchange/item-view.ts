// From a path to one event: the item behind an id, the calendar it lies in, and the caller's right there.
import type { Call } from './call.ts'
import { type FolderView, folderFor, insistOnDetails, mailboxFor, rightIn, sharedFolder } from './folder-view.ts'
import { idSpace, readId } from './ids.ts'
import type { Item, Mailbox } from './mailbox.ts'
import { isOccurrence, occurrenceOn } from './recurrence.ts'
import { accessDenied, notInStore } from './refusal.ts'
import { insistOnScope, type Need } from './scopes.ts'

export type ItemView = FolderView & {
  /** As it is kept: for an occurrence, its series. */
  kept: Item
  /** As it is seen: for an occurrence, at its own time. */
  item: Item
  occurrence?: string
}

export function itemFor(call: Call, need: Need): ItemView {
  const view = locate(call, need, call.params.event ?? '')
  insistOnDetails(view)
  return view
}

/** The same, for a change: the folder right must allow it, and a private item needs the private flag. */
export function itemToChange(call: Call): ItemView {
  const view = itemFor(call, 'change calendars')
  if (!mayChange(view, call)) throw accessDenied()
  return view
}

export function mayChange({ right, kept }: ItemView, { caller }: Call): boolean {
  if (isHidden(kept) && !right.seesPrivate) return false
  if (right.writes === 'own') return caller.kind === 'user' && kept.createdBy === caller.user.id
  return right.writes === 'everything'
}

export const isHidden = ({ sensitivity }: Item) => sensitivity === 'private' || sensitivity === 'confidential'

function locate(call: Call, need: Need, id: string): ItemView {
  const viewer = mailboxFor(call, need)
  const within = call.params.calendar ? folderFor(call, need) : undefined
  const { mailbox, serial, occurrence, form } = readId(id, 'item')
  const kept = mailbox === idSpace(viewer, form) ? call.store.item(serial) : undefined
  if (!kept) throw notInStore()
  const view = viewOf(call, need, viewer, kept)
  if (!view || (within && within.folder !== view.folder)) throw notInStore()
  if (!occurrence) return { ...view, kept, item: kept }
  if (!isOccurrence(kept, occurrence)) throw notInStore()
  return { ...view, kept, item: occurrenceOn(kept, occurrence), occurrence }
}

function viewOf(call: Call, need: Need, viewer: Mailbox, kept: Item): FolderView | undefined {
  if (kept.mailbox === viewer.oid) {
    const folder = viewer.folders.find((one) => one.serial === kept.folder)
    return folder && { owner: viewer, viewer, folder, right: rightIn(call, viewer, folder) }
  }
  const copy = viewer.copies.find((one) => one.owner === kept.mailbox && one.folder === kept.folder)
  if (!copy) return undefined
  insistOnScope(call.caller, need, kept.mailbox)
  return sharedFolder(call, viewer, copy)
}
