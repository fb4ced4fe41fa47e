import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Booking } from '../../../src/bookings/booking.ts'
import { actBehind, giveUp, mayBeGivenUp, objectOf, tryAgainNow } from '../../../src/bookings/waiting-work.ts'
import { type Authority, authorize } from '../../../src/delegates/authority.ts'
import { footingOf } from '../../../src/delegates/footing.ts'
import { keeperOf } from '../../../src/links/link.ts'
import type { Waiting } from '../../../src/outbox/message.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { isId, refuseAct, show } from './desk.ts'
import { field, type Sent } from './form.ts'
import { inParallel } from './in-parallel.ts'
import { legRow } from './leg-row.ts'
import { legSaid, saidIn } from './leg-said.view.ts'
import { utc } from './organizer.view.ts'
import { type Done, outboxView, waitingRow } from './outbox.view.ts'
import { ASKED_AT_ONCE, organizersFor } from './visible-organizers.ts'

const SHOWN_AT_MOST = 100

/** What has not got through to Exchange or Salesforce yet, why, and when it is tried next; and the two things to do about it. */
export async function outboxPage(app: FastifyInstance, { services }: { services: Services }) {
  const { bookings, links, organizers, waiting, clock } = services
  type Asked = { Querystring: Record<string, unknown> }
  type Sending = { Params: { id: string }; Body: Sent }

  app.get<Asked>('/outbox', { config: { access: 'signed in' } }, (request, reply) => {
    const done = field(request.query, 'done', 16)
    return list(request, reply, done === 'tried' || done === 'dropped' || done === 'moved' ? { done } : {})
  })

  app.post<Sending>('/outbox/:id/attempts', { config: { access: 'signed in' } }, async (request, reply) => {
    const found = await allowed(request, reply)
    if ('answer' in found) return found.answer
    const outcome = await tryAgainNow(found.authority, found.message, services)
    if (outcome === 'done') services.ringWorker()
    return reply.redirect(`/console/outbox?done=${outcome === 'done' ? 'tried' : 'moved'}`, 303)
  })

  app.post<Sending>('/outbox/:id/abandonment', { config: { access: 'signed in' } }, async (request, reply) => {
    const found = await allowed(request, reply)
    if ('answer' in found) return found.answer
    const { authority, message } = found
    if (!mayBeGivenUp[message.kind]) return reply.callNotFound()
    const why = field(request.body, 'why', 300)
    if (!why) return list(request, reply.code(422), { unexplained: message.id })
    const outcome = await giveUp(authority, message, why, services)
    return reply.redirect(`/console/outbox?done=${outcome === 'done' ? 'dropped' : 'moved'}`, 303)
  })

  async function list(
    request: FastifyRequest,
    reply: FastifyReply,
    { done = null, unexplained = null }: { done?: Done | null; unexplained?: string | null }
  ) {
    const { may, unread } = await organizersFor('see titles', request.actor, services)
    const messages = await waiting.waiting(
      SHOWN_AT_MOST + 1,
      may.map(({ id }) => id)
    )
    const rows = await inParallel(messages.slice(0, SHOWN_AT_MOST), ASKED_AT_ONCE, async (message) => {
      const booking = await placed(message)
      const [found, organizer] = [await links.find(booking.link), may.find(({ id }) => id === message.organizer)]
      if (!found || !organizer) throw new Error(`booking ${booking.id} has lost its link`)
      const authority = await authorize(
        actBehind[message.kind],
        request.actor,
        organizer,
        services,
        keeperOf(found.link).id
      )
      const reader = { zone: zoneNamed(found.link.zone) ?? utc, now: clock() }
      return waitingRow({ message, booking, link: found.link, organizer, mayAct: !('refused' in authority) }, reader)
    })
    const legs = await activities(request.actor, may)
    const more = messages.length > SHOWN_AT_MOST || legs.length > SHOWN_AT_MOST
    const said = await saidHere(request.query as Record<string, unknown>, may)
    const view = outboxView(rows, { legs: legs.slice(0, SHOWN_AT_MOST), said, unread, more, done, unexplained })
    return show(request, reply, 'console/outbox', view)
  }

  /** What has not got through to Salesforce; there each activity has states and a story of its own. */
  async function activities(actor: Person, may: readonly Organizer[]) {
    const ids = may.map(({ id }) => id)
    const [legs, origin] = await Promise.all([
      services.legs.notThrough(SHOWN_AT_MOST + 1, ids),
      services.salesforceOrigin()
    ])
    return inParallel(legs, ASKED_AT_ONCE, async (leg) => {
      const organizer = may.find(({ id }) => id === leg.organizer)
      if (!organizer) throw new Error(`${leg.key} is nobody’s of those who were asked for`)
      const footing = await footingOf(actor, organizer, services)
      return legRow(leg, { actor, organizer, footing, origin }, services)
    })
  }

  /** What the last click on one of them came to. */
  async function saidHere(query: Record<string, unknown>, may: readonly Organizer[]) {
    const clicked = saidIn(query)
    const leg = clicked && (await services.legs.find(clicked.key))
    const organizer = leg && may.find(({ id }) => id === leg.organizer)
    return clicked && leg && organizer ? legSaid(clicked.did, leg, organizer) : null
  }

  /** The message, and the proof that the actor may act on it; or what she is answered instead. */
  async function allowed(
    request: FastifyRequest<Sending>,
    reply: FastifyReply
  ): Promise<{ message: Waiting; authority: Authority } | { answer: unknown }> {
    const message = isId(request.params.id) ? await waiting.findWaiting(request.params.id) : undefined
    const organizer = message && (await organizers.find(message.organizer))
    if (!organizer) return { answer: reply.callNotFound() }
    const found = await links.find((await placed(message)).link)
    const act = actBehind[message.kind]
    const authority = await authorize(act, request.actor, organizer, services, found && keeperOf(found.link).id)
    if (!('refused' in authority)) return { message, authority }
    const reason = authority.refused
    if (reason === 'no_grant' || reason === 'different_org') return { answer: reply.callNotFound() }
    return { answer: refuseAct(request, reply, { act, reason, organizer, object: objectOf(message) }, services) }
  }

  async function placed({ bookingId }: Waiting): Promise<Exclude<Booking, { state: 'new' }>> {
    const booking = await bookings.find(bookingId)
    if (booking.state === 'new') throw new Error(`booking ${bookingId} has messages and no facts`)
    return booking
  }
}
