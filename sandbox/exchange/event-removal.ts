// Deleting and cancelling.
import { type Answer, type Call, parameter } from './call.ts'
import { insistOnUnchanged } from './event-version.ts'
import { type ItemView, itemToChange } from './item-view.ts'
import { sendCancellation, sendingFor } from './meeting-copies.ts'
import { changesOccurrence, removeOccurrence } from './occurrences.ts'
import { invalidRequest } from './refusal.ts'

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
