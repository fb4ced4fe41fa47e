import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import type { Span } from '../time/span.ts'

/** What should stand in the organizer's calendar. */
export type WantedItem = {
  /** The same key never makes a second item. */
  key: string
  slot: Span
  subject: string
  /** "Offered by …" */
  initiatorLine: string
}

/** An item that carries our key. `touched`: it was made into something else, with people on it or no longer tentative. */
export type HoldItem = { id: string; touched: boolean }

/** PORT: holds in an organizer's own calendar. Never throws for an outside failure. */
export type HoldItems = {
  find(organizer: Person, key: string): Promise<{ item: HoldItem | undefined } | Failure>
  create(organizer: Person, wanted: WantedItem): Promise<{ item: HoldItem } | Failure>
  /** Gone already is success. */
  remove(organizer: Person, item: HoldItem): Promise<'removed' | Failure>
}
