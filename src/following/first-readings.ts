import type { BookingId } from '../bookings/booking.ts'

/** Who was invited, by address and name. */
export type Invited = { address: string; name: string }

/** PORT: who stood on a meeting when it was first read. Whoever is missing later was taken off by hand. */
export type FirstReadings = {
  find(id: BookingId): Promise<readonly Invited[] | undefined>
  /** Only the first one counts. */
  keep(id: BookingId, attendees: readonly Invited[]): Promise<void>
}
