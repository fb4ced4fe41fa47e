import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { activityKey } from '../../../src/activities/activity.ts'
import { approve, decline } from '../../../src/bookings/approve.ts'
import { cancelBooking } from '../../../src/bookings/cancel.ts'
import { changerBy } from '../../../src/bookings/changer.ts'
import { authorize } from '../../../src/delegates/authority.ts'
import { isUnknown } from '../../../src/delegates/reason.ts'
import type { Services } from '../../services.ts'
import { changeRefusals } from '../../wording/change-refusals.ts'
import { explain } from '../../wording/reasons.ts'
import { bookingView, type Done, dones } from './booking.view.ts'
import { bookingContext } from './booking-context.ts'
import { type Booked, bookedAt, mayChange } from './change-booking.ts'
import { refuse, show } from './desk.ts'
import { field, type Sent } from './form.ts'
import { legSection } from './leg-section.ts'

export const LONGEST_REASON = 1000

/** One booking: how it stands, and what somebody who may can do about it. */
export async function bookingPage(app: FastifyInstance, { services }: { services: Services }) {
  type Asked = { Params: { id: string }; Querystring: Record<string, unknown> }
  type Acting = { Params: { id: string }; Body: Sent }

  app.get<Asked>('/bookings/:id', { config: { access: 'signed in' } }, async (request, reply) => {
    const booked = await bookedAt(request.params.id, services)
    if (!booked) return reply.callNotFound()
    const authority = await authorize('see titles', request.actor, booked.organizer, services)
    if ('refused' in authority) {
      const unknown = isUnknown(authority.refused)
      return unknown ? refuse(request, reply, authority.refused, booked.organizer) : reply.callNotFound()
    }
    const done = field(request.query, 'done', 16)
    return page(booked, { done: dones.find((each) => each === done) ?? null }, request, reply)
  })

  app.post<Acting>('/bookings/:id/cancellation', { config: { access: 'signed in' } }, async (request, reply) => {
    const may = await mayChange(request, reply, services)
    if ('answer' in may) return may.answer
    const { booked, authority } = may
    const comment = field(request.body, 'reason', LONGEST_REASON)
    if (field(request.body, 'sure') !== 'yes') return page(booked, { unsure: true, comment }, request, reply.code(422))
    const id = `cancel ${booked.booking.id}` // final: whoever sends it, and however often, it is one cancellation
    const asked = { booking: booked.booking.id, id, by: changerBy(authority), comment }
    const answer = await cancelBooking(asked, services)
    if (answer === 'cancelled') return to(booked, 'cancelled', reply)
    return page(booked, { problem: changeRefusals[answer.refused], comment }, request, reply.code(409))
  })

  app.post<Acting>('/bookings/:id/approval', { config: { access: 'signed in' } }, async (request, reply) => {
    const may = await mayChange(request, reply, services)
    if ('answer' in may) return may.answer
    const { booked, authority } = may
    const answer = await approve(booked.booking.id, changerBy(authority), services)
    if (answer === 'approved') return to(booked, 'approved', reply)
    const status = answer.refused === 'calendar unreachable' ? 503 : 409
    return page(booked, { problem: changeRefusals[answer.refused] }, request, reply.code(status))
  })

  app.post<Acting>('/bookings/:id/refusal', { config: { access: 'signed in' } }, async (request, reply) => {
    const may = await mayChange(request, reply, services)
    if ('answer' in may) return may.answer
    const { booked, authority } = may
    const comment = field(request.body, 'reason', LONGEST_REASON)
    const answer = await decline(booked.booking.id, changerBy(authority), comment, services)
    if (answer === 'declined') return to(booked, 'declined', reply)
    return page(booked, { problem: changeRefusals[answer.refused] }, request, reply.code(409))
  })

  const to = ({ booking }: Booked, done: Done, reply: FastifyReply) =>
    reply.redirect(`/console/bookings/${booking.id}?done=${done}`, 303)

  /** As it stands now, whatever was just tried. */
  async function page(
    booked: Booked,
    said: { done?: Done | null; problem?: string; unsure?: boolean; comment?: string },
    request: FastifyRequest,
    reply: FastifyReply
  ) {
    const now = (await bookedAt(booked.booking.id, services)) ?? booked
    const { organizer, keeper } = now
    const { id } = now.booking
    const leg = await services.legs.find(activityKey(id))
    const [kept, salesforce, context, collisions, authority] = await Promise.all([
      services.outbox.ofBooking(id),
      leg && legSection(leg, organizer, request, services),
      bookingContext(now, leg, request.actor, services),
      services.collisionsOf([id]),
      authorize('change booking', request.actor, organizer, services, keeper.id)
    ])
    const refusal =
      'refused' in authority
        ? explain(authority.refused, { actor: request.actor.name, organizer: organizer.name })
        : null
    return show(request, reply, 'console/booking', {
      ...bookingView({ ...now, kept, leg, collisions: collisions.get(id), refusal, now: services.clock(), ...said }),
      salesforce,
      context
    })
  }
}
