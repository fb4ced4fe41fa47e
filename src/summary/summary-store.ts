import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { WallDate } from '../time/wall-clock.ts'

/** What an organizer wants. `hour`: of her own clock, 0 to 23. */
export type SummaryChoice = { on: boolean; hour: number }

/** Until she says otherwise. */
export const USUAL_CHOICE: SummaryChoice = { on: true, hour: 7 }

/** PORT. Several instances write letters: each turn, and each day of each organizer, belongs to one of them. */
export type SummaryStore = {
  choiceOf(organizer: PersonId): Promise<SummaryChoice>
  /** Her turn comes at once, and finds the next time by itself. */
  choose(organizer: PersonId, choice: SummaryChoice, now: Instant): Promise<void>
  /** Organizers who want letters and whose turn it is, never seen before among them. The turn comes again after `leaseFor`. */
  take(limit: number, leaseFor: number, now: Instant): Promise<PersonId[]>
  /** When her turn comes again. */
  next(organizer: PersonId, at: Instant): Promise<void>
  /** False when this day's letter was written before. */
  claim(organizer: PersonId, day: WallDate, now: Instant): Promise<boolean>
  /** It was surely not sent. */
  giveBack(organizer: PersonId, day: WallDate): Promise<void>
}
