import type { Instant } from '../time/instant.ts'
import type { Person, PersonId } from './person.ts'

/** A person whose calendar may be offered: she switched scheduling on, or an administrator enrolled her. */
export type Organizer = Person & {
  enrolledAt: Instant
  /** Stored at set-up and never found by e-mail; null: nothing is written to Salesforce. */
  salesforceUsername: string | null
}

/** PORT. Nobody else's calendar is ever read. */
export type Organizers = {
  find(id: PersonId): Promise<Organizer | undefined>
  all(): Promise<Organizer[]>
  /** Adds her, or renews name, address and Salesforce username of one who is known. */
  enrol(organizer: Organizer): Promise<void>
}
