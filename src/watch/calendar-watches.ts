import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'

/** How it stood when the calendar was last looked at. `unreadSince` begins with the first failure. */
export type Watch = { failures: number; unreadSince: Instant | null }

/** A calendar that links of the organizer depend on: her own, or that of a colleague whom they require. */
export type Watched = { organizer: PersonId; whose: PersonId }

/** Something that one person is told once about one outage. */
export type Letter = Watched & { since: Instant; kind: 'unread' | 'readable'; person: PersonId }

/** PORT. Several instances watch together: each look and each letter belongs to one of them. */
export type CalendarWatches = {
  /** Undefined when somebody has looked less than `every` ago. */
  take(watched: Watched, every: number, now: Instant): Promise<Watch | undefined>
  note(watched: Watched, watch: Watch & { problem: string | null }): Promise<void>
  /** Calendars that could not be read at least so many times in a row, looked at after this moment. */
  unread(atLeast: number, lookedAfter: Instant): Promise<(Watched & { since: Instant })[]>
  /** False when it was written before. */
  claim(letter: Letter, now: Instant): Promise<boolean>
  /** It was surely not sent. */
  giveBack(letter: Letter): Promise<void>
  toldOf(watched: Watched, since: Instant, kind: Letter['kind']): Promise<PersonId[]>
}
