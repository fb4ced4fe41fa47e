import type { Instant } from '../time/instant.ts'
import type { Hint } from './hint.ts'

/** A hint in somebody's hands. `lease` proves that it is still theirs; `times`: how often it had been given by then. */
export type TakenHint = Hint & { lease: string; attempt: number; times: number; since: Instant }

/** PORT. Any number of hints about one item are one piece of work. */
export type HintStore = {
  /** All of them in one transaction. */
  write(hints: readonly Hint[], dueAt: Instant, now: Instant): Promise<void>
  /** The oldest that are due and that nobody has in hand, now leased to the caller. */
  take(limit: number, leaseFor: number, now: Instant): Promise<TakenHint[]>
  /** Followed. What was hinted meanwhile stays, and is due at once. */
  done(taken: TakenHint, now: Instant): Promise<void>
  later(taken: TakenHint, dueAt: Instant, problem: string): Promise<void>
  /** How many wait, and since when the oldest does; null: none. */
  waiting(): Promise<{ count: number; oldest: Instant | null }>
}
