import type { Instant } from '../time/instant.ts'
import type { Hint } from './hint.ts'

/** A hint in somebody's hands. `lease` proves that it is still theirs; `times`: how often it had been given by then. */
export type TakenHint = Hint & { lease: string; attempt: number; times: number; since: Instant }

/** Followed, or to be tried again. */
export type HintOutcome = { taken: TakenHint; became: 'done' | { dueAt: Instant; problem: string } }

/** PORT. Any number of hints about one item are one piece of work. */
export type HintStore = {
  /** All of them in one transaction. */
  write(hints: readonly Hint[], dueAt: Instant, now: Instant): Promise<void>
  /** The oldest that are due and that nobody has in hand, now leased to the caller. */
  take(limit: number, leaseFor: number, now: Instant): Promise<TakenHint[]>
  /**
   * What became of those in hand, in one transaction: a storm is many items. Where it was followed and hinted again
   * meanwhile, the hint stays and is due at once.
   */
  settle(outcomes: readonly HintOutcome[], now: Instant): Promise<void>
  /** How many wait, and since when the oldest does; null: none. */
  waiting(): Promise<{ count: number; oldest: Instant | null }>
}
