import { backoff } from '../outbox/backoff.ts'
import { LEASE } from '../outbox/deliver.ts'
import { type Failure, waitOf, whyOf } from '../outbox/failure.ts'
import { initiatorLine } from '../people/initiator.ts'
import type { Person } from '../people/person.ts'
import { type Clock, type Instant, MINUTE, SECOND } from '../time/instant.ts'
import type { HoldItem, HoldItems } from './hold-items.ts'
import type { HoldStore, TakenHold } from './hold-store.ts'
import { keyOfHold, whyOver } from './holds.ts'
import type { Link } from './link.ts'
import type { LinkStore } from './link-store.ts'

/** How often we look whether a hold still stands: somebody may have deleted it in Outlook. */
export const CHECKED_EVERY = 5 * MINUTE

/** A hold that cannot be taken out or put in now is tried again at least this often. */
const LONGEST_WAIT = 2 * MINUTE

/**
 * A creation whose answer was lost may still arrive, and a search may not show for a minute what was made a moment ago: for so long
 * after Exchange was asked an empty calendar proves nothing.
 */
const MAY_STILL_ARRIVE = 90 * SECOND

/** Items with one key; Exchange may have made more than one of a hold. */
const TWINS_AT_MOST = 5

/** How many are told to leave at once; the rest a moment later. */
const OVER_AT_MOST = 200

export type KeepingNeeds = {
  holds: HoldStore
  links: LinkStore
  items: HoldItems
  clock: Clock
  random(): number
  /** The organizer's calendar is no longer what was last read of it. */
  changed(organizer: Person): void
  report(hold: TakenHold, problem: string, cause?: unknown): void
}

/**
 * Brings calendars to what links and bookings say, a few holds at once. Called every few seconds; may be repeated after any
 * failure. Answers how many were taken, so that a loop knows whether to go on.
 */
export async function keepHolds(limit: number, needs: KeepingNeeds): Promise<number> {
  const now = needs.clock()
  for (const { hold, link, taken } of await needs.holds.over(OVER_AT_MOST, now)) {
    const why = whyOver(hold.slot, link, taken, now)
    if (why) await needs.holds.leave([hold.id], why, now)
  }
  const until = needs.clock() + LEASE
  const due = await needs.holds.take(limit, LEASE, until - LEASE)
  const isOurs = () => needs.clock() < until
  await Promise.all(due.map((hold) => keep(hold, { ...needs, isOurs })))
  return due.length
}

/** Whoever stood still for longer than the lease puts nothing into a calendar any more: another has the hold. */
type Needs = KeepingNeeds & { isOurs(): boolean }

async function keep(hold: TakenHold, needs: Needs): Promise<void> {
  try {
    const found = await needs.links.find(hold.link)
    if (!found) throw new Error(`hold ${hold.id} has lost its link`)
    const failed = await steps[hold.state](hold, found.link, needs)
    if (failed) await tryAgain(hold, whyOf(failed), waitOf(failed), needs)
  } catch (cause) {
    // A fault of ours or of the store: what was asked may have happened, and a repeat is safe.
    await tryAgain(hold, cause instanceof Error ? cause.message : String(cause), 0, needs, cause)
  }
}

type Step = (hold: TakenHold, link: Link, needs: Needs) => Promise<Failure | undefined>

const steps: Record<TakenHold['state'], Step> = {
  /** Adopt or create. A repeat looks first whether an earlier attempt has left an item behind. */
  async wanted(hold, link, needs) {
    const { organizer } = link
    const key = keyOfHold(hold.id)
    if (hold.asked !== null) {
      const earlier = await needs.items.find(organizer, key)
      if (!('item' in earlier)) return earlier
      if (earlier.item) return noted(hold, organizer, needs)
    }
    const wanted = { key, slot: hold.slot, subject: `Held: ${link.subject}`, initiatorLine: initiatorLine(link) }
    if (!needs.isOurs()) return undefined
    const created = await needs.items.create(organizer, wanted)
    return 'item' in created ? noted(hold, organizer, needs) : created
  },

  /** What the organizer has deleted, or made into something of her own, is hers. */
  async placed(hold, { organizer }, needs) {
    const found = await needs.items.find(organizer, keyOfHold(hold.id))
    if (!('item' in found)) return found
    if (found.item && !found.item.touched) return noted(hold, organizer, needs)
    if (!found.item && provesNothing(hold, needs.clock())) return noted(hold, organizer, needs, seenBy(hold))
    await needs.holds.gone(hold, found.item ? 'changed in Outlook' : 'deleted in Outlook', needs.clock())
    needs.changed(organizer)
    return undefined
  },

  async leaving(hold, { organizer }, needs) {
    let last: HoldItem | undefined
    for (let turn = 0; turn < TWINS_AT_MOST; turn++) {
      const found = await needs.items.find(organizer, keyOfHold(hold.id))
      if (!('item' in found)) return found
      if (!found.item) break
      last = found.item
      if (last.touched) break
      const removed = await needs.items.remove(organizer, last)
      if (removed !== 'removed') return removed
    }
    if (!last && provesNothing(hold, needs.clock()))
      return { notNow: 'it may still arrive in the calendar', after: seenBy(hold) - needs.clock() }
    await needs.holds.gone(hold, last?.touched ? 'changed in Outlook' : (hold.why ?? 'released'), needs.clock())
    needs.changed(organizer)
    return undefined
  },

  gone: async () => undefined
}

/** By then a search shows what Exchange was asked for. */
const seenBy = ({ asked }: TakenHold): Instant => (asked ?? Number.NEGATIVE_INFINITY) + MAY_STILL_ARRIVE
const provesNothing = (hold: TakenHold, now: Instant) => now < seenBy(hold)

async function noted(
  hold: TakenHold,
  organizer: Person,
  needs: KeepingNeeds,
  checkAt = needs.clock() + CHECKED_EVERY
): Promise<undefined> {
  const now = needs.clock()
  await needs.holds.placed(hold, checkAt, now)
  if (!hold.wasPlaced) needs.changed(organizer)
}

async function tryAgain(hold: TakenHold, problem: string, after: number, needs: KeepingNeeds, cause?: unknown) {
  needs.report(hold, problem, cause)
  const wait = Math.min(LONGEST_WAIT, Math.max(after, backoff(hold.attempt, needs.random)))
  await needs.holds.later(hold, needs.clock() + wait, problem)
}
