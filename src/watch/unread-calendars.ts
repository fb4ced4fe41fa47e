import type { PersonId } from '../people/person.ts'
import type { Clock, Instant } from '../time/instant.ts'
import type { CalendarWatches } from './calendar-watches.ts'
import { LOOK_EVERY, TOLD_AFTER } from './watch-calendar.ts'

/** For pages: which organizers with open links have a calendar that cannot be read, and since when. */
export type UnreadCalendars = () => Promise<Map<PersonId, Instant>>

/** What nobody has looked at for a while (no link is open any more, no worker runs) is not called unreadable. */
const LOOKED_WITHIN = 5 * LOOK_EVERY

export const unreadCalendars =
  (watches: CalendarWatches, clock: Clock): UnreadCalendars =>
  async () => {
    const unread = await watches.unread(TOLD_AFTER, clock() - LOOKED_WITHIN)
    return new Map(
      unread.filter(({ organizer, whose }) => organizer === whose).map(({ organizer, since }) => [organizer, since])
    )
  }
