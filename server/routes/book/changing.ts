import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Booking } from '../../../src/bookings/booking.ts'
import { knowsAddress } from '../../../src/bookings/knows-address.ts'
import { CHANGES_CLOSE, type Link } from '../../../src/links/link.ts'
import { TOKEN } from '../../../src/links/token.ts'
import { HOUR, type Instant, MINUTE } from '../../../src/time/instant.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'

export type Kept = Exclude<Booking, { state: 'new' }>

/** `taken`: how many bookings the link has, this one among them while it claims its time. */
export type Found = { key: string; booking: Kept; link: Link; taken: number; zone: Zone }

/** The booking of an invitee's key, and in which zone she sees it. */
export async function findBooking(key: string, { bookings, links, tokens }: Services): Promise<Found | undefined> {
  const booking = TOKEN.test(key) ? await bookings.findByKey(tokens.hash(key)) : undefined
  if (!booking || booking.state === 'new') return undefined
  const found = await links.find(booking.link)
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  const zone = zoneNamed(booking.invitee.zone) ?? zoneNamed(found.link.zone)
  if (!zone) throw new Error(`booking ${booking.id} has a zone that tzdata does not know: ${booking.invitee.zone}`)
  return { key, booking, ...found, zone }
}

export function showUnknown(request: FastifyRequest, reply: FastifyReply) {
  request.unknownToken = true
  return reply.code(404).viewAsync('errors/not-found', {})
}

/** From here on an invitee changes nothing by herself. */
export const changesCloseAt = ({ slot }: Kept, { changesClose = CHANGES_CLOSE }: Link): Instant =>
  slot.start - changesClose * MINUTE

/** So often in an hour somebody may say which address a booking was made with, right or wrong. */
export const TRIES = 20

export type Proof = 'proven' | { wrong: string } | { tooMany: string }

/** A link alone is not enough to change a booking: links are passed on. What it says never tells how near a guess was. */
export async function proveAddress(typed: string, { booking }: Found, { tallies }: Services): Promise<Proof> {
  if (!typed.trim()) return { wrong: 'Enter your e-mail address' }
  const { count, left } = await tallies.add('address', booking.id, HOUR)
  if (count > TRIES) {
    const minutes = Math.ceil(left / MINUTE)
    const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`
    return { tooMany: `Addresses were tried too often for this meeting. Please try again in ${wait}.` }
  }
  return knowsAddress(typed, booking.invitee)
    ? 'proven'
    : { wrong: 'This is not the address of this meeting. Enter the one to which the invitation was sent' }
}
