import type { FastifyInstance } from 'fastify'
import { authorize, judge } from '../../../src/delegates/authority.ts'
import { footingOf } from '../../../src/delegates/footing.ts'
import type { CalendarHold } from '../../../src/links/holds.ts'
import { keeperOf, type Link } from '../../../src/links/link.ts'
import { releaseHolds } from '../../../src/links/release-holds.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Services } from '../../services.ts'
import { organizerAt, organizerPath, refuse, refuseAct, show } from './desk.ts'
import { field, type Sent } from './form.ts'
import { holdsView, stands } from './holds.view.ts'
import { inParallel } from './in-parallel.ts'

const act = 'revoke link'

/** The ledger of calendar holds: every time that is held in an organizer's calendar, for which link, and how to let it go. */
export async function holdsPage(app: FastifyInstance, { services }: { services: Services }) {
  const { holds, links, clock, holdsPerDay } = services
  type Asked = { Params: { id: string }; Querystring: Record<string, unknown>; Body: Sent }
  const signedIn = { config: { access: 'signed in' as const } }

  app.get<Asked>('/organizers/:id/holds', signedIn, async (request, reply) => {
    const { actor } = request
    const organizer = await organizerAt(request.params.id, actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize('see free/busy', actor, organizer, services)
    if ('refused' in authority) return refuse(request, reply, authority.refused, organizer)

    const [held, footing] = await Promise.all([heldOf(organizer), footingOf(actor, organizer, services)])
    const view = holdsView({
      organizer,
      held: held.map((each) => ({
        ...each,
        mayRelease: 'right' in judge(act, actor, organizer, footing, keeperOf(each.link).id)
      })),
      now: clock(),
      holdsPerDay,
      released: field(request.query, 'released') !== ''
    })
    return show(request, reply, 'console/holds', view)
  })

  // All that the actor may let go, or those of one link. The links stay as they are.
  app.post<Asked>('/organizers/:id/holds/release', signedIn, async (request, reply) => {
    const { actor } = request
    const organizer = await organizerAt(request.params.id, actor, services)
    if (!organizer) return reply.callNotFound()
    const only = field(request.body, 'link')
    const held = (await heldOf(organizer)).filter(({ link }) => !only || link.id === only)

    const back = `${organizerPath(organizer)}/holds`
    const judged = await inParallel(held, 8, async ({ link, holds: own }) => ({
      link,
      own,
      authority: await authorize(act, actor, organizer, services, keeperOf(link).id)
    }))
    const allowed = judged.flatMap(({ link, own, authority }) =>
      'refused' in authority ? [] : [{ link, own, authority }]
    )
    const [refused] = judged.flatMap(({ authority }) => ('refused' in authority ? [authority.refused] : []))
    if (allowed.length === 0) {
      // Nothing to release is no reason to tell somebody what she may see: the page she comes back to asks for itself.
      if (!refused || refused === 'no_grant' || refused === 'different_org') return reply.redirect(back, 303)
      const object = only ? `calendar holds of link ${only}` : 'calendar holds'
      return refuseAct(request, reply, { act, reason: refused, organizer, object }, services)
    }
    for (const { link, own, authority } of allowed) await releaseHolds(authority, link, own, services)
    return reply.redirect(`${back}?released=1`, 303)
  })

  /** Holds by their links, in the order of their first slots. */
  async function heldOf(organizer: Organizer): Promise<{ link: Link; holds: CalendarHold[] }[]> {
    const kept = await holds.ofOrganizer(organizer.id, clock())
    const ids = [...new Set([...kept.filter(stands), ...kept].map(({ link }) => link))]
    const found = await inParallel(ids, 8, (id) => links.find(id))
    return found.flatMap((counted) =>
      counted ? [{ link: counted.link, holds: kept.filter(({ link }) => link === counted.link.id) }] : []
    )
  }
}
