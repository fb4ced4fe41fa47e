import { type Clock, type Instant, MINUTE } from '../time/instant.ts'
import type { Answered, Unanswered } from './graph-answer.ts'

/** Longer than this nobody is kept waiting for a calendar that may be well again: one question a minute does no harm. */
const WAIT_AT_MOST = 1 * MINUTE

/** Mailboxes at which Exchange has said when it wants to be asked again: whoever asks before only prolongs it. */
export function askedToWait(clock: Clock) {
  const until = new Map<string, Instant>()
  return {
    isSoAt(mailbox: string): boolean {
      const end = until.get(mailbox)
      if (end !== undefined && end <= clock()) until.delete(mailbox)
      return until.has(mailbox)
    },
    note(mailbox: string, answer: Answered | Unanswered) {
      if ('after' in answer && answer.after) until.set(mailbox, clock() + Math.min(answer.after, WAIT_AT_MOST))
    }
  }
}
