import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import type { Span } from '../time/span.ts'

/** An item of the calendar that is new or different, or there no more (then nothing but its id is known). */
export type ChangedItem = { id: string; iCalUId: string | null; gone: boolean; categories: readonly string[] }

/** PORT: what is different in an organizer's calendar. Never throws for an outside failure. */
export type CalendarChanges = {
  /** Everything within the window, and a link for asking what is different later. */
  all(organizer: Person, window: Span): Promise<{ items: ChangedItem[]; link: string } | Failure>
  /** `expired`: Exchange has forgotten where we were; everything has to be read again. */
  since(organizer: Person, link: string): Promise<{ items: ChangedItem[]; link: string } | 'expired' | Failure>
}
