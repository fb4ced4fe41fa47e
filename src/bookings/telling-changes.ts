import type { Failure } from '../outbox/failure.ts'
import type { PersonId } from '../people/person.ts'
import type { Meeting } from './booking.ts'
import type { Meetings } from './meetings.ts'

/** The same port, which also tells whose calendar may have been changed by our own hand: what is known of it is old. */
export function tellingChanges(meetings: Meetings, changed: (organizer: PersonId) => void): Meetings {
  function tellOf<Outcome extends { meeting: Meeting } | 'removed' | 'changed' | 'gone' | Failure>(
    organizer: PersonId,
    outcome: Outcome
  ): Outcome {
    const untouched = typeof outcome === 'object' && ('refused' in outcome || 'notNow' in outcome)
    if (!untouched) changed(organizer)
    return outcome
  }
  return {
    find: meetings.find,
    all: meetings.all,
    whereIs: meetings.whereIs,
    create: async (organizer, wanted) => tellOf(organizer.id, await meetings.create(organizer, wanted)),
    move: async (organizer, seen, slot) => tellOf(organizer.id, await meetings.move(organizer, seen, slot)),
    remove: async (organizer, meeting, comment) =>
      tellOf(organizer.id, await meetings.remove(organizer, meeting, comment))
  }
}
