import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Attempt, Leg, LegKey, LegSource, LegState, StoryLine, TakenLeg } from './leg.ts'

export type NewLeg = { key: LegKey; organizer: PersonId; source: LegSource }

/** What an attempt came to. What is not named stays. */
export type LegChange = Partial<
  Pick<
    Leg,
    | 'state'
    | 'written'
    | 'outcome'
    | 'changedThere'
    | 'candidates'
    | 'choice'
    | 'notes'
    | 'attempts'
    | 'failures'
    | 'dueAt'
  >
>

/**
 * PORT. Each row is its own outbox, like a calendar hold: what should be so is written down first, and Salesforce is brought
 * there afterwards. Whoever holds the row's present lease may say what became of it, and nobody else.
 */
export type LegStore = {
  /** Makes the leg, or asks again of the one that is there: due now, unless a person has ended it. */
  wish(leg: NewLeg, now: Instant): Promise<Leg>
  find(key: LegKey): Promise<Leg | undefined>
  /** Whether anything was ever to be written. */
  any(): Promise<boolean>
  findAll(keys: readonly LegKey[]): Promise<Leg[]>
  /** What changed last stands first; at most `limit`. */
  latest(organizers: readonly PersonId[], states: readonly LegState[], limit: number): Promise<Leg[]>
  /** How many there are in each state; none: not named. */
  counts(organizers: readonly PersonId[]): Promise<Partial<Record<LegState, number>>>
  /**
   * What has not got through: stopped ones, then those that were tried in vain and are due later, oldest first. All organizers'
   * when none are named.
   */
  notThrough(limit: number, organizers?: readonly PersonId[]): Promise<Leg[]>
  /** The story of one leg, oldest first. What repeated itself is one line (`repeats`). */
  attempts(key: LegKey): Promise<StoryLine[]>

  /** Waiting ones that are due and that nobody has in hand, in the order in which they came. */
  take(limit: number, leaseFor: number, now: Instant): Promise<TakenLeg[]>
  takeOne(key: LegKey, leaseFor: number, now: Instant): Promise<TakenLeg | undefined>
  /** Before Salesforce is asked for a new Event: a process that dies meanwhile leaves a trace. False: the lease was lost. */
  asking(taken: TakenLeg, now: Instant): Promise<boolean>
  /**
   * What came of it, with a line for the story. False when the lease was lost. What a person or the meeting has asked for
   * meanwhile stands: then only the Event is noted, and the leg goes on by the newer wish.
   */
  settle(taken: TakenLeg, change: LegChange, attempt: Attempt): Promise<boolean>
  /** A person's word, or news from Salesforce: only from one of these states, with a line for the story. */
  change(
    key: LegKey,
    from: readonly LegState[],
    change: LegChange & { again?: boolean },
    attempt: Attempt
  ): Promise<Leg | undefined>
  /** The organizer's connection is back: all that waited for it is due now, in order. */
  wake(organizer: PersonId, now: Instant): Promise<number>
  /** False when somebody was told before. */
  claimTelling(key: LegKey, now: Instant): Promise<boolean>
  giveBackTelling(key: LegKey): Promise<void>
}

/** PORT. What one of all instances does at a time, such as following Salesforce. */
export type Duties = {
  /** False when somebody else has it. */
  take(name: string, holder: string, until: Instant, now: Instant): Promise<boolean>
  giveBack(name: string, holder: string): Promise<void>
}

/** PORT. How far changes in Salesforce were read; instants of Salesforce's clock. */
export type FollowedUntil = {
  get(): Promise<Instant | undefined>
  set(until: Instant): Promise<void>
}
