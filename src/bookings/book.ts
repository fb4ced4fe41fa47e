import { hash, randomUUID } from 'node:crypto'
import { capsAt } from '../availability/caps.ts'
import { claimOf, type OfferNeeds, stillOffered } from '../availability/offer.ts'
import type { Link } from '../links/link.ts'
import { type OpeningNeeds, openLink } from '../links/open-link.ts'
import { FIRST_LEASE } from '../outbox/deliver.ts'
import { MINUTE } from '../time/instant.ts'
import { type Span, same } from '../time/span.ts'
import { requestMessages } from './approve.ts'
import type { Booking, BookingId, Invitee } from './booking.ts'
import type { BookingStore, Placing } from './booking-store.ts'
import { decide } from './decide.ts'
import type { Rush } from './rush.ts'
import { seenOf } from './seen.ts'

/** What an invitee asks for. The id was made by the server with the page. */
export type Asking = { id: BookingId; token: string; slot: Span; invitee: Invitee }

export type Refusal =
  | 'link closed'
  | 'slot taken'
  | 'slot not offered'
  /** Nothing was booked: the calendar could not be asked, or did not take the meeting. */
  | 'calendar unreachable'
  /** This form has booked another time, or for somebody else. */
  | 'form used before'
  /** This very form was sent before and refused; what made it so may be over. */
  | 'refused before'

export type Answer =
  | { booked: BookingId; as: 'confirmed' | 'being confirmed' | 'waiting for approval' | 'over' }
  | { refused: Refusal }

export type BookingNeeds = OpeningNeeds &
  OfferNeeds & {
    bookings: BookingStore
    /** Kept as long as the process lives. */
    rush: Rush
    /** Delivers the booking's "create meeting", and comes back when it is done or when waiting is no longer polite. */
    deliverMeeting(id: BookingId, kind: 'create meeting', lease?: string): Promise<void>
    /** Waits until this is so, but no longer than is polite. */
    waitUntil(isSo: () => Promise<boolean>): Promise<void>
  }

/** One submission, whole: any number of repeats is one booking with one answer. */
export async function book(asking: Asking, needs: BookingNeeds): Promise<Answer> {
  const earlier = await needs.bookings.find(asking.id)
  if (earlier.state === 'released' && !isFor(earlier, asking))
    return book({ ...asking, id: formAfter(asking.id) }, needs)
  if (earlier.state !== 'new') return answerAgain(earlier, asking, needs)

  const lease = randomUUID()
  const refused = await take(asking, earlier, lease, needs)
  if (refused) {
    // She reads that nothing was booked: then the same, pressed twice and still on its way elsewhere, must not book.
    if (await needs.bookings.refuse(asking, needs.clock())) return { refused }
    // while we looked it may have got its slot: then what is in the way is this very booking
    const meanwhile = await needs.bookings.find(asking.id)
    return meanwhile.state === 'new' ? { refused } : answerAgain(meanwhile, asking, needs)
  }

  const placed = await needs.bookings.find(asking.id)
  if (placed.state === 'requested') return answer(placed) // somebody has to say yes before Exchange is asked
  await needs.deliverMeeting(asking.id, 'create meeting', lease)
  return answer(await needs.bookings.find(asking.id))
}

/** Of all who want this time by this link in this moment, one is looked after (rush.ts). */
const take = (asking: Asking, booking: Booking, lease: string, needs: BookingNeeds): Promise<Refusal | undefined> =>
  needs.rush(`${asking.token} ${asking.slot.start} ${asking.slot.end}`, () => tryToTake(asking, booking, lease, needs))

/**
 * Looks at link, right and calendar, then claims the slot, which is what counts. Says why when it could not. A new meeting is
 * then ours to make, under this lease.
 */
async function tryToTake(
  asking: Asking,
  booking: Booking,
  lease: string,
  needs: BookingNeeds
): Promise<Refusal | undefined> {
  const { id, token, slot, invitee } = asking

  const opened = await openLink(token, needs)
  if ('closed' in opened) return 'link closed'
  if ('unreachable' in opened) return 'calendar unreachable'
  const { link } = opened

  const problem = await whyNotOffered(slot, link, needs)
  if (problem) return problem

  const claim = claimOf(link, slot)
  const seen = seenOf(slot, { invitee: invitee.zone, organizer: link.zone })
  const taking = { link: link.id, organizer: link.organizer.id, slot, claim, invitee, seen }
  const { approvalWithin } = link
  const command =
    approvalWithin === undefined
      ? { type: 'hold' as const, ...taking }
      : { type: 'request' as const, ...taking, answerWithin: approvalWithin * MINUTE }
  const decision = decide(command, booking, needs.clock())
  if ('refused' in decision) return 'slot not offered'

  const now = needs.clock()
  const placed = await placeSurely(asking, needs.bookings, {
    id,
    facts: decision.facts,
    messages:
      approvalWithin === undefined ? [{ kind: 'create meeting', bookingId: id }] : requestMessages(id, decision.facts),
    uses: link.uses,
    caps: capsAt(slot.start, link),
    now,
    // a new meeting is ours to deliver; the worker takes it only if we die before
    ...(approvalWithin === undefined
      ? { dueAt: now + FIRST_LEASE, lease: { key: lease, until: now + FIRST_LEASE } }
      : {})
  })
  if (placed === 'placed') return undefined
  if (placed === 'id known') return 'form used before'
  if (placed === 'refused before') return 'refused before'
  return placed === 'link used up' ? 'link closed' : 'slot taken'
}

/** A store whose answer was lost may have kept the booking: then it is placed, and nobody has to send her form again. */
async function placeSurely(asking: Asking, bookings: BookingStore, placing: Placing) {
  try {
    return await bookings.place(placing)
  } catch (cause) {
    const kept = await bookings.find(placing.id).catch(() => undefined)
    if (!kept || kept.state === 'new') throw cause
    return isFor(kept, asking) ? 'placed' : 'id known'
  }
}

/** Claims are looked at first: of many people who want one slot, all but the first learn it without asking Exchange. */
async function whyNotOffered(slot: Span, link: Link, needs: BookingNeeds): Promise<Refusal | undefined> {
  const isClaimed = async () => (await needs.heldTimes.heldTime(link.organizer.id, claimOf(link, slot))).length > 0
  if (await isClaimed()) return 'slot taken'
  const still = await stillOffered(link, slot, needs)
  if (still === true) return undefined
  if (still !== false) return 'calendar unreachable'
  return (await isClaimed()) ? 'slot taken' : 'slot not offered' // somebody may have been quicker in between
}

/** A repeat waits for what becomes of the first, too: nobody is told "being confirmed" of what is just being refused. */
async function answerAgain(booking: Booking, asking: Asking, needs: BookingNeeds): Promise<Answer> {
  if (booking.state === 'new') throw new Error(`booking ${booking.id} vanished after it was placed`)
  if (!isFor(booking, asking)) return { refused: 'form used before' }
  if (booking.state !== 'held') return answer(booking)
  await needs.waitUntil(async () => (await needs.bookings.find(booking.id)).state !== 'held')
  return answer(await needs.bookings.find(booking.id))
}

/** Was it this that the form had asked for? Its note may have been put right. */
const isFor = ({ firstSlot, invitee }: Exclude<Booking, { state: 'new' }>, asking: Asking) =>
  same(firstSlot, asking.slot) && invitee.address === asking.invitee.address && invitee.name === asking.invitee.name

/**
 * Whose meeting did not come about may go back and send the same form for another time: what is then booked has an id of its
 * own, always the same, so that this form books once all the same.
 */
function formAfter(id: BookingId): BookingId {
  const text = hash('sha256', `after ${id}`)
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-8${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20, 32)}`
}

function answer(booking: Booking): Answer {
  switch (booking.state) {
    case 'confirmed':
      return { booked: booking.id, as: 'confirmed' }
    case 'held':
      return { booked: booking.id, as: 'being confirmed' }
    case 'requested':
      return { booked: booking.id, as: 'waiting for approval' }
    case 'declined':
    case 'cancelled':
      return { booked: booking.id, as: 'over' }
    case 'released':
      return { refused: booking.because ? 'link closed' : 'calendar unreachable' }
    case 'new':
      throw new Error(`booking ${booking.id} vanished after it was placed`)
  }
}
