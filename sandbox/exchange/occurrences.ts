// One occurrence of a series: changed, it becomes an exception; removed, the series skips it.
import type { Call } from './call.ts'
import { insistOnTimes, readChanges } from './event-reading.ts'
import type { ItemView } from './item-view.ts'
import { sendCancellation, sendingFor, sendUpdate, touch } from './meeting-copies.ts'
import { occurrenceOn, spanOf } from './recurrence.ts'

export const changesOccurrence = (view: ItemView): view is ItemView & { occurrence: string } =>
  view.occurrence !== undefined

export function changeOccurrence(
  call: Call,
  view: ItemView & { occurrence: string },
  given: Record<string, unknown>
): ItemView {
  const { kept, occurrence } = view
  const changes = { ...kept.exceptions?.[occurrence], ...readChanges(given) }
  const changed = { ...occurrenceOn(kept, occurrence), ...changes }
  insistOnTimes(changed, spanOf(changed))
  kept.exceptions = { ...kept.exceptions, [occurrence]: changes }
  touch(call.store, kept)
  call.store.saveItem(kept)
  if (kept.isOrganizer) sendUpdate(sendingFor(call, view.owner), kept, changed.attendees)
  return { ...view, item: occurrenceOn(kept, occurrence) }
}

export function removeOccurrence(call: Call, view: ItemView & { occurrence: string }, comment?: string) {
  const { kept, occurrence, item } = view
  kept.removed = [...(kept.removed ?? []), occurrence]
  touch(call.store, kept)
  call.store.saveItem(kept)
  if (!kept.isOrganizer || item.attendees.length === 0) return
  // The series goes on: copies only learn which date is gone.
  sendUpdate(sendingFor(call, view.owner), kept)
  sendCancellation(sendingFor(call, view.owner), { ...item, uid: `${kept.uid} ${occurrence}` }, item.attendees, comment)
}
