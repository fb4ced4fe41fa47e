import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { authorize } from '../../../src/delegates/authority.ts'
import { footingOf } from '../../../src/delegates/footing.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Services } from '../../services.ts'
import { activitiesView, type Shown, showing, statesShown } from './activities.view.ts'
import { organizerAt, refuse, show } from './desk.ts'
import { field } from './form.ts'
import { inParallel } from './in-parallel.ts'
import { legRow } from './leg-row.ts'
import { legSaid, saidIn } from './leg-said.view.ts'
import { ASKED_AT_ONCE, organizersFor } from './visible-organizers.ts'

const SHOWN_AT_MOST = 100

/** What is in Salesforce of the meetings one acts for, what is not, why, and what to do: by organizer. */
export async function activitiesPage(app: FastifyInstance, { services }: { services: Services }) {
  const { legs } = services
  type Asked = { Querystring: Record<string, unknown> }
  const act = 'see titles' // an activity names the meeting and the customer

  app.get<Asked>('/activities', { config: { access: 'signed in' } }, async (request, reply) => {
    const wish = field(request.query, 'organizer', 64)
    const { may, unread } = await organizersFor(act, request.actor, services)
    if (!wish) return list(request, reply, may, { all: may, unread, only: null })
    const organizer = await organizerAt(wish, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize(act, request.actor, organizer, services)
    if ('refused' in authority) return refuse(request, reply, authority.refused, organizer)
    return list(request, reply, [organizer], { all: may, unread: [], only: organizer })
  })

  async function list(
    request: FastifyRequest<Asked>,
    reply: FastifyReply,
    whose: readonly Organizer[],
    about: { all: readonly Organizer[]; unread: readonly Organizer[]; only: Organizer | null }
  ) {
    const ids = whose.map(({ id }) => id)
    const counts = await legs.counts(ids)
    const shown: Shown = showing(field(request.query, 'show', 16), counts)
    const [found, origin] = await Promise.all([
      legs.latest(ids, statesShown[shown], SHOWN_AT_MOST + 1),
      services.salesforceOrigin()
    ])
    const { actor } = request
    const footings = new Map(
      await inParallel(whose, ASKED_AT_ONCE, async (organizer) => {
        const about = { actor, organizer, footing: await footingOf(actor, organizer, services), origin }
        return [organizer.id, about] as const
      })
    )
    const rows = await inParallel(found.slice(0, SHOWN_AT_MOST), ASKED_AT_ONCE, async (leg) => {
      const known = footings.get(leg.organizer)
      if (!known) throw new Error(`${leg.key} is nobody’s of those who were asked for`)
      return { organizer: known.organizer, row: await legRow(leg, known, services) }
    })
    const view = activitiesView(rows, {
      ...about,
      shown,
      counts,
      more: found.length > SHOWN_AT_MOST,
      said: await said(request, whose),
      writes: services.legActs !== undefined
    })
    return show(request, reply, 'console/activities', view)
  }

  /** What the last click on this page came to. */
  async function said({ query }: FastifyRequest<Asked>, whose: readonly Organizer[]) {
    const about = saidIn(query)
    const leg = about && (await legs.find(about.key))
    const organizer = leg && whose.find(({ id }) => id === leg.organizer)
    return about && leg && organizer ? legSaid(about.did, leg, organizer) : null
  }
}
