import type { Failure } from '../outbox/failure.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Instant } from '../time/instant.ts'
import type { ChangedItem } from './calendar-changes.ts'
import type { Item } from './items.ts'

/** An item of the calendar that somebody follows. `end`: as it was known last. `since`: when it came into the calendar, where that is known. */
export type Known = { id: string; iCalUId: string; end: Instant; since?: Instant }

/** PORT. What follows the calendar besides bookings: meetings that people have saved to Salesforce. */
export type Others = {
  /** Before a calendar is asked what is different: what has to stand in the mailbox. Fails quietly. */
  prepare(organizer: Organizer): Promise<void>
  /** Is it read although nobody follows it (yet)? */
  concerns(changed: ChangedItem): boolean
  /** Those of the organizer that end after `from`. */
  known(organizer: Organizer, from: Instant): Promise<Known[]>
  /**
   * An item was read in this moment. A failure: it is read again later. May be repeated. `isOurs`: asked before anything is
   * written; false when the moment is so long ago that another has read the item since.
   */
  follow(organizer: Organizer, id: string, read: Item | 'gone', isOurs: () => boolean): Promise<Failure | undefined>
}
