import type { Organizer } from '../people/organizer.ts'
import type { Instant } from '../time/instant.ts'
import type { FolderRight, KnownStanding } from './standing.ts'

/** An entry of the calendar's own list: by the address that stands there, which may be a person's or a group's. */
export type Listed = { name: string; address: string } & Pick<KnownStanding, 'folder' | 'delegate' | 'privateItems'>

/** Everybody whom a calendar names. Who may open the whole mailbox, and who may send on behalf, stands on no such list. */
export type CalendarList = { listed: Listed[]; everyone: FolderRight; readAt: Instant }

/** `refused`: Exchange did answer, but does not let us read it. Neither says that nobody is listed. */
export type Unreadable = { unknown: string; refused?: true }

/** PORT. Read with the application's eyes: a delegate's own token gets an empty list, which proves nothing. */
export type CalendarLists = { of(organizer: Organizer): Promise<CalendarList | Unreadable> }
