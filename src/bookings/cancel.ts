import { CHANGES_CLOSE } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import { FIRST_LEASE } from '../outbox/deliver.ts'
import type { Message } from '../outbox/message.ts'
import { type Clock, MINUTE } from '../time/instant.ts'
import type { Booking, BookingId, ChangeId } from './booking.ts'
import type { BookingStore } from './booking-store.ts'
import type { Changer } from './changer.ts'
import { keepOneMeeting } from './create-meeting.ts'
import { decide, type WhyNot } from './decide.ts'
import { followingMessages } from './following-messages.ts'

/** Who does not want the meeting any more. `id`: made by the server with the form. `comment`: plain text, or ''. */
export type CancelAsked = { booking: BookingId; id: ChangeId; by: Changer; comment: string }

export type CancelAnswer = 'cancelled' | { refused: WhyNot | 'changed meanwhile' }

export type CancelNeeds = {
  bookings: BookingStore
  links: LinkStore
  clock: Clock
  settles?: number
  deliverMeeting(id: BookingId, kind: Message['kind']): Promise<void>
}

/**
 * Written down, and with that final: the time is free again as far as we are concerned, and the calendar keeps it busy until
 * Exchange has taken the meeting out. Also before it was confirmed. An invitee may cancel after the link was revoked.
 */
export async function cancelBooking(asked: CancelAsked, needs: CancelNeeds): Promise<CancelAnswer> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const booking = await needs.bookings.find(asked.booking)
    if (booking.state === 'cancelled') return 'cancelled' // by this form or any other: there is nothing left to do
    const written = await writeDown(asked, booking, needs)
    if (written === 'changed meanwhile') continue // by Exchange's answer, say: that is no reason to turn anybody away
    if (written) return { refused: written }
    await needs.deliverMeeting(asked.booking, 'cancel meeting')
    return 'cancelled'
  }
  return { refused: 'changed meanwhile' }
}

async function writeDown(
  { booking: id, id: change, by, comment }: CancelAsked,
  booking: Booking,
  needs: CancelNeeds
): Promise<WhyNot | 'changed meanwhile' | undefined> {
  if (booking.state === 'new') return 'already over'
  const found = await needs.links.find(booking.link)
  const closedBefore = (found?.link.changesClose ?? CHANGES_CLOSE) * MINUTE
  const now = needs.clock()
  const decision = decide({ type: 'cancel', change, by, comment, closedBefore }, booking, now)
  if ('refused' in decision) return decision.refused
  const changed = await needs.bookings.change({
    id,
    version: booking.version,
    facts: decision.facts,
    messages: messagesAfter(booking, needs),
    now,
    dueAt: now + FIRST_LEASE
  })
  return changed === 'changed' ? undefined : 'changed meanwhile'
}

/** A request that nobody has approved stands in no calendar. */
function messagesAfter({ state, id }: Booking, needs: CancelNeeds): Message[] {
  if (state === 'requested') return []
  const cancel: Message[] = [{ kind: 'cancel meeting', bookingId: id }, keepOneMeeting(id, needs)]
  return state === 'confirmed' ? [...cancel, ...followingMessages({ id })] : cancel
}
