import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Subscription } from './subscription.ts'

export type TakenSubscription = Subscription & { lease: string; attempt: number }

/** What operators see. */
export type SubscriptionHealth = { wanted: number; standing: number; endsFirst: Instant | null; problem: string | null }

/** PORT. One row for each organizer; of several instances one looks after it at a time. */
export type SubscriptionStore = {
  /** Rows for organizers who have none, due at `dueAt`. */
  want(organizers: readonly PersonId[], dueAt: Instant): Promise<void>
  take(limit: number, leaseFor: number, now: Instant): Promise<TakenSubscription[]>
  /** What Exchange has answered; the next look is at `dueAt`. False when the lease was lost. */
  stands(taken: TakenSubscription, subscription: Subscription, dueAt: Instant): Promise<boolean>
  later(taken: TakenSubscription, dueAt: Instant, problem: string): Promise<boolean>
  /** Exchange says that it has ended, or wants to be asked again: looked after at once. */
  hasten(organizer: PersonId, ended: boolean, now: Instant): Promise<void>
  isStanding(organizer: PersonId, now: Instant): Promise<boolean>
  /** All that stand, for recognising notifications. */
  standing(): Promise<Subscription[]>
  health(now: Instant): Promise<SubscriptionHealth>
}
