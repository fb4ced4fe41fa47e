import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'

/** How far a sweep has come: Exchange's link to what is different since, and the window it is about. */
export type SweepState = { link: string; window: Span }

/** `sweptAt`: when it was last swept; null: never. */
export type TakenSweep = {
  organizer: PersonId
  state: SweepState | null
  sweptAt: Instant | null
  lease: string
  attempt: number
}

/** PORT. One row for each organizer; of several instances one sweeps at a time. */
export type SweepStore = {
  /** Rows for organizers who have none, due at `dueAt`. */
  want(organizers: readonly PersonId[], dueAt: Instant): Promise<void>
  take(limit: number, leaseFor: number, now: Instant): Promise<TakenSweep[]>
  /** Swept: the next one goes on from `state`. Told to hasten meanwhile, it is due at once. */
  swept(taken: TakenSweep, state: SweepState, dueAt: Instant, now: Instant): Promise<void>
  /** `forget`: the link is of no use any more. */
  later(taken: TakenSweep, dueAt: Instant, problem: string, forget: boolean): Promise<void>
  /** To be swept at once. */
  hasten(organizer: PersonId, now: Instant): Promise<void>
  /** When the calendar that has waited longest was last swept; null: one never was, or there is none. */
  oldest(): Promise<Instant | null>
}
