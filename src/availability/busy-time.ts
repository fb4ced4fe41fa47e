import type { Person, PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'

export type BusyStatus = 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown'

/** All that leaves the calendar's adapter: no title, no place, no private mark. */
export type BusyItem = Span & { status: BusyStatus }

/**
 * An answer about busy time. Nobody can forget the second case: unknown is not free. `stale` says why nothing newer could be
 * had: such an answer may be shown, marked as what it is, and nothing is ever booked on it.
 */
export type Reading = { items: BusyItem[]; readAt: Instant; stale?: string } | { unknown: string }

/** `fresh`: begun after the question was asked, and never stale. `recent`: at most 30 s old; stale, at most ten minutes. */
export type Freshness = 'fresh' | 'recent'

/** PORT. Never throws for an outside failure; any span, split as the calendar's service wants it. */
export type BusyTimes = {
  read(organizer: Person, span: Span, freshness: Freshness): Promise<Reading>
}

/** PORT: the same for any number of people. */
export type EverybodysBusyTimes = BusyTimes & {
  /**
   * Everybody's at once, in as few questions as can be. The first of them is the organizer, with whose eyes the others are
   * looked at. Each has an answer, and one that is unknown says nothing about the others.
   */
  readAll(people: readonly Person[], span: Span, freshness: Freshness): Promise<Map<PersonId, Reading>>
}

/** PORT: time that we hold ourselves, buffers included, whether or not Exchange shows it yet. */
export type HeldTimes = {
  heldTime(organizer: PersonId, span: Span): Promise<Span[]>
  /** When held and confirmed bookings of the organizer begin, whatever link they came by; for caps. */
  bookedStarts(organizer: PersonId, span: Span): Promise<Instant[]>
}
