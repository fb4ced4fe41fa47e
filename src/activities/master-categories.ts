import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'

/** PORT: the names with colours that Outlook offers in somebody's mailbox. Never throws for an outside failure. */
export type MasterCategories = {
  /** A blue one, unless there is one of that name in whatever colour. */
  ensure(organizer: Person, name: string): Promise<'there' | 'made' | Failure>
}
