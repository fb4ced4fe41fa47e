import type { Organizer } from '../people/organizer.ts'
import type { Activity } from './activity.ts'
import type { Matches } from './which-record.ts'

/**
 * Why Salesforce did not do it. `not connected`: it does not let us act as the organizer (yet). `refused`: a repeat will
 * not help, a person must change something; the text is the administrator's own and may contain anything.
 */
export type Failure = { notConnected: string } | { refused: string } | { retryLater: string; after?: number }

/** PORT. Never throws for an outside failure; a search that failed is not a search that found nobody. */
export type ActivityLog = {
  matches(address: string): Promise<Matches | Failure>
  /** One Event per key, in the organizer's calendar, written as the organizer. Again is an update of the same. */
  write(
    organizer: Organizer & { salesforceUsername: string },
    activity: Activity,
    who: string | null
  ): Promise<{ recordId: string; actor: string } | Failure>
}
