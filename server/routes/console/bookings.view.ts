import type { Person } from '../../../src/people/person.ts'
import type { BookingRow } from './booking-row.view.ts'
import { organizerPath, type Page } from './desk.ts'

export type BookingsView = Page & {
  only: { name: string; href: string } | null
  bookings: BookingRow[]
  more: boolean
  unread: string[]
  empty: 'nobody to act for' | 'nothing booked' | null
}

export function bookingsView(
  bookings: BookingRow[],
  { unread, only, more, any }: { unread: readonly Person[]; only: Person | null; more: boolean; any: boolean }
): BookingsView {
  return {
    title: only ? `Bookings of ${only.name}` : 'Bookings',
    here: 'bookings',
    only: only && { name: only.name, href: organizerPath(only) },
    bookings,
    more,
    unread: unread.map(({ name }) => name),
    empty: bookings.length > 0 ? null : any ? 'nothing booked' : 'nobody to act for'
  }
}
