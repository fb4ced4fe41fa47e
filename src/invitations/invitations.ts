import type { Entry } from '../availability/week.ts'
import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import type { Span } from '../time/span.ts'
import type { Answer, Invitation } from './invitation.ts'

/** PORT: meetings of others to which an organizer is invited. Never throws for an outside failure. */
export type Invitations = {
  /**
   * All that take place within the span and that she has not answered, or only tentatively; and every entry of her calendar
   * within the span, those invitations among them.
   */
  within(organizer: Person, span: Span): Promise<{ invitations: Invitation[]; entries: Entry[] } | { unknown: string }>
  /** As it stands now. `gone`: there is no such item (any more), or it is no invitation. */
  read(organizer: Person, id: string): Promise<{ invitation: Invitation } | 'gone' | Failure>
  /** In her name. The sender is told unless `silently`; the comment goes with that. */
  answer(
    organizer: Person,
    id: string,
    answer: { answer: Answer; comment: string; silently: boolean }
  ): Promise<'given' | 'gone' | Failure>
}
