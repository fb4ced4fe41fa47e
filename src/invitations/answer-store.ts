import type { Entry } from '../audit/audit-log.ts'
import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { AnswerState, KeptAnswer, TakenAnswer, WishedAnswer } from './given-answer.ts'

/**
 * PORT. Each row is its own outbox: what should be answered is written down first, and Exchange is told afterwards. Of one
 * invitation one answer at most is on its way. Whoever holds the row's present lease may say what became of it.
 */
export type AnswerStore = {
  /** Written and leased to the caller; or the answer that has this id already; or another one is on its way. */
  place(wish: WishedAnswer, leaseFor: number): Promise<TakenAnswer | { known: KeptAnswer } | 'being answered'>
  find(id: string): Promise<KeptAnswer | undefined>
  /** On their way, and those that ended after `since`. Newest first. */
  ofOrganizer(organizer: PersonId, since: Instant): Promise<KeptAnswer[]>
  /** Wanted ones that are due and that nobody has in hand, oldest first. */
  take(limit: number, leaseFor: number, now: Instant): Promise<TakenAnswer[]>
  /** Before Exchange is told: a process that dies meanwhile leaves a trace. False: the lease was lost. */
  sending(taken: TakenAnswer, now: Instant): Promise<boolean>
  /** What became of it, with its entry in the history, in one transaction. False: the lease was lost. */
  settle(
    taken: TakenAnswer,
    became: { state: Exclude<AnswerState, 'wanted'>; problem: string | null },
    entry: Entry,
    now: Instant
  ): Promise<boolean>
  /** `untouched`: what was sent surely did not arrive. */
  later(taken: TakenAnswer, dueAt: Instant, problem: string, untouched: boolean): Promise<void>
}
