import { createHash } from 'node:crypto'
import { backoff, longestAskedWait } from '../outbox/backoff.ts'
import { LEASE } from '../outbox/deliver.ts'
import { type Failure, waitOf, whyOf } from '../outbox/failure.ts'
import type { Organizers } from '../people/organizer.ts'
import type { PersonId } from '../people/person.ts'
import type { Clock } from '../time/instant.ts'
import { RENEWED_EVERY, SUBSCRIBED_FOR } from './subscription.ts'
import type { SubscriptionStore, TakenSubscription } from './subscription-store.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { SweepStore } from './sweep-store.ts'

export type KeepingSubscriptionsNeeds = {
  organizers: Organizers
  subscriptionStore: SubscriptionStore
  subscriptions: Subscriptions
  sweepStore: Pick<SweepStore, 'hasten'>
  /** Where Exchange reaches us. */
  address: string
  /** Unguessable, at most 128 signs. */
  newSecret(): string
  clock: Clock
  random(): number
  report(organizer: PersonId, problem: string, cause?: unknown): void
}

/**
 * A subscription for every organizer: made, renewed a day after it was made or renewed, made anew when Exchange has lost it or
 * the address is another one. After each new one the calendar is swept: nobody told us what happened before. May be repeated
 * after any failure. Answers how many were taken.
 */
export async function keepSubscriptions(limit: number, needs: KeepingSubscriptionsNeeds): Promise<number> {
  const now = needs.clock()
  await needs.subscriptionStore.want(
    (await needs.organizers.all()).map(({ id }) => id),
    now
  )
  const due = await needs.subscriptionStore.take(limit, LEASE, now)
  await Promise.all(due.map((taken) => keep(taken, needs)))
  return due.length
}

async function keep(taken: TakenSubscription, needs: KeepingSubscriptionsNeeds): Promise<void> {
  try {
    const failed = await renewOrCreate(taken, needs)
    if (failed) await tryAgain(taken, whyOf(failed), waitOf(failed), needs)
  } catch (cause) {
    await tryAgain(taken, cause instanceof Error ? cause.message : String(cause), 0, needs, cause)
  }
}

async function renewOrCreate(taken: TakenSubscription, needs: KeepingSubscriptionsNeeds): Promise<Failure | undefined> {
  const now = needs.clock()
  const { lease: _, attempt: __, ...known } = taken
  const usable = known.id !== null && known.address === needs.address && known.endsAt > now
  if (usable && known.id !== null) {
    const renewed = await needs.subscriptions.renew(known.id, now + SUBSCRIBED_FOR)
    if (typeof renewed === 'object' && 'endsAt' in renewed) {
      await needs.subscriptionStore.stands(taken, { ...known, ...renewed }, now + RENEWED_EVERY)
      return undefined
    }
    if (renewed !== 'gone') return renewed
  }
  return createAnew(taken, needs)
}

async function createAnew(taken: TakenSubscription, needs: KeepingSubscriptionsNeeds): Promise<Failure | undefined> {
  const { organizer } = taken
  const person = await needs.organizers.find(organizer)
  if (!person) throw new Error(`organizer ${organizer} is not there any more`)
  const now = needs.clock()
  const secret = needs.newSecret()
  const { address } = needs
  const created = await needs.subscriptions.create(person, { address, secret, until: now + SUBSCRIBED_FOR })
  if (!('id' in created)) return created

  const kept = await needs.subscriptionStore.stands(
    taken,
    { organizer, address, secretHash: hashOfSecret(secret), ...created },
    now + RENEWED_EVERY
  )
  // Two of us were at it: the other one's counts, ours would only be a stranger to the endpoint.
  const stray = kept ? taken.id : created.id
  if (stray !== null) await needs.subscriptions.remove(stray)
  await needs.sweepStore.hasten(organizer, needs.clock())
  return undefined
}

export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

async function tryAgain(
  taken: TakenSubscription,
  problem: string,
  after: number,
  needs: KeepingSubscriptionsNeeds,
  cause?: unknown
) {
  needs.report(taken.organizer, problem, cause)
  const wait = Math.max(Math.min(after, longestAskedWait), backoff(taken.attempt, needs.random))
  await needs.subscriptionStore.later(taken, needs.clock() + wait, problem)
}
