import type { FastifyInstance } from 'fastify'
import { activityKey } from '../../../src/activities/activity.ts'
import { authorize, judge } from '../../../src/delegates/authority.ts'
import { footingOf } from '../../../src/delegates/footing.ts'
import { isUnknown } from '../../../src/delegates/reason.ts'
import { keeperOf, lifeOf } from '../../../src/links/link.ts'
import { statesOf } from '../../../src/links/link-state.ts'
import { actOf } from '../../../src/links/may-offer.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { isId, refuse, show } from './desk.ts'
import { field } from './form.ts'
import { inParallel } from './in-parallel.ts'
import { linkView } from './link.view.ts'
import { preflightPanel } from './preflight.ts'
import { whyView } from './why.ts'

const BOOKINGS_AT_MOST = 100

/** One link: its address, how it stands, its rules, and what was booked with it. */
export async function linkPage(app: FastifyInstance, { services }: { services: Services }) {
  const { links, organizers, bookings, holds, outbox, legs, tokens, clock, publicOrigin } = services
  type Asked = { Params: { id: string }; Querystring: Record<string, unknown> }

  app.get<Asked>('/links/:id', { config: { access: 'signed in' } }, async (request, reply) => {
    const { actor } = request
    const found = isId(request.params.id) ? await links.find(request.params.id) : undefined
    const organizer = found && (await organizers.find(found.link.organizer.id))
    if (!organizer) return reply.callNotFound()
    const { link } = found

    const authority = await authorize('see free/busy', actor, organizer, services)
    if ('refused' in authority) {
      // whoever made it knows that it is there, and is told why she does not see it any more
      const knows = isUnknown(authority.refused) || link.madeBy.id === actor.id
      return knows ? refuse(request, reply, authority.refused, organizer) : reply.callNotFound()
    }
    const zone = zoneNamed(link.zone)
    if (!zone) throw new Error(`link ${link.id} has a zone that tzdata does not know: ${link.zone}`)
    const invitee = field(request.query, 'for')
    const keeper = keeperOf(link)
    const [footing, [state], booked, held, why, panel] = await Promise.all([
      footingOf(actor, organizer, services),
      statesOf([found], organizer, services),
      bookings.ofLink(link.id),
      holds.ofLink(link.id),
      whyView(link, zone, request.query, services),
      lifeOf(link, found.taken, clock()) === 'active'
        ? preflightPanel({ actor, person: keeper, organizer, act: actOf(link), invitee, record: link.record }, services)
        : null
    ])
    const told = booked.filter((booking) => booking.state !== 'new').slice(0, BOOKINGS_AT_MOST)
    const collisions = await services.collisionsOf(told.map(({ id }) => id))
    const kept = await inParallel(told, 8, ({ id }) => outbox.ofBooking(id))
    const written = await legs.findAll(told.map(({ id }) => activityKey(id)))
    const legOf = (id: string) => written.find(({ key }) => key === activityKey(id))
    const path = `/book/${tokens.ofLink(link.id)}`
    const may = (act: Parameters<typeof judge>[0]) =>
      'right' in judge(act, actor, organizer, footing, keeperOf(link).id)

    const view = linkView({
      link,
      taken: found.taken,
      organizer,
      state: state ?? { life: 'cannot be checked' },
      address: `${publicOrigin}${path}`,
      path,
      held,
      bookings: told.map((booking, index) => ({
        booking,
        kept: kept[index] ?? [],
        leg: legOf(booking.id),
        collisions: collisions.get(booking.id)
      })),
      mayRevoke: may('revoke link'),
      maySeeTitles: may('see titles'),
      now: clock(),
      just: field(request.query, 'made') ? 'made' : field(request.query, 'revoked') ? 'revoked' : null,
      askRevoke: field(request.query, 'revoke') === 'ask'
    })
    return show(request, reply, 'console/link', { ...view, why, panel })
  })
}
