import type { Meeting } from '../bookings/booking.ts'
import type { Attendance } from '../bookings/in-calendar.ts'
import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import type { Span } from '../time/span.ts'

/** An item of an organizer's calendar, as it stands now. */
export type Item = {
  meeting: Meeting
  /** The key that we gave a meeting of ours; null: none of ours. */
  key: string | null
  /** Of an all-day item: UTC midnights of its dates, which mean the owner's. */
  span: Span
  allDay: boolean
  cancelled: boolean
  /** False: somebody else's meeting, to which she is invited. */
  own: boolean
  private: boolean
  /** `series`: it was turned into one. `part`: one occurrence of a series. */
  kind: 'single' | 'series' | 'part'
  /** Of an occurrence: the id of its series. */
  series: string | null
  subject: string
  /** The name of the place, as it stands in the item; '' where none is given. */
  place: string
  /** Whose meeting it is; null: nobody's but the calendar's owner. */
  organizer: { name: string; address: string } | null
  attendees: readonly Attendance[]
  categories: readonly string[]
}

/** PORT: single items of an organizer's calendar. Never throws for an outside failure. */
export type Items = {
  /** `gone`: no item has this id (any more). */
  read(organizer: Person, id: string): Promise<{ item: Item } | 'gone' | Failure>
  /** By our key: the one that stands, if any does. */
  find(organizer: Person, key: string): Promise<{ item: Item | undefined } | Failure>
  /** Of a series, those that take place within the span. */
  occurrences(organizer: Person, series: string, span: Span): Promise<{ items: Item[] } | Failure>
  /**
   * By the id that a meeting has in every mailbox, and keeps when its own id becomes another. `near`: when it was last known to
   * be, because an occurrence of a series is found by its day only.
   */
  findAgain(
    organizer: Person,
    iCalUId: string,
    near: Span,
    kind: Item['kind']
  ): Promise<{ item: Item | undefined } | Failure>
}
