import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Booking } from '../../../src/bookings/booking.ts'
import { type Authority, authorize } from '../../../src/delegates/authority.ts'
import { keeperOf, type Link } from '../../../src/links/link.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import type { Services } from '../../services.ts'
import { isId, refuseAct } from './desk.ts'
import type { Sent } from './form.ts'

export type Booked = { booking: Exclude<Booking, { state: 'new' }>; link: Link; organizer: Organizer; keeper: Person }

export async function bookedAt(id: string, { bookings, links, organizers }: Services): Promise<Booked | undefined> {
  if (!isId(id)) return undefined
  const booking = await bookings.find(id)
  if (booking.state === 'new') return undefined
  const [found, organizer] = [await links.find(booking.link), await organizers.find(booking.organizer)]
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  return organizer && { booking, link: found.link, organizer, keeper: keeperOf(found.link) }
}

type Acting = { Params: { id: string }; Body: Sent }

/** The booking, and the proof that the actor may change it: all of the organizer's, or those of links that are hers. */
export async function mayChange(
  request: FastifyRequest<Acting>,
  reply: FastifyReply,
  services: Services
): Promise<{ booked: Booked; authority: Authority<'change booking'> } | { answer: unknown }> {
  const booked = await bookedAt(request.params.id, services)
  if (!booked) return { answer: reply.callNotFound() }
  const { booking, organizer, keeper } = booked
  const act = 'change booking'
  const authority = await authorize(act, request.actor, organizer, services, keeper.id)
  if (!('refused' in authority)) return { booked, authority }
  const reason = authority.refused
  // who may not even see the booking learns nothing, not even that there is one
  const hidden = reason === 'no_grant' || reason === 'different_org'
  if (hidden && 'refused' in (await authorize('see titles', request.actor, organizer, services)))
    return { answer: reply.callNotFound() }
  return { answer: refuseAct(request, reply, { act, reason, organizer, object: `booking ${booking.id}` }, services) }
}
