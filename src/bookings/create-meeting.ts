import type { AuthorityNeeds } from '../delegates/authority.ts'
import type { Reason } from '../delegates/reason.ts'
import type { Link } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import { offeringOf } from '../links/may-offer.ts'
import type { IsAwaited } from '../outbox/deliver.ts'
import { type Failure, whyOf } from '../outbox/failure.ts'
import type { Delivery, Message, Taken } from '../outbox/message.ts'
import type { OutboxStore } from '../outbox/outbox-store.ts'
import { initiatorLine } from '../people/initiator.ts'
import type { Organizers } from '../people/organizer.ts'
import { type Clock, SECOND } from '../time/instant.ts'
import type { Booking, BookingId, Meeting } from './booking.ts'
import type { BookingStore } from './booking-store.ts'
import { type Command, decide } from './decide.ts'
import type { Meetings, Wanted } from './meetings.ts'

export type MeetingNeeds = {
  bookings: BookingStore
  links: LinkStore
  meetings: Meetings
  outbox: Pick<OutboxStore, 'sending'>
  /** How long a calendar may show nothing of a meeting that it has got; absent: a minute and a half. */
  settles?: number
  clock: Clock
}

/** A meeting is made in somebody's calendar: whether that may be is asked once more. */
export type CreatingNeeds = MeetingNeeds & AuthorityNeeds & { organizers: Organizers }

type Held = Extract<Booking, { state: 'held' }>

/**
 * The outbox's "create meeting": adopt or create. Exchange answers, and the booking is confirmed or released. A repeat
 * looks first whether an earlier attempt has left a meeting behind. Right before anything is made, it is asked afresh whether
 * this time may still be offered: what was made while it might stays.
 */
export async function createMeeting(
  taken: Taken,
  asked: CreatingNeeds,
  isAwaited: IsAwaited = () => false
): Promise<Delivery> {
  const needs = { ...asked, closing: taken }
  const booking = await needs.bookings.find(taken.bookingId)
  if (booking.state !== 'held') return 'done'
  if (booking.until <= needs.clock()) return release(booking, { why: 'Exchange did not answer in time' }, needs)

  const found = await needs.links.find(booking.link)
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  const { link } = found

  if (taken.attempt > 1) {
    const askedAt = needs.clock() // this process may stand still before it reads the answer, which is as old as the question
    const earlier = await needs.meetings.find(link.organizer, meetingKey(booking))
    if (!('meeting' in earlier)) return again(earlier)
    if (earlier.meeting) return confirm(booking, earlier.meeting, needs)
    if (taken.sentAt !== null && askedAt < taken.sentAt + (needs.settles ?? MAY_STILL_ARRIVE))
      return { later: 'not in the calendar yet; what was sent before may still arrive', untouched: true }
  }

  const organizer = await needs.organizers.find(link.organizer.id)
  const offering = organizer
    ? await offeringOf(link, organizer, needs, 'fresh')
    : { suspended: 'organizer_disabled' as const }
  if ('unknown' in offering)
    return { later: `whether the time may still be offered is not known: ${offering.unknown}`, untouched: true }
  if ('suspended' in offering)
    return release(booking, { why: 'the right to offer this time was lost', because: offering.suspended }, needs)

  if (!(await mayAct(taken, needs))) return ANOTHER_HAS_IT
  const created = await needs.meetings.create(link.organizer, wanted(booking, link))
  if ('meeting' in created) return confirm(booking, created.meeting, needs)
  if ('refused' in created) return release(booking, { why: created.refused }, needs)
  // While somebody waits for the first attempt's answer, a calendar that is down is told to her at once, and nothing is
  // booked. Once she has read "being confirmed", or somebody has approved her request, she counts on a meeting. A busy calendar (429) and a
  // repeat wait their turn.
  const isCountedOn = link.approvalWithin !== undefined || !isAwaited()
  if ('notNow' in created && !created.busy && taken.attempt === 1 && !isCountedOn)
    return release(booking, { why: created.notNow }, needs)
  return 'notNow' in created ? untouched(again(created)) : again(created)
}

/**
 * Whoever has lost the lease by now does not act any more: another has the message. Of a first attempt, of which it is known that
 * it sends something at once, the clock alone tells.
 */
export async function mayAct(
  taken: Taken,
  { outbox, clock }: Pick<MeetingNeeds, 'outbox' | 'clock'>
): Promise<boolean> {
  const now = clock()
  return (taken.attempt === 1 && now < taken.until) || outbox.sending(taken, now)
}

export const ANOTHER_HAS_IT: Delivery = { later: 'another has it in hand', untouched: true }

/** The outbox's "remove meeting", after a release: whatever an attempt may have left in the calendar goes away. */
export async function removeMeeting(taken: Taken, needs: MeetingNeeds): Promise<Delivery> {
  const booking = await needs.bookings.find(taken.bookingId)
  if (booking.state !== 'released') return 'done'
  const found = await needs.links.find(booking.link)
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)

  const stray = await needs.meetings.find(found.link.organizer, meetingKey(booking))
  if (!('meeting' in stray)) return again(stray)
  if (!stray.meeting) return 'done'
  const removed = await needs.meetings.remove(found.link.organizer, stray.meeting)
  return removed === 'removed' ? 'done' : again(removed)
}

/** A calendar that was asked for a meeting may still get it for so long, and show it only then. */
export const MAY_STILL_ARRIVE = 90 * SECOND

/** The generation counts meetings of one booking: a record of a removed one must not swallow its successor. */
export const meetingKey = ({ id }: { id: string }) => `${id}:1`

/** The booking behind a meeting's key; undefined for any other text. */
export const bookingOfKey = (key: string): string | undefined => /^([\w-]{1,64}):1$/.exec(key)?.[1]

const wanted = (booking: Held, link: Link): Wanted => ({
  key: meetingKey(booking),
  slot: booking.slot,
  subject: link.subject,
  invitee: booking.invitee,
  colleagues: { required: link.required, optional: link.optional },
  place: link.place,
  initiatorLine: initiatorLine(link),
  initiator: link.initiator
})

const confirm = (booking: Held, meeting: Meeting, needs: MeetingNeeds & Closing) =>
  settle(
    booking,
    { type: 'confirm', meeting },
    [{ kind: 'write activity', bookingId: booking.id }, keepOneMeeting(booking.id, needs)],
    needs
  )

const release = (booking: Held, why: { why: string; because?: Reason }, needs: MeetingNeeds & Closing) =>
  settle(
    booking,
    { type: 'release', ...why },
    [{ kind: 'remove meeting', bookingId: booking.id }, keepOneMeeting(booking.id, needs)],
    needs
  )

/** After each answer of Exchange: what arrives late, or twice, is found when it can be seen. */
export const keepOneMeeting = (
  bookingId: BookingId,
  { clock, settles = MAY_STILL_ARRIVE }: Pick<MeetingNeeds, 'clock' | 'settles'>
): Message => ({ kind: 'keep one meeting', bookingId, notBefore: clock() + settles })

/** The message whose answer is written down, to be done in the same transaction. */
export type Closing = { closing?: Taken }

/** Writes down what Exchange has answered. */
export async function settle(
  booking: Exclude<Booking, { state: 'new' }>,
  command: Command,
  messages: Message[],
  needs: Pick<MeetingNeeds, 'bookings' | 'clock'> & Closing
): Promise<Delivery> {
  const now = needs.clock()
  const decision = decide(command, booking, now)
  if ('refused' in decision) return 'done'
  const { closing } = needs
  const appended = await needs.bookings.append(booking.id, booking.version, decision.facts, messages, now, closing)
  // Lost the race against another attempt: read again what has become of the booking, and go by that.
  if (appended) return closing ? 'done and noted' : 'done'
  return { later: 'the booking moved on meanwhile' }
}

/** Neither done nor given up: the message waits for its next attempt, at least for as long as Exchange asked. */
export const again = (failure: Failure): Delivery => ({
  later: whyOf(failure),
  ...('notNow' in failure && failure.after !== undefined ? { after: failure.after } : {})
})

/** Nothing of this attempt can still arrive. */
const untouched = (delivery: Delivery): Delivery =>
  typeof delivery === 'object' && 'later' in delivery ? { ...delivery, untouched: true } : delivery
