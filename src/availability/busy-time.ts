import type { Person, PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'

export type BusyStatus = 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown'

/** All that leaves the calendar's adapter: no title, no place, no private mark. */
export type BusyItem = Span & { status: BusyStatus }

/** An answer about busy time. Nobody can forget the second case: unknown is not free. */
export type Reading = { items: BusyItem[]; readAt: Instant } | { unknown: string }

/** `fresh`: begun after the question was asked. `recent`: at most 30 s old. */
export type Freshness = 'fresh' | 'recent'

/** PORT. Never throws for an outside failure; any span, split as the calendar's service wants it. */
export type BusyTimes = {
  read(organizer: Person, span: Span, freshness: Freshness): Promise<Reading>
}

/** PORT: time that we hold ourselves, buffers included, whether or not Exchange shows it yet. */
export type HeldTimes = {
  heldTime(organizer: PersonId, span: Span): Promise<Span[]>
  /** When held and confirmed bookings of the organizer begin, whatever link they came by; for caps. */
  bookedStarts(organizer: PersonId, span: Span): Promise<Instant[]>
}
