import type { Person } from '../../../src/people/person.ts'
import type { BookingRow } from './booking-row.view.ts'
import { organizerPath, type Page } from './desk.ts'

export type BookingsView = Page & {
  only: { name: string; href: string } | null
  bookings: BookingRow[]
  more: boolean
  unread: string[]
  /** How many messages wait for somebody to look. */
  stopped: number
  /** How many of these bookings have another entry at their time. */
  colliding: number
  /** How many wait for a yes or a no, and where the first of them is. */
  requests: { count: number; first: string } | null
  empty: 'nobody to act for' | 'nothing booked' | null
}

export function bookingsView(
  bookings: BookingRow[],
  given: {
    unread: readonly Person[]
    only: Person | null
    more: boolean
    stopped: number
    colliding: number
    any: boolean
    requested: readonly string[]
  }
): BookingsView {
  const { unread, only, more, stopped, colliding, any, requested } = given
  const [first] = requested
  return {
    title: only ? `Bookings of ${only.name}` : 'Bookings',
    here: 'bookings',
    only: only && { name: only.name, href: organizerPath(only) },
    bookings,
    more,
    stopped,
    colliding,
    requests: first === undefined ? null : { count: requested.length, first: `/console/bookings/${first}` },
    unread: unread.map(({ name }) => name),
    empty: bookings.length > 0 ? null : any ? 'nothing booked' : 'nobody to act for'
  }
}
