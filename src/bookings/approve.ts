import { type OfferNeeds, stillOffered } from '../availability/offer.ts'
import type { LinkStore } from '../links/link-store.ts'
import { FIRST_LEASE } from '../outbox/deliver.ts'
import type { Delivery, Message, Taken } from '../outbox/message.ts'
import type { Booking, BookingId, Fact } from './booking.ts'
import type { BookingStore } from './booking-store.ts'
import type { Changer } from './changer.ts'
import { decide, type WhyNot } from './decide.ts'
import { withoutClaim } from './own-booking.ts'

export type ApprovalNeeds = OfferNeeds & {
  bookings: BookingStore
  links: LinkStore
  deliverMeeting(id: BookingId, kind: 'create meeting'): Promise<void>
}

export type ApproveAnswer =
  | 'approved'
  | { refused: WhyNot | 'slot not free' | 'calendar unreachable' | 'changed meanwhile' }

/** What a request calls for: somebody is asked, and when nobody has answered its time is free again. */
export function requestMessages(bookingId: BookingId, facts: readonly Fact[]): Message[] {
  const until = facts.flatMap((fact) => (fact.type === 'requested' ? [fact.until] : []))[0] ?? 0
  return [
    { kind: 'ask for approval', bookingId },
    { kind: 'let request lapse', bookingId, notBefore: until }
  ]
}

/**
 * Yes: from here on it is a booking like any other. The calendar is asked afresh, since something may have been entered in
 * Outlook while the request waited. A second yes is the first one.
 */
export async function approve(id: BookingId, by: Changer, needs: ApprovalNeeds): Promise<ApproveAnswer> {
  const booking = await needs.bookings.find(id)
  if (booking.state === 'held' || booking.state === 'confirmed') return 'approved'
  const first = decide({ type: 'approve', by }, booking, needs.clock())
  if ('refused' in first) return { refused: first.refused }
  const problem = await whyNotFree(booking, needs)
  if (problem) return { refused: problem }

  const now = needs.clock()
  const decision = decide({ type: 'approve', by }, booking, now)
  if ('refused' in decision) return { refused: decision.refused }
  const changed = await needs.bookings.change({
    id,
    version: booking.version,
    facts: decision.facts,
    messages: [{ kind: 'create meeting', bookingId: id }],
    now,
    dueAt: now + FIRST_LEASE
  })
  if (changed !== 'changed') {
    const { state } = await needs.bookings.find(id)
    return state === 'held' || state === 'confirmed' ? 'approved' : { refused: 'changed meanwhile' }
  }
  await needs.deliverMeeting(id, 'create meeting')
  return 'approved'
}

async function whyNotFree(booking: Booking, needs: ApprovalNeeds) {
  if (booking.state === 'new') return 'not requested' as const
  const found = await needs.links.find(booking.link)
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  // notice and dates were kept when it was asked for: only what is in the way counts now
  const rules = { ...found.link, notice: 0 }
  const still = await stillOffered(rules, booking.slot, withoutClaim(needs, booking))
  if (still === true) return undefined
  return still === false ? ('slot not free' as const) : ('calendar unreachable' as const)
}

/** No, in somebody's own words or without any. Its time is free again at once. A second no is the first one. */
export async function decline(
  id: BookingId,
  by: Changer,
  comment: string,
  needs: Pick<ApprovalNeeds, 'bookings' | 'clock'>
): Promise<'declined' | { refused: WhyNot | 'changed meanwhile' }> {
  const booking = await needs.bookings.find(id)
  const now = needs.clock()
  const decision = decide({ type: 'decline', by, comment }, booking, now)
  if ('refused' in decision) return { refused: decision.refused }
  if (decision.facts.length === 0) return 'declined'
  const appended = await needs.bookings.append(id, booking.version, decision.facts, [], now)
  if (appended) return 'declined'
  const { state } = await needs.bookings.find(id) // the same no may have come first
  return state === 'declined' ? 'declined' : { refused: 'changed meanwhile' }
}

/** The outbox's "let request lapse": nobody has answered in time. */
export async function letRequestLapse(
  { bookingId }: Taken,
  needs: Pick<ApprovalNeeds, 'bookings' | 'clock'>
): Promise<Delivery> {
  const declined = await decline(bookingId, { as: 'clock' }, '', needs)
  if (declined === 'declined' || declined.refused !== 'changed meanwhile') return 'done'
  return { later: 'the booking moved on meanwhile' }
}
