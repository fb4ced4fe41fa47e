import { type Clock, SECOND } from '../time/instant.ts'
import { ATTEMPTS_AT_MOST, backoff, longestAskedWait } from './backoff.ts'
import type { Delivery, Message, Taken } from './message.ts'
import type { OutboxStore } from './outbox-store.ts'

/**
 * Longer than a delivery takes (three calls of ten seconds at most: look up, create, adopt), so that a lease runs out only when its
 * holder died or stands still; whoever takes longer all the same asks for its lease before it acts.
 */
export const LEASE = 40 * SECOND

/** A first attempt makes one call; while somebody waits for its answer, a dead holder should not block the message for longer. */
export const FIRST_LEASE = 15 * SECOND

/** One delivery. May be repeated after any failure, also after its own success: every effect is keyed. */
export type Handlers = Record<Message['kind'], (taken: Taken, isAwaited: IsAwaited) => Promise<Delivery>>

/** Does somebody still wait for what comes of this very attempt, and will be told? */
export type IsAwaited = () => boolean

const nobodyWaits: IsAwaited = () => false

export type DeliverNeeds = {
  outbox: OutboxStore
  handlers: Handlers
  clock: Clock
  random(): number
  /** Tells the log about attempts that failed; the message itself keeps the problem, too. */
  report(taken: Taken, outcome: Delivery, cause?: unknown): void
}

/** Delivers what is due, at most `limit` at once. Answers how many were taken, so that a loop knows whether to go on. */
export async function deliverDue(limit: number, needs: DeliverNeeds): Promise<number> {
  const taken = await needs.outbox.take(limit, LEASE, needs.clock())
  await Promise.all(taken.map((message) => deliver(message, nobodyWaits, needs)))
  return taken.length
}

/**
 * Delivers one booking's message now, through the same code as the worker. Nothing to do when the worker has it. `lease`: the
 * caller holds it since it was written.
 */
export async function deliverNow(
  bookingId: string,
  kind: Message['kind'],
  needs: DeliverNeeds,
  isAwaited: IsAwaited = () => true,
  lease?: string
): Promise<void> {
  // only a new meeting is one call; what changes one may have to look it up
  const leaseFor = kind === 'create meeting' ? FIRST_LEASE : LEASE
  const taken =
    lease === undefined
      ? await needs.outbox.takeOf(bookingId, kind, leaseFor, needs.clock())
      : await needs.outbox.heldUnder(lease, bookingId, kind)
  if (taken) await deliver(taken, isAwaited, needs)
}

async function deliver(taken: Taken, isAwaited: IsAwaited, needs: DeliverNeeds): Promise<void> {
  const outcome = await attempt(taken, isAwaited, needs)
  if (outcome === 'done and noted') return
  if (outcome === 'done') {
    await needs.outbox.done(taken, needs.clock())
  } else if ('parked' in outcome) {
    await needs.outbox.park(taken, outcome.parked, needs.clock())
  } else if (taken.attempt >= ATTEMPTS_AT_MOST) {
    await needs.outbox.park(taken, `given up after ${taken.attempt} attempts: ${outcome.later}`, needs.clock())
  } else {
    const wait = Math.min(outcome.after ?? 0, longestAskedWait)
    const dueAt = needs.clock() + Math.max(wait, backoff(taken.attempt, needs.random))
    await needs.outbox.later(taken, dueAt, outcome.later, outcome.untouched)
  }
}

async function attempt(taken: Taken, isAwaited: IsAwaited, needs: DeliverNeeds): Promise<Delivery> {
  try {
    const outcome = await needs.handlers[taken.kind](taken, isAwaited)
    if (typeof outcome === 'object') needs.report(taken, outcome)
    return outcome
  } catch (cause) {
    // A fault of ours or of the store: the effect may have happened, and a repeat is safe.
    const outcome = { later: cause instanceof Error ? cause.message : String(cause) }
    needs.report(taken, outcome, cause)
    return outcome
  }
}
