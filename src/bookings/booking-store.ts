import type { Cap } from '../availability/caps.ts'
import type { LinkId } from '../links/link.ts'
import type { Lease, Message, Taken } from '../outbox/message.ts'
import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import type { Booking, BookingId, ChangeId, Fact, Invitee } from './booking.ts'

export type Placing = {
  id: BookingId
  facts: Fact[]
  messages: Message[]
  /** How many bookings the link takes; counted in the same transaction. Null: any number. */
  uses: number | null
  /** How many bookings of the organizer may start within a day or a week; counted in the same transaction. */
  caps?: readonly Cap[]
  now: Instant
  /** When the worker may take the messages; until then they wait for whoever places. Absent: now. */
  dueAt?: Instant
  /** Whoever places delivers the messages herself, and holds them from the beginning. */
  lease?: Lease
}

/** What a form asks for. The note does not belong to it. */
export type Wish = { id: string; slot: Span; invitee: Pick<Invitee, 'name' | 'address'> }

/** What a form asks for that moves a booking. */
export const wishOfMove = (booking: { id: BookingId; invitee: Invitee }, change: ChangeId, slot: Span): Wish => ({
  id: `${booking.id} ${change}`,
  slot,
  invitee: booking.invitee
})

export type Changing = {
  id: BookingId
  /** The booking as it was read. */
  version: number
  facts: Fact[]
  messages: Message[]
  /** As when it was placed; the booking itself does not count. */
  caps?: readonly Cap[]
  now: Instant
  dueAt?: Instant
}

/** PORT. The store itself refuses overlapping claims of one organizer, whatever the code above it believes. */
export type BookingStore = {
  /** A booking that is not there is `new`. */
  find(id: BookingId): Promise<Booking>
  /** The whole story, oldest first. */
  facts(id: BookingId): Promise<Fact[]>
  /** By the hash of the invitee's key. */
  findByKey(keyHash: string): Promise<Booking | undefined>
  /** First facts, claim and messages in one transaction. */
  place(
    placing: Placing
  ): Promise<'placed' | 'slot taken' | 'day is full' | 'id known' | 'refused before' | 'link used up'>
  /**
   * Whatever of this form and wish is still on its way books and moves nothing any more: `place` and `change` answer "refused
   * before". For another wish the form is as good as new. False: it has had what it asked for meanwhile, or was refused before.
   */
  refuse(wish: Wish, now: Instant): Promise<boolean>
  /**
   * Later facts and messages in one transaction, and "tell people" with facts that people are told of; false when the booking has
   * moved on since `version`. `closing`: the message of which the facts came; it is done with them, if it is still held.
   */
  append(
    id: BookingId,
    version: number,
    facts: Fact[],
    messages: Message[],
    now: Instant,
    closing?: Taken
  ): Promise<boolean>
  /** The same for facts that claim other time. A booking may overlap its own old claim, and nobody else's. */
  change(changing: Changing): Promise<'changed' | 'changed meanwhile' | 'slot taken' | 'day is full' | 'refused before'>
  /** Soonest first: requested, held, confirmed and cancelled bookings, and released ones that somebody was told about or has to know of. */
  ofOrganizer(organizer: PersonId, from: Instant): Promise<Booking[]>
  /** By the id of its item in Exchange. */
  ofMeeting(organizer: PersonId, meetingId: string): Promise<Booking | undefined>
  ofLink(link: LinkId): Promise<Booking[]>
}

/** PORT, for checks by hand: whoever's they are. */
export type UpcomingBookings = {
  /** Requested, held and confirmed bookings that end after `from`, soonest first. */
  upcoming(from: Instant): Promise<Booking[]>
}
