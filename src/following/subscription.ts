import type { PersonId } from '../people/person.ts'
import { DAY, type Instant } from '../time/instant.ts'

/** Exchange tells us of changes in this organizer's calendar, until then. */
export type Subscription = {
  organizer: PersonId
  /** Given by Exchange; null: there is none (yet, or any more). */
  id: string | null
  /** SHA-256 of the secret that every notification repeats, in hex; the secret itself is told to Exchange only. */
  secretHash: string
  /** Where Exchange sends to: after a change of settings another one is made. */
  address: string
  endsAt: Instant
}

/** Exchange allows seven days. So many failures in a row as fit between renewal and end harm nobody. */
export const SUBSCRIBED_FOR = 3 * DAY
export const RENEWED_EVERY = 1 * DAY
