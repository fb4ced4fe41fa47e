import type { BookingStore } from '../bookings/booking-store.ts'
import { backoff, longestAskedWait } from '../outbox/backoff.ts'
import { type Failure, waitOf, whyOf } from '../outbox/failure.ts'
import type { Organizer, Organizers } from '../people/organizer.ts'
import type { Person, PersonId } from '../people/person.ts'
import { type Clock, DAY, type Instant, MINUTE } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import type { CalendarChanges, ChangedItem } from './calendar-changes.ts'
import type { Hint } from './hint.ts'
import type { HintStore } from './hint-store.ts'
import type { Known, Others } from './others.ts'
import type { SubscriptionStore } from './subscription-store.ts'
import type { SweepState, SweepStore, TakenSweep } from './sweep-store.ts'

/** Every so often, and so often where nobody tells us. */
export const SWEPT_EVERY = 5 * MINUTE
export const SWEPT_EVERY_ALONE = 2 * MINUTE

/** A full round of a large calendar is some hundred pages. */
const SWEEP_LEASE = 4 * MINUTE

/** The window of a round is frozen in Exchange's link: it begins anew before the days in it run out. */
const WINDOW_BEFORE = 1 * DAY
const WINDOW_AFTER = 60 * DAY
const WINDOW_GOOD_FOR = 7 * DAY
const LONGEST_WINDOW = 400 * DAY

export type SweepNeeds = {
  organizers: Organizers
  bookings: Pick<BookingStore, 'ofOrganizer'>
  sweepStore: SweepStore
  changes: CalendarChanges
  hintStore: Pick<HintStore, 'write'>
  subscriptionStore: Pick<SubscriptionStore, 'hasten' | 'isStanding'>
  others: Pick<Others, 'known' | 'concerns' | 'prepare'>
  /** Can notifications reach us at all? */
  notified: boolean
  clock: Clock
  random(): number
  /** The organizer's calendar is no longer what was last read of it. */
  changed(organizer: Person): void
  report(organizer: PersonId, problem: string, cause?: unknown): void
}

/**
 * The second net: what no notification told us is found by asking each calendar what is different. It writes hints for what
 * concerns bookings and saved meetings, and nothing else. Answers how many calendars were taken.
 */
export async function sweep(limit: number, needs: SweepNeeds): Promise<number> {
  const now = needs.clock()
  await needs.sweepStore.want(
    (await needs.organizers.all()).map(({ id }) => id),
    now
  )
  const due = await needs.sweepStore.take(limit, SWEEP_LEASE, now)
  await Promise.all(due.map((taken) => sweepOne(taken, needs)))
  return due.length
}

async function sweepOne(taken: TakenSweep, needs: SweepNeeds): Promise<void> {
  try {
    const organizer = await needs.organizers.find(taken.organizer)
    if (!organizer) throw new Error(`organizer ${taken.organizer} is not there any more`)
    const failed = await askFor(organizer, taken, needs)
    if (failed) await tryAgain(taken, whyOf(failed), waitOf(failed), needs)
  } catch (cause) {
    await tryAgain(taken, cause instanceof Error ? cause.message : String(cause), 0, needs, cause)
  }
}

async function askFor(organizer: Organizer, taken: TakenSweep, needs: SweepNeeds): Promise<Failure | undefined> {
  const now = needs.clock()
  await needs.others.prepare(organizer)
  const known = [
    ...(await needs.bookings.ofOrganizer(organizer.id, now - WINDOW_BEFORE)).flatMap((booking): Known[] =>
      booking.state === 'confirmed' ? [{ ...booking.meeting, end: booking.slot.end, since: booking.confirmedAt }] : []
    ),
    ...(await needs.others.known(organizer, now - WINDOW_BEFORE))
  ]
  const state = taken.state && isGood(taken.state.window, known, now) ? taken.state : null
  const answer = state ? await needs.changes.since(organizer, state.link) : 'expired'
  if (answer !== 'expired') {
    if (!('items' in answer)) return answer
    if (answer.items.length > 0) needs.changed(organizer)
    const young = known.filter(({ since = 0 }) => since > (taken.sweptAt ?? 0) - SWEEP_LEASE)
    await note([...hintsFrom(organizer, answer.items, known, needs), ...missing(organizer, answer.items, young)], needs)
    await settled(taken, { link: answer.link, window: state?.window ?? windowFor(known, now) }, needs)
    return undefined
  }

  // Whoever has forgotten where we were may have forgotten whom to tell, too.
  if (state) await needs.subscriptionStore.hasten(organizer.id, false, now)
  const window = windowFor(known, now)
  const all = await needs.changes.all(organizer, window)
  if (!('items' in all)) return all
  needs.changed(organizer)
  await note([...hintsFrom(organizer, all.items, known, needs), ...missing(organizer, all.items, known)], needs)
  await settled(taken, { link: all.link, window }, needs)
  return undefined
}

/** What is followed: by its id, or by the id that is the same in every mailbox and after every move of one. And what is to be. */
function hintsFrom(organizer: Person, items: ChangedItem[], known: Known[], { others }: SweepNeeds): Hint[] {
  const ids = new Set(known.map(({ id }) => id))
  const uids = new Set(known.map(({ iCalUId }) => iCalUId))
  return items
    .filter((item) => ids.has(item.id) || (item.iCalUId !== null && uids.has(item.iCalUId)) || others.concerns(item))
    .map(({ id, gone }) => ({ organizer: organizer.id, item: id, gone }))
}

/**
 * Meetings that Exchange should have shown and did not: in a full round all of them, else those that are younger than the last
 * sweep. What came after one and went before the next is in no difference at all. Perhaps it is elsewhere, perhaps no more.
 */
function missing(organizer: Person, items: ChangedItem[], known: Known[]): Hint[] {
  const seen = new Set(items.flatMap(({ id, iCalUId, gone }) => (gone ? [] : [id, iCalUId])))
  return known
    .filter(({ id, iCalUId }) => !seen.has(id) && !seen.has(iCalUId))
    .map(({ id }) => ({ organizer: organizer.id, item: id, gone: true }))
}

function windowFor(known: Known[], now: Instant): Span {
  const last = Math.max(now, ...known.map(({ end }) => end))
  const end = Math.min(Math.max(now + WINDOW_AFTER, last + WINDOW_GOOD_FOR), now + LONGEST_WINDOW)
  return { start: now - WINDOW_BEFORE, end }
}

/** Still about today, and about every meeting that lies within reach. */
function isGood({ start, end }: Span, known: Known[], now: Instant): boolean {
  const reach = now + LONGEST_WINDOW - WINDOW_GOOD_FOR
  return now - start < WINDOW_BEFORE + WINDOW_GOOD_FOR && known.every((one) => one.end <= end || one.end > reach)
}

async function note(hints: Hint[], { hintStore, clock }: SweepNeeds): Promise<void> {
  const now = clock()
  if (hints.length > 0) await hintStore.write(hints, now, now)
}

async function settled(taken: TakenSweep, state: SweepState, needs: SweepNeeds): Promise<void> {
  const now = needs.clock()
  const told = needs.notified && (await needs.subscriptionStore.isStanding(taken.organizer, now))
  const every = told ? SWEPT_EVERY : SWEPT_EVERY_ALONE
  await needs.sweepStore.swept(taken, state, now + every, now)
}

async function tryAgain(taken: TakenSweep, problem: string, after: number, needs: SweepNeeds, cause?: unknown) {
  needs.report(taken.organizer, problem, cause)
  const wait = Math.max(Math.min(after, longestAskedWait), backoff(taken.attempt, needs.random))
  // A link that is refused again and again is given up: a full round costs pages, never a change.
  await needs.sweepStore.later(taken, needs.clock() + wait, problem, taken.attempt >= 3)
}
