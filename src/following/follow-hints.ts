import type { Booking, Confirmed, Fact } from '../bookings/booking.ts'
import { evolve } from '../bookings/booking.ts'
import type { BookingStore } from '../bookings/booking-store.ts'
import { bookingOfKey, meetingKey } from '../bookings/create-meeting.ts'
import { type Command, decide } from '../bookings/decide.ts'
import { followingMessages } from '../bookings/following-messages.ts'
import type { HoldStore } from '../links/hold-store.ts'
import type { LinkStore } from '../links/link-store.ts'
import { ATTEMPTS_AT_MOST, backoff, longestAskedWait } from '../outbox/backoff.ts'
import { LEASE } from '../outbox/deliver.ts'
import { type Failure, waitOf, whyOf } from '../outbox/failure.ts'
import type { Organizer, Organizers } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import { type Clock, SECOND } from '../time/instant.ts'
import { type Compared, whatFollows } from './decisions.ts'
import type { FirstReadings } from './first-readings.ts'
import type { HintOutcome, HintStore, TakenHint } from './hint-store.ts'
import type { Item, Items } from './items.ts'
import type { Others } from './others.ts'

/** So long after something left a calendar its holds are looked at; a storm of such hints is one look. */
const HOLDS_AFTER = 5 * SECOND

export type FollowingNeeds = {
  hintStore: HintStore
  organizers: Organizers
  bookings: BookingStore
  links: LinkStore
  holds: Pick<HoldStore, 'hasten'>
  items: Items
  others: Others
  firstReadings: FirstReadings
  clock: Clock
  random(): number
  /** The organizer's calendar is no longer what was last read of it. */
  changed(organizer: Person): void
  /** Messages were written that may be delivered now. */
  ringWorker(): void
  report(hint: TakenHint, problem: string, cause?: unknown): void
}

/**
 * Reads what hints are about, a few at once, and brings bookings to what the calendar shows. A hint is never believed: the
 * item is read in its organizer's mailbox, under a path of our own. May be repeated after any failure, and any number of
 * times: what is so already is not written again. Answers how many were taken.
 */
export async function followHints(limit: number, needs: FollowingNeeds): Promise<number> {
  const until = needs.clock() + LEASE
  const taken = await needs.hintStore.take(limit, LEASE, until - LEASE)
  const isOurs = () => needs.clock() < until
  const outcomes = await Promise.all(taken.map((hint) => outcomeOf(hint, { ...needs, isOurs })))
  await needs.hintStore.settle(outcomes, needs.clock())
  return taken.length
}

/** Whoever stood still for longer than the lease has read what may be so no longer: another has read the item since. */
type Needs = FollowingNeeds & { isOurs(): boolean }

async function outcomeOf(taken: TakenHint, needs: Needs): Promise<HintOutcome> {
  const failed = await follow(taken, needs).catch(
    (cause): Later => ({
      later: cause instanceof Error ? cause.message : String(cause),
      after: 0,
      cause
    })
  )
  if (!failed) return { taken, became: 'done' }
  if (!failed.quiet) needs.report(taken, failed.later, failed.cause)
  // For days nobody could read this calendar: the sweep begins anew when somebody can.
  if (taken.attempt >= ATTEMPTS_AT_MOST) return { taken, became: 'done' }
  const wait = Math.max(Math.min(failed.after, longestAskedWait), backoff(taken.attempt, needs.random))
  return { taken, became: { dueAt: needs.clock() + wait, problem: failed.later } }
}

/** `quiet`: nothing is wrong, it is only too early. */
type Later = { later: string; after: number; quiet?: true; cause?: unknown }

async function follow(hint: TakenHint, needs: Needs): Promise<Later | undefined> {
  const organizer = await needs.organizers.find(hint.organizer)
  if (!organizer) return undefined // hers is not read any more
  // Before the item: what happens to the booking while that is read makes this version old, and it is looked at again.
  const known = await needs.bookings.ofMeeting(organizer.id, hint.item)
  const read = await needs.items.read(organizer, hint.item)
  if (read !== 'gone' && !('item' in read)) return again(read)
  needs.changed(organizer)
  const seen = read === 'gone' ? read : read.item
  const booking =
    seen === 'gone' ? await followGone(known, organizer, needs) : await followItem(known, seen, organizer, needs)
  if (booking) return booking
  const failed = await needs.others.follow(organizer, hint.item, seen, needs.isOurs)
  return failed && again(failed)
}

/** Perhaps it only has another id: our key finds it then. */
async function followGone(
  booking: Booking | undefined,
  organizer: Organizer,
  needs: Needs
): Promise<Later | undefined> {
  if (!booking) {
    await needs.holds.hasten(organizer.id, needs.clock() + HOLDS_AFTER)
    return undefined
  }
  if (booking.state !== 'confirmed') return undefined
  const found = await needs.items.find(organizer, meetingKey(booking))
  if (!('item' in found)) return again(found)
  return bring(booking, found.item ?? 'gone', needs)
}

async function followItem(
  known: Booking | undefined,
  item: Item,
  organizer: Organizer,
  needs: Needs
): Promise<Later | undefined> {
  // Somebody else's meeting to which she is invited, and single occurrences of a series, are no bookings of ours.
  if (!item.own || item.kind === 'part') return undefined
  const id = item.key === null ? undefined : bookingOfKey(item.key)
  const booking: Booking | undefined = known ?? (id === undefined ? undefined : await needs.bookings.find(id))
  if (booking?.state === 'held') return { later: 'the booking is being confirmed', after: 0, quiet: true }
  if (booking?.state !== 'confirmed' || booking.organizer !== organizer.id) return undefined

  if (booking.meeting.id !== item.meeting.id) {
    // A copy that somebody made in Outlook carries our key, too. Only when the first one is gone has it moved here.
    const first = await needs.items.read(organizer, booking.meeting.id)
    if (first !== 'gone') return 'item' in first ? undefined : again(first)
  }
  return bring(booking, item, needs)
}

async function bring(booking: Confirmed, seen: Item | 'gone', needs: Needs): Promise<Later | undefined> {
  const [found, first] = await Promise.all([needs.links.find(booking.link), needs.firstReadings.find(booking.id)])
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  const compared: Compared = { booking, link: found.link, seen, first }
  const commands = whatFollows(compared)
  const written = commands.length === 0 ? 'written' : await write(booking, commands, needs)
  if (written !== 'written') return written
  if (seen !== 'gone' && !first) await needs.firstReadings.keep(booking.id, seen.attendees)
  if (commands.length > 0) needs.ringWorker()
  return undefined
}

/**
 * The organizer moves what is hers: her time stands whatever else is claimed. Where its buffers meet another booking it
 * claims the bare time, and where that itself is taken it claims nothing.
 */
async function write(booking: Confirmed, commands: Command[], needs: Needs): Promise<'written' | Later> {
  if (!needs.isOurs()) return MOVED_ON
  for (const claim of ['with buffers', 'bare', 'none'] as const) {
    const now = needs.clock()
    const facts = factsOf(booking, commands.map(claiming(claim)), now)
    if (facts.length === 0) return 'written'
    const { id, version } = booking
    const changed = await needs.bookings.change({ id, version, facts, messages: messagesFor(booking, facts), now })
    if (changed === 'changed') return 'written'
    if (changed === 'changed meanwhile') return MOVED_ON
  }
  throw new Error(`booking ${booking.id} claims nothing and is refused`)
}

const MOVED_ON: Later = { later: 'the booking moved on meanwhile', after: 0, quiet: true }

const claiming =
  (claim: 'with buffers' | 'bare' | 'none') =>
  (command: Command): Command => {
    if (command.type !== 'note move' || claim === 'with buffers') return command
    const bare = { ...command, claim: command.slot }
    return claim === 'bare' ? bare : { ...bare, overlapping: true }
  }

function factsOf(booking: Booking, commands: Command[], now: number): Fact[] {
  const facts: Fact[] = []
  let after = booking
  for (const command of commands) {
    const decision = decide(command, after, now)
    if ('refused' in decision) continue
    facts.push(...decision.facts)
    after = decision.facts.reduce(evolve, after)
  }
  return facts
}

/** What only concerns us, such as another id, is nothing that Salesforce must hear. */
function messagesFor(booking: Confirmed, facts: Fact[]) {
  const quiet = (fact: Fact) =>
    fact.type === 'seen in calendar' && fact.respects.every((respect) => respect === 'id' || respect === 'series')
  return facts.every(quiet) ? [] : followingMessages(booking)
}

const again = (failure: Failure): Later => ({
  later: whyOf(failure),
  after: waitOf(failure)
})
