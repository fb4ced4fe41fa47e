// Creating an event, once for each transactionId.
import { tenants } from '../directory.ts'
import { blank } from './blank-event.ts'
import { type Answer, type Call, root, usersContext } from './call.ts'
import { insistOnTimes, readChanges, readRecurrence } from './event-reading.ts'
import { answerWithEvent } from './events.ts'
import { readExtendedProperties } from './extended-properties.ts'
import { type FolderView, folderFor, insistOnReach } from './folder-view.ts'
import { newUid } from './ids.ts'
import { isHidden } from './item-view.ts'
import type { Item } from './mailbox.ts'
import { invite, sendingFor } from './meeting-copies.ts'
import { goOnline } from './online-meeting.ts'
import { spanOf } from './recurrence.ts'
import { accessDenied, failedValidation } from './refusal.ts'
import { getsTwin, repeatsOf } from './repeats.ts'
import { digestOf, duplicateTransaction, idIn, withTransactionId } from './transactions.ts'

export function createEvent(call: Call): Answer {
  const view = folderFor(call, 'change calendars')
  insistOnReach(view)
  if (view.right.writes === 'nothing') throw accessDenied()

  const given = call.body()
  const request = digestOf(given)
  const { ground } = call.store
  const memory = repeatsOf(ground).transactionIds
  const isKnown = given.transactionId && memory !== 'forgotten'
  const earlier = isKnown ? withTransactionId(call, view, String(given.transactionId)) : undefined
  if (earlier && memory !== 'honoured') throw duplicateTransaction(earlier, view, memory)
  if (earlier && earlier.request !== request) throw duplicateTransaction(earlier, view)
  const item = earlier ?? newItem(call, view, given, request)
  if (!earlier) {
    save(call, view, item)
    if (getsTwin(ground)) save(call, view, newItem(call, view, given, request))
  }
  const { body, headers } = answerWithEvent(call, { ...view, kept: item, item })
  const location = `${root}/${usersContext(call)}/events('${encodeURIComponent(idIn(view, item))}')`
  return { status: 201, body, headers: { ...headers, location } }
}

function save(call: Call, view: FolderView, item: Item) {
  call.store.saveItem(item)
  invite(sendingFor(call, view.owner), item)
}

function newItem(call: Call, view: FolderView, given: Record<string, unknown>, request: string): Item {
  const { store, caller } = call
  const { start, end, ...changes } = readChanges(given)
  if (!start || !end) throw failedValidation()
  const serial = store.ground.next()
  const now = store.ground.now()
  const item: Item = {
    serial,
    mailbox: view.owner.oid,
    folder: view.folder.serial,
    uid: newUid(view.owner.number, serial),
    change: 1,
    created: now,
    modified: now,
    ...(caller.kind === 'user' ? { createdBy: caller.user.id } : {}),
    ...blank(),
    organizer: view.owner.owner,
    start,
    end,
    ...(given.transactionId ? { transactionId: String(given.transactionId), request } : {}),
    ...changes
  }
  if (isHidden(item) && !view.right.seesPrivate) throw accessDenied()
  insistOnTimes(item, spanOf(item))
  const recurrence = readRecurrence(given.recurrence, start)
  if (recurrence) item.recurrence = recurrence
  if (given.singleValueExtendedProperties) readExtendedProperties(item, given.singleValueExtendedProperties)
  goOnline(item, given, view.folder, view.owner, tenants[store.ground.world].id)
  return item
}
