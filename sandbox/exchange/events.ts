// Events: create, read, change, cancel, delete.
import { createHash } from 'node:crypto'
import { tenants } from '../directory.ts'
import { blank, never } from './blank-event.ts'
import { type Answer, type Call, context, parameter, root, selected, usersContext } from './call.ts'
import { printEvent } from './event-printing.ts'
import { insistOnTimes, readChanges, readRecurrence } from './event-reading.ts'
import { readExtendedProperties } from './extended-properties.ts'
import { type FolderView, folderFor, insistOnReach } from './folder-view.ts'
import { newUid, writeId } from './ids.ts'
import { type ItemView, isHidden, itemFor, itemToChange } from './item-view.ts'
import type { Item } from './mailbox.ts'
import { invite, sameTime, sendCancellation, sendingFor, sendUpdate, touch } from './meeting-copies.ts'
import { changeOccurrence, changesOccurrence, removeOccurrence } from './occurrences.ts'
import { page } from './odata/page.ts'
import type { Row } from './odata/row.ts'
import { shape } from './odata/select.ts'
import { goOfflineWithoutJoinBlock, goOnline } from './online-meeting.ts'
import { spanOf } from './recurrence.ts'
import { accessDenied, failedValidation, invalidRequest, refuse } from './refusal.ts'

export function createEvent(call: Call): Answer {
  const view = folderFor(call, 'change calendars')
  insistOnReach(view)
  if (view.right.writes === 'nothing') throw accessDenied()

  const given = call.body()
  const request = createHash('sha256')
    .update(canonical({ ...given, transactionId: undefined }))
    .digest('base64url')
  const earlier = given.transactionId ? withTransactionId(call, view, String(given.transactionId)) : undefined
  if (earlier && earlier.request !== request) throw duplicateTransaction(earlier, view)
  const item = earlier ?? newItem(call, view, given, request)
  if (!earlier) {
    call.store.saveItem(item)
    invite(sendingFor(call, view.owner), item)
  }
  const answered = answerWith(call, { ...view, kept: item, item })
  const location = `${root}/${usersContext(call)}/events('${encodeURIComponent(answered.id)}')`
  return { status: 201, body: answered.body, headers: { ...answered.headers, location } }
}

export function listEvents(call: Call): Answer {
  const view = folderFor(call, 'see calendars')
  insistOnReach(view)
  if (view.right.sees !== 'details') throw accessDenied()
  const rows = []
  for (const item of call.store.items(view.owner.oid)) {
    if (item.folder === view.folder.serial) rows.push(viewed(call, { ...view, kept: item, item }))
  }
  const path = call.params.calendar ? `calendars('${encodeURIComponent(call.params.calendar)}')/events` : 'events'
  return { status: 200, body: { '@odata.context': context(call, path + selected(call)), ...page(call, rows) } }
}

export function readEvent(call: Call): Answer {
  return { status: 200, ...answerWith(call, itemFor(call, 'see calendars')) }
}

export function updateEvent(call: Call): Answer {
  const view = itemToChange(call)
  insistOnUnchanged(call, view)
  const given = call.body()
  if ('transactionId' in given) throw invalidRequest('ClientId/TransactionId is immutable and cannot be updated.')
  if (changesOccurrence(view)) return { status: 200, ...answerWith(call, changeOccurrence(call, view, given)) }

  const item = change(call, view, given)
  return { status: 200, ...answerWith(call, { ...view, kept: item, item }) }
}

export function deleteEvent(call: Call): Answer {
  const view = itemToChange(call)
  insistOnUnchanged(call, view)
  remove(call, view)
  return { status: 204 }
}

export function cancelEvent(call: Call): Answer {
  const view = itemToChange(call)
  if (!view.kept.isOrganizer) throw invalidRequest('You need to be an organizer to cancel a meeting.')
  remove(call, view, String(parameter(call.body(), 'comment') ?? ''))
  return { status: 202 }
}

/** Deleting a meeting as its organizer cancels it, too; there is no silent way. */
function remove(call: Call, view: ItemView, comment?: string) {
  if (changesOccurrence(view)) return removeOccurrence(call, view, comment)
  call.store.removeItem(view.kept)
  if (view.kept.isOrganizer && !view.kept.isCancelled)
    sendCancellation(sendingFor(call, view.owner), view.kept, undefined, comment)
}

function change(call: Call, view: ItemView, given: Record<string, unknown>): Item {
  const before = view.kept
  const item: Item = structuredClone(before)
  Object.assign(item, readChanges(given))
  if ('body' in given) goOfflineWithoutJoinBlock(item)
  goOnline(item, given, view.folder, view.owner, tenants[call.store.ground.world].id)
  if ('recurrence' in given) setRecurrence(item, given.recurrence)
  if (given.singleValueExtendedProperties) readExtendedProperties(item, given.singleValueExtendedProperties)
  if (given.attendees) keepAnswers(before, item)
  insistOnTimes(item, spanOf(item))

  touch(call.store, item)
  const moved = !sameTime(before, item)
  if (moved && item.isOrganizer) askAgain(item)
  call.store.saveItem(item)
  // Somebody who is not the organizer changes his own copy and nobody else's.
  if (item.isOrganizer) notify(call, view, before, item, given)
  return item
}

function setRecurrence(item: Item, given: unknown) {
  const recurrence = readRecurrence(given, item.start)
  delete item.exceptions
  delete item.removed
  if (recurrence) item.recurrence = recurrence
  else delete item.recurrence
}

/** A new list replaces the old one; who stays on it keeps his answer. */
function keepAnswers(before: Item, item: Item) {
  for (const attendee of item.attendees) {
    const known = before.attendees.find((one) => same(one.emailAddress.address, attendee.emailAddress.address))
    if (known) attendee.status = known.status
  }
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

function askAgain(item: Item) {
  for (const attendee of item.attendees) {
    attendee.status = { response: 'none', time: never }
    delete attendee.proposedNewTime
  }
}

/** A change of nothing but the list of attendees reaches only those who came or went; any other reaches everybody. */
function notify(call: Call, view: ItemView, before: Item, item: Item, given: Record<string, unknown>) {
  const isOn = (list: Item) => (one: Item['attendees'][number]) =>
    list.attendees.some(({ emailAddress }) => same(emailAddress.address, one.emailAddress.address))
  const gone = before.attendees.filter((one) => !isOn(item)(one))
  const came = item.attendees.filter((one) => !isOn(before)(one))
  const stayed = item.attendees.filter(isOn(before))
  const onlyAttendees = Object.keys(given).every((name) => name === 'attendees' || name.includes('@'))

  const from = sendingFor(call, view.owner)
  if (gone.length) sendCancellation(from, item, gone)
  if (came.length) invite(from, item, came)
  if (stayed.length && !onlyAttendees && changesForOthers(given)) sendUpdate(from, item, stayed)
}

/** Categories, reminder, free/busy and hidden properties are the organizer's own business. */
const ownBusiness = new Set([
  'categories',
  'isReminderOn',
  'reminderMinutesBeforeStart',
  'showAs',
  'singleValueExtendedProperties'
])
const changesForOthers = (given: Record<string, unknown>) => Object.keys(given).some((name) => !ownBusiness.has(name))

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

function withTransactionId({ store }: Call, { owner }: FolderView, transactionId: string): Item | undefined {
  for (const item of store.items(owner.oid)) if (item.transactionId === transactionId) return item
  return undefined
}

const duplicateTransaction = ({ serial }: Item, { viewer }: FolderView) =>
  refuse(
    400,
    'ErrorDuplicateTransactionId',
    'The TransactionId specified in the request has already been used to create a different event.',
    { '@event.existingEventId': writeId({ kind: 'item', mailbox: viewer.number, serial }) }
  )

/** The same content whatever the order of its members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`)
    .join()}}`
}

function insistOnUnchanged({ headers }: Call, view: ItemView) {
  const expected = headers['if-match']
  if (!expected || expected === '*') return
  const { '@odata.etag': etag } = printEvent(view, quietly)
  if (expected === etag) return
  throw refuse(
    412,
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.'
  )
}

const quietly: Parameters<typeof printEvent>[1] = {
  prefer: { timeZone: 'UTC', bodyType: 'html', idForm: 'rest', applied: [] },
  caller: { kind: 'app', has: () => true }
}

/** An event together with what may be asked for besides: $expand and $filter see it, a plain answer does not. */
export function viewed(call: Call, view: ItemView): Row {
  return { printed: printEvent(view, call), kept: view.kept }
}

function answerWith(call: Call, view: ItemView) {
  const printed = printEvent(view, call)
  const path = call.params.calendar ? `calendars('${encodeURIComponent(call.params.calendar)}')/events` : 'events'
  const body = {
    '@odata.context': context(call, `${path}${selected(call)}/$entity`),
    ...shape(call, { printed, kept: view.kept })
  }
  return { id: printed.id, body, headers: { etag: printed['@odata.etag'] } }
}
