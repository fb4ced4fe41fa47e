import type { Person } from '../people/person.ts'
import type { WeeklyHours } from './windows.ts'

/** What a mailbox says about its owner's day. `zone` is an IANA name; `unknown` is read by a person, after a colon. */
export type MailboxHours = { zone: string; hours: WeeklyHours } | { unknown: string }

/** PORT: from which a new link takes its zone and hours. Never throws for an outside failure. */
export type MailboxesHours = {
  hoursOf(person: Person): Promise<MailboxHours>
}
