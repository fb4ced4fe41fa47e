import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'

/** How it stood when the calendar was last looked at. `unreadSince` begins with the first failure. */
export type Watch = { failures: number; unreadSince: Instant | null }

/** Something that one person is told once about one outage. */
export type Letter = { organizer: PersonId; since: Instant; kind: 'unread' | 'readable'; person: PersonId }

/** PORT. Several instances watch together: each look and each letter belongs to one of them. */
export type CalendarWatches = {
  /** Undefined when somebody has looked less than `every` ago. */
  take(organizer: PersonId, every: number, now: Instant): Promise<Watch | undefined>
  note(organizer: PersonId, watch: Watch & { problem: string | null }): Promise<void>
  /** Calendars that could not be read at least so many times in a row, looked at after this moment. */
  unread(atLeast: number, lookedAfter: Instant): Promise<{ organizer: PersonId; since: Instant }[]>
  /** False when it was written before. */
  claim(letter: Letter, now: Instant): Promise<boolean>
  /** It was surely not sent. */
  giveBack(letter: Letter): Promise<void>
  toldOf(organizer: PersonId, since: Instant, kind: Letter['kind']): Promise<PersonId[]>
}
