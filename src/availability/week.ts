import type { Person } from '../people/person.ts'
import type { Span } from '../time/span.ts'
import type { BusyStatus } from './busy-time.ts'

/** An entry of a calendar as the console may show it. Without a title: busy, and nothing else is said. */
export type Entry = Span & {
  status: BusyStatus
  private: boolean
  allDay: boolean
  title: string
  /** Of the item in the organizer's mailbox. */
  id?: string
}

/** PORT: one organizer's entries, for the console only. What an actor may see of them is decided in show-week.ts. */
export type Weeks = {
  entries(organizer: Person, span: Span): Promise<{ entries: Entry[] } | { unknown: string }>
}
