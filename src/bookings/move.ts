import { capsAt } from '../availability/caps.ts'
import { claimOf, type OfferNeeds, stillOffered } from '../availability/offer.ts'
import type { Rules } from '../availability/rules.ts'
import { CHANGES_CLOSE, type Link } from '../links/link.ts'
import type { Counted } from '../links/link-store.ts'
import { type OpeningNeeds, openFound } from '../links/open-link.ts'
import { FIRST_LEASE } from '../outbox/deliver.ts'
import type { Message } from '../outbox/message.ts'
import { MINUTE } from '../time/instant.ts'
import { type Span, same } from '../time/span.ts'
import { type Booking, type BookingId, type Change, type ChangeId, type Confirmed, changeOf } from './booking.ts'
import { type BookingStore, wishOfMove } from './booking-store.ts'
import type { Changer } from './changer.ts'
import { decide, type WhyNot } from './decide.ts'
import { withoutOwn } from './own-booking.ts'
import { seenOf } from './seen.ts'

/** Who wants which booking at what other time. `id`: made by the server with the form. */
export type MoveAsked = { booking: BookingId; id: ChangeId; slot: Span; by: Changer }

export type MoveRefusal =
  | WhyNot
  | 'link closed'
  | 'slot taken'
  | 'slot not offered'
  /** The calendar could not be asked, or did not take the new time: the meeting stays where it is. */
  | 'calendar unreachable'
  | 'changed meanwhile'
  | 'form used before'
  /** This very form was sent before and refused. */
  | 'refused before'

export type MoveAnswer = { moved: 'moved' | 'being moved' } | { refused: MoveRefusal }

export type ChangeNeeds = Omit<OpeningNeeds, 'tokens'> &
  OfferNeeds & {
    bookings: BookingStore
    /** Delivers this message of the booking, and comes back when it is done or when waiting is no longer polite. */
    deliverMeeting(id: BookingId, kind: Message['kind']): Promise<void>
  }

/**
 * The same meeting at another time. The new time is claimed while the old one is kept, until Exchange has moved the meeting:
 * nobody can take either of them in between. An invitee needs a link that is still open; a person at the console has proved a
 * right of her own instead. The same form any number of times is one move with one answer.
 */
export async function moveBooking(asked: MoveAsked, needs: ChangeNeeds): Promise<MoveAnswer> {
  let refused: MoveRefusal | undefined
  for (let attempt = 1; attempt <= 3; attempt++) {
    const booking = await needs.bookings.find(asked.booking)
    const earlier = changeOf(booking, asked.id)
    if (earlier) return answerAgain(earlier, asked.slot)
    refused = await takeNewTime(asked, booking, needs)
    if (refused !== 'changed meanwhile') break // by Salesforce, say: that is no reason to turn anybody away
  }
  if (refused) {
    const booking = await needs.bookings.find(asked.booking)
    // She reads that it was not moved: then the same, pressed twice and still on its way elsewhere, must not move it.
    const isNoted =
      booking.state !== 'new' && (await needs.bookings.refuse(wishOfMove(booking, asked.id, asked.slot), needs.clock()))
    if (isNoted) return { refused }
    // while we looked, the same form may have got its time
    const meanwhile = changeOf(await needs.bookings.find(asked.booking), asked.id)
    return meanwhile ? answerAgain(meanwhile, asked.slot) : { refused }
  }
  await needs.deliverMeeting(asked.booking, 'move meeting')
  const change = changeOf(await needs.bookings.find(asked.booking), asked.id)
  if (!change) throw new Error(`a change of booking ${asked.booking} vanished after it was written`)
  return answerAgain(change, asked.slot)
}

async function takeNewTime(asked: MoveAsked, booking: Booking, needs: ChangeNeeds): Promise<MoveRefusal | undefined> {
  if (booking.state !== 'confirmed')
    return booking.state === 'new' || !('until' in booking) ? 'already over' : 'not confirmed'
  const found = await needs.links.find(booking.link)
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  const { link } = found
  const { id, slot, by } = asked
  const seen = seenOf(slot, { invitee: booking.invitee.zone, organizer: link.zone })
  const command = { type: 'ask move' as const, change: id, by, slot, claim: claimOf(link, slot), seen }
  const closedBefore = (link.changesClose ?? CHANGES_CLOSE) * MINUTE

  // what the booking itself forbids is said before anybody's calendar is asked
  const first = decide({ ...command, closedBefore }, booking, needs.clock())
  if ('refused' in first) return first.refused
  const closed = by.as === 'invitee' ? await whyClosed(found, needs) : undefined
  if (closed) return closed
  const problem = await whyNotOffered(slot, by.as === 'invitee' ? link : atAnyTime(link, slot), booking, needs)
  if (problem) return problem

  const now = needs.clock()
  const decision = decide({ ...command, closedBefore }, booking, now)
  if ('refused' in decision) return decision.refused
  const changed = await needs.bookings.change({
    id: booking.id,
    version: booking.version,
    facts: decision.facts,
    messages: [{ kind: 'move meeting', bookingId: booking.id }],
    caps: capsAt(slot.start, link),
    now,
    dueAt: now + FIRST_LEASE // ours to deliver; the worker takes it only if we die before
  })
  if (changed === 'changed') return undefined
  return changed === 'day is full' ? 'slot taken' : changed
}

/** The booking itself does not use the link up: what it took, it gives back. */
async function whyClosed({ link, taken }: Counted, needs: ChangeNeeds): Promise<MoveRefusal | undefined> {
  const opened = await openFound({ link, taken: taken - 1 }, needs)
  if ('unreachable' in opened) return 'calendar unreachable'
  return 'closed' in opened ? 'link closed' : undefined
}

async function whyNotOffered(
  slot: Span,
  rules: Rules,
  booking: Confirmed,
  needs: ChangeNeeds
): Promise<MoveRefusal | undefined> {
  const still = await stillOffered(rules, slot, withoutOwn(needs, booking))
  if (still === true) return undefined
  if (still !== false) return 'calendar unreachable'
  const claims = await withoutOwn(needs, booking).heldTimes.heldTime(rules.organizer.id, claimOf(rules, slot))
  return claims.length > 0 ? 'slot taken' : 'slot not offered'
}

/** A person at the console may choose any free time, whatever hours, dates and notice the link has. */
function atAnyTime(link: Link, slot: Span): Rules {
  const { organizer, required, zone, bufferBefore, bufferAfter, blocks, perDay, perWeek } = link
  const rules = { organizer, required, zone, bufferBefore, bufferAfter, blocks, perDay, perWeek }
  const own = link.kind === 'time slots' ? { id: link.id } : {} // its calendar holds are not in the way
  return { ...rules, ...own, notice: 0, kind: 'time slots', slots: [slot] }
}

function answerAgain(change: Change, slot: Span): MoveAnswer {
  if (!change.slot || !same(change.slot, slot)) return { refused: 'form used before' }
  switch (change.became) {
    case 'done':
      return { moved: 'moved' }
    case 'asked':
      return { moved: 'being moved' }
    case 'given up':
      return { refused: 'calendar unreachable' }
  }
}
