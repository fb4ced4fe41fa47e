import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { activityKey } from '../../../src/activities/activity.ts'
import { stopped as stoppedStates } from '../../../src/activities/leg.ts'
import { authorize } from '../../../src/delegates/authority.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { DAY } from '../../../src/time/instant.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { bookingRow } from './booking-row.view.ts'
import { bookingsView } from './bookings.view.ts'
import { organizerAt, refuse, show } from './desk.ts'
import { field } from './form.ts'
import { inParallel } from './in-parallel.ts'
import { utc } from './organizer.view.ts'
import { ASKED_AT_ONCE, organizersFor } from './visible-organizers.ts'

const SHOWN_AT_MOST = 100
/** A meeting that has just ended is still looked for. */
const SHOWN_AFTER = DAY / 2

/** What was booked and is still to come, with the state of each part: for one organizer, or for all one acts for. */
export async function bookingsPage(app: FastifyInstance, { services }: { services: Services }) {
  const { links, bookings, outbox, legs, clock } = services
  type Asked = { Querystring: Record<string, unknown> }
  const act = 'see titles' // a booking names the invitee, so it is shown to those who may read titles

  app.get<Asked>('/bookings', { config: { access: 'signed in' } }, async (request, reply) => {
    const wish = field(request.query, 'organizer', 64)
    if (!wish) {
      const { may, unread } = await organizersFor(act, request.actor, services)
      return list(request, reply, may, unread, null)
    }
    const organizer = await organizerAt(wish, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize(act, request.actor, organizer, services)
    if ('refused' in authority) return refuse(request, reply, authority.refused, organizer)
    return list(request, reply, [organizer], [], organizer)
  })

  async function list(
    request: FastifyRequest,
    reply: FastifyReply,
    whose: readonly Organizer[],
    unread: readonly Organizer[],
    only: Organizer | null
  ) {
    const now = clock()
    const booked = await inParallel(whose, ASKED_AT_ONCE, async (organizer) =>
      (await bookings.ofOrganizer(organizer.id, now - SHOWN_AFTER)).map((booking) => ({ booking, organizer }))
    )
    const next = booked
      .flat()
      .flatMap(({ booking, organizer }) => (booking.state === 'new' ? [] : [{ booking, organizer }]))
      .sort((a, b) => a.booking.slot.start - b.booking.slot.start)
    const collisions = await services.collisionsOf(next.slice(0, SHOWN_AT_MOST).map(({ booking }) => booking.id))
    const rows = await inParallel(next.slice(0, SHOWN_AT_MOST), ASKED_AT_ONCE, async ({ booking, organizer }) => {
      const [found, kept, leg] = await Promise.all([
        links.find(booking.link),
        outbox.ofBooking(booking.id),
        legs.find(activityKey(booking.id))
      ])
      if (!found) throw new Error(`booking ${booking.id} has lost its link`)
      const reader = { zone: zoneNamed(found.link.zone) ?? utc, now }
      const known = { booking, link: found.link, kept, leg, organizer, maySeeTitles: true }
      return bookingRow({ ...known, collisions: collisions.get(booking.id) }, reader)
    })
    const stopped = (
      await services.waiting.waiting(
        SHOWN_AT_MOST,
        whose.map(({ id }) => id)
      )
    ).filter(({ parkedAt }) => parkedAt !== null).length
    const activities = await legs.counts(whose.map(({ id }) => id))
    const stuck = stopped + stoppedStates.reduce((sum, state) => sum + (activities[state] ?? 0), 0)
    const more = next.length > SHOWN_AT_MOST
    const requested = next.flatMap(({ booking }) => (booking.state === 'requested' ? [booking.id] : []))
    const counts = { stopped: stuck, colliding: collisions.size, requested }
    const view = bookingsView(rows, { unread, only, more, any: whose.length > 0, ...counts })
    return show(request, reply, 'console/bookings', view)
  }
}
