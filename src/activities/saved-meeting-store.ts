import type { Entry } from '../audit/audit-log.ts'
import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Attempt, LegKey } from './leg.ts'
import type { SavedMeeting } from './saved-meeting.ts'

/**
 * What the leg is asked in the transaction of the row. asked again: as a booking that has changed · begin anew: a person wants
 * it written, also where it was given up, taken out or removed there · take out: the Event shall go · give up: it stays.
 */
export type LegWish = 'asked again' | 'begin anew' | 'take out' | 'give up' | 'nothing'

/** What is written beside the row, all or nothing: a line of the leg's story, and the history's entry. */
export type Beside = { wish: LegWish; line: Attempt | null; entry: Entry | null }

/** PORT. Meetings that people have saved to Salesforce; one row for each, whoever saves it. */
export type SavedMeetingStore = {
  find(key: LegKey): Promise<SavedMeeting | undefined>
  /** Of one organizer: those of this item, and the occurrences of this series. */
  ofItem(organizer: PersonId, item: string): Promise<SavedMeeting[]>
  /** Those of the organizer that are followed and end after `from`, soonest first. */
  followed(organizer: PersonId, from: Instant): Promise<SavedMeeting[]>
  /**
   * The row as `version` says, if what is kept is the version before it (none, for 1), with the wish to the leg. False: somebody
   * was faster, and nothing is written.
   */
  write(saved: SavedMeeting, beside: Beside, now: Instant): Promise<boolean>
}
