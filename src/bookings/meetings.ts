import type { Link } from '../links/link.ts'
import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import type { Span } from '../time/span.ts'
import type { Invitee, Meeting } from './booking.ts'

/** What should stand in the organizer's calendar. */
export type Wanted = {
  /** Our key: booking id and generation. The same key never makes a second meeting. */
  key: string
  slot: Span
  subject: string
  invitee: Invitee
  /** Invited along, as the link says; nobody is invited twice. */
  colleagues: { required: readonly Person[]; optional: readonly Person[] }
  place: Link['place']
  /** "Offered by …", also kept as a property of the item, since Exchange forgets the delegate. */
  initiatorLine: string
  initiator: Person
}

/** A meeting, and when the calendar shows it. `version`: the calendar's word for the item as it was then; '': whichever it is. */
export type Standing = { meeting: Meeting; slot: Span; version: string }

/** PORT: meetings in an organizer's own calendar. Never throws for an outside failure. */
export type Meetings = {
  find(organizer: Person, key: string): Promise<{ meeting: Meeting | undefined } | Failure>
  /** All that we have made with this key and that stand, the first that was made first: there should be one at most. */
  all(organizer: Person, key: string): Promise<{ meetings: Meeting[] } | Failure>
  /**
   * Where the meeting stands: under the id by which it was known, else wherever its key is found; undefined: neither. A search
   * alone may not show for a minute what was made a moment ago.
   */
  whereIs(organizer: Person, key: string, known: Meeting): Promise<{ found: Standing | undefined } | Failure>
  create(organizer: Person, wanted: Wanted): Promise<{ meeting: Meeting } | Failure>
  /**
   * The same meeting at another time; everybody invited gets one update. `changed`: it is not as it was seen, and was left alone.
   * `gone`: no item has this id (any more).
   */
  move(organizer: Person, seen: Standing, slot: Span): Promise<{ meeting: Meeting } | 'changed' | 'gone' | Failure>
  /** Gone already is success. `comment`: what the cancellation says to everybody invited, plain text. */
  remove(organizer: Person, meeting: Meeting, comment?: string): Promise<'removed' | Failure>
}
