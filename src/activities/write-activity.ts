import type { BookingStore } from '../bookings/booking-store.ts'
import type { Delivery, Taken } from '../outbox/message.ts'
import type { Clock } from '../time/instant.ts'
import { activityKey } from './activity.ts'
import type { LegStore } from './leg-store.ts'

export type ActivityNeeds = {
  bookings: BookingStore
  legs: LegStore
  clock: Clock
  /** Legs are kept by a loop of their own: a slow Salesforce holds up no meeting. */
  ring(): void
}

/**
 * The outbox's "write activity": bring Salesforce to what the booking says now, whatever has changed about it. The wish is
 * written into the leg, which has retries, states and a story of its own; so this message is delivered once it is there.
 */
export async function writeActivity({ bookingId }: Taken, needs: ActivityNeeds): Promise<Delivery> {
  const booking = await needs.bookings.find(bookingId)
  if (booking.state === 'new' || booking.state === 'requested' || booking.state === 'held') return 'done'
  const key = activityKey(bookingId)
  const source = { kind: 'booking' as const, id: bookingId }
  await needs.legs.wish({ key, organizer: booking.organizer, source }, needs.clock())
  needs.ring()
  return 'done'
}
