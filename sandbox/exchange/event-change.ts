// Changing an event. What the organizer changes reaches the others; what anybody else changes stays in his own calendar.
import { tenants } from '../directory.ts'
import { never } from './blank-event.ts'
import type { Answer, Call } from './call.ts'
import { insistOnTimes, readChanges, readRecurrence } from './event-reading.ts'
import { insistOnUnchanged } from './event-version.ts'
import { answerWithEvent } from './events.ts'
import { readExtendedProperties } from './extended-properties.ts'
import { type ItemView, itemToChange } from './item-view.ts'
import type { Item } from './mailbox.ts'
import { invite, sameTime, sendCancellation, sendingFor, sendUpdate, touch } from './meeting-copies.ts'
import { changeOccurrence, changesOccurrence } from './occurrences.ts'
import { goOfflineWithoutJoinBlock, goOnline } from './online-meeting.ts'
import { spanOf } from './recurrence.ts'
import { invalidRequest } from './refusal.ts'

export function updateEvent(call: Call): Answer {
  const view = itemToChange(call)
  insistOnUnchanged(call, view)
  const given = call.body()
  if ('transactionId' in given) throw invalidRequest('ClientId/TransactionId is immutable and cannot be updated.')
  if (changesOccurrence(view)) return { status: 200, ...answerWithEvent(call, changeOccurrence(call, view, given)) }

  const item = change(call, view, given)
  return { status: 200, ...answerWithEvent(call, { ...view, kept: item, item }) }
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
