import type { BusyItem } from '../availability/busy-time.ts'
import type { BookingId, Meeting } from '../bookings/booking.ts'
import type { Person } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'

/** Something that stands in the organizer's calendar besides our meeting: when, how it blocks, and its name in Exchange; no title. */
export type OtherEntry = BusyItem & { id: string }

/** PORT: what stands in a calendar at a time, without this meeting and without calendar holds of ours. Never throws for an outside failure. */
export type OtherEntries = {
  at(organizer: Person, slot: Span, ours: Meeting): Promise<{ entries: OtherEntry[] } | { unknown: string }>
}

/** One look that is due. `looks`: how many there were before, since the meeting stands at this time. `until`: then another may have it. */
export type Look = { booking: BookingId; looks: number; until: Instant }

/** An entry at the time of a booking. */
export type Collision = Span & { entry: string; foundAt: Instant }

/** PORT. Several instances watch together: each look, and each letter, belongs to one of them. */
export type CollisionStore = {
  /** Meetings still to come whose calendar should be looked at; due again after `leaseFor` when nobody says what came of it. */
  take(limit: number, leaseFor: number, now: Instant): Promise<Look[]>
  /** What stands there now. What was found before and is not there any more is over. Answers what nobody was told of yet. */
  found(booking: BookingId, entries: readonly OtherEntry[], now: Instant): Promise<Collision[]>
  /** The next look; null: no more. Nothing happens when another has had it since. */
  next(look: Look, dueAt: Instant | null): Promise<void>
  /** False when somebody else has told it, or tells it now. */
  claimTelling(booking: BookingId, entry: string, now: Instant): Promise<boolean>
  /** It was surely not sent. */
  giveBack(booking: BookingId, entry: string): Promise<void>
  /** What still collides, by booking, for pages. */
  ofBookings(bookings: readonly BookingId[]): Promise<Map<BookingId, Collision[]>>
}
