import { createHash, timingSafeEqual } from 'node:crypto'
import { type Clock, MINUTE, SECOND } from '../time/instant.ts'
import type { Hint } from './hint.ts'
import type { HintStore } from './hint-store.ts'
import type { Notification } from './notification.ts'
import type { Subscription } from './subscription.ts'
import type { SubscriptionStore } from './subscription-store.ts'
import type { SweepStore } from './sweep-store.ts'

/** What is known of our subscriptions is read again so often, and for a stranger's sake so often at most. */
const KNOWN_FOR = 1 * MINUTE
const STRANGER_EVERY = 1 * SECOND

/** One change is often told several times within a moment: all of them are one reading. */
const SETTLE = 250

export type ReceivingNeeds = {
  subscriptionStore: Pick<SubscriptionStore, 'standing' | 'hasten'>
  sweepStore: Pick<SweepStore, 'hasten'>
  hintStore: Pick<HintStore, 'write'>
  clock: Clock
  /** A moment between two transactions, in which those who are told gather: a transaction waits for the disk, and all else with it. */
  breathe(): Promise<void>
}

/** How many were ours, and how many were somebody else's or forged. */
export type Received = { ours: number; strangers: number }

/**
 * Takes notifications: those whose subscription and secret are ours become hints in the store, and when this comes back they
 * are kept. Nothing is fetched here. What arrives while a transaction is under way, and in the moment after it, shares the
 * next one, so that a storm costs some commits a second and the first of it waits for nothing.
 */
export function receiver(needs: ReceivingNeeds): (notifications: readonly Notification[]) => Promise<Received> {
  let known = new Map<string, Subscription>()
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined
  let gathering: Hint[] = []
  let next: Promise<void> | undefined
  let writing: Promise<void> = Promise.resolve()

  return async (notifications) => {
    const hints: Hint[] = []
    let strangers = 0
    for (const notification of notifications) {
      const subscription = await ours(notification)
      if (!subscription) strangers++
      else if (notification.tells === 'change') {
        const { organizer, item, gone } = notification
        hints.push({ organizer, item, gone })
      } else await heed(notification.tells, subscription)
    }
    if (hints.length > 0) await write(hints)
    return { ours: notifications.length - strangers, strangers }
  }

  async function ours(notification: Notification): Promise<Subscription | undefined> {
    const subscription = await subscriptionNamed(notification.subscription)
    if (!subscription || !isSecret(notification.secret, subscription.secretHash)) return undefined
    const isHers =
      notification.tells === 'change'
        ? notification.organizer === subscription.organizer
        : subscription.organizer.startsWith(`${notification.tenant}/`)
    return isHers ? subscription : undefined
  }

  async function subscriptionNamed(id: string): Promise<Subscription | undefined> {
    const age = needs.clock() - readAt
    if (age > KNOWN_FOR || (!known.has(id) && age > STRANGER_EVERY)) await readSubscriptions()
    return known.get(id)
  }

  function readSubscriptions(): Promise<void> {
    reading ??= needs.subscriptionStore
      .standing()
      .then((standing) => {
        known = new Map(standing.flatMap((one) => (one.id === null ? [] : [[one.id.toLowerCase(), one]])))
        readAt = needs.clock()
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }

  /** Both ways of hearing less than everything end in a sweep. */
  async function heed(
    event: 'missed' | 'subscriptionRemoved' | 'reauthorizationRequired',
    { organizer }: Subscription
  ) {
    const now = needs.clock()
    if (event !== 'missed') await needs.subscriptionStore.hasten(organizer, event === 'subscriptionRemoved', now)
    if (event !== 'reauthorizationRequired') await needs.sweepStore.hasten(organizer, now)
    if (event === 'subscriptionRemoved') readAt = Number.NEGATIVE_INFINITY
  }

  function write(hints: Hint[]): Promise<void> {
    gathering.push(...hints)
    next ??= writing.then(() => {
      const all = gathering
      gathering = []
      next = undefined
      const now = needs.clock()
      const done = needs.hintStore.write(all, now + SETTLE, now)
      // a failure is told to those who wait for it; the next ones try for themselves
      writing = done.catch(() => {}).then(needs.breathe)
      return done
    })
    return next
  }
}

/** In the same time whatever the guess is. */
function isSecret(guess: string, hash: string): boolean {
  const [given, kept] = [createHash('sha256').update(guess).digest(), Buffer.from(hash, 'hex')]
  return kept.length === given.length && timingSafeEqual(given, kept)
}
