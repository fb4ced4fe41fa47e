import type { Link } from '../links/link.ts'
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

/**
 * How an attempt ended. `refused`: surely nothing was written and a repeat would not help. `not now`: surely nothing was
 * written. `unclear`: it may have been written; only a look-up can tell.
 */
export type Failure = { refused: string } | { notNow: string; after?: number; busy?: boolean } | { unclear: string }

/** PORT: meetings in an organizer's own calendar. Never throws for an outside failure. */
export type Meetings = {
  find(organizer: Person, key: string): Promise<{ meeting: Meeting | undefined } | Failure>
  create(organizer: Person, wanted: Wanted): Promise<{ meeting: Meeting } | Failure>
  /** Gone already is success. */
  remove(organizer: Person, meeting: Meeting): Promise<'removed' | Failure>
}
