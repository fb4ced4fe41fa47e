import type { Booking } from '../bookings/booking.ts'
import type { BookingStore } from '../bookings/booking-store.ts'
import { keeperOf, type Link } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { Delivery, Taken } from '../outbox/message.ts'
import type { Person } from '../people/person.ts'
import type { Mail, Words } from './mail.ts'

export type Requested = Extract<Booking, { state: 'requested' }>

export type AskingNeeds = {
  bookings: BookingStore
  links: LinkStore
  /** Absent: this installation sends no mail, and the console shows who waits. */
  mail: Mail | undefined
  wordsFor(booking: Requested, link: Link, reader: Person): Words
}

/**
 * The outbox's "ask for approval": whoever answers for the link is asked by mail. Rather twice than never: an answer counts
 * once anyway.
 */
export async function askForApproval(taken: Taken, needs: AskingNeeds): Promise<Delivery> {
  const booking = await needs.bookings.find(taken.bookingId)
  if (booking.state !== 'requested' || !needs.mail) return 'done'
  const found = await needs.links.find(booking.link)
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  const reader = keeperOf(found.link)
  const sent = await needs.mail.send(reader, needs.wordsFor(booking, found.link, reader))
  if (sent === 'sent') return 'done'
  return { later: 'notSent' in sent ? sent.notSent : sent.unclear }
}
