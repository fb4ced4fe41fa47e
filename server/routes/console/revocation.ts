import type { FastifyInstance } from 'fastify'
import { authorize } from '../../../src/delegates/authority.ts'
import { keeperOf } from '../../../src/links/link.ts'
import { revokeLink } from '../../../src/links/revoke-link.ts'
import type { Services } from '../../services.ts'
import { isId, noteRefused, refuseAct } from './desk.ts'
import { field, type Sent } from './form.ts'

const act = 'revoke link'

/** Revokes a link, after having asked once. */
export async function revocation(app: FastifyInstance, { services }: { services: Services }) {
  type Asked = { Params: { id: string }; Body: Sent }

  app.post<Asked>('/links/:id/revocation', { config: { access: 'signed in' } }, async (request, reply) => {
    const { actor } = request
    const found = isId(request.params.id) ? await services.links.find(request.params.id) : undefined
    const organizer = found && (await services.organizers.find(found.link.organizer.id))
    if (!organizer) return reply.callNotFound()
    const { link } = found

    const authority = await authorize(act, actor, organizer, services, keeperOf(link).id)
    if ('refused' in authority) {
      // Whom the calendar does not name at all learns nothing, not even that there is such a link.
      const stranger = authority.refused === 'no_grant' || authority.refused === 'different_org'
      if (stranger && keeperOf(link).id !== actor.id) {
        await noteRefused(actor, { act, reason: authority.refused, organizer, object: `link ${link.id}` }, services)
        return reply.callNotFound()
      }
      return refuseAct(
        request,
        reply,
        { act, reason: authority.refused, organizer, object: `link ${link.id}` },
        services
      )
    }
    if (field(request.body, 'sure') !== 'yes') return reply.redirect(`/console/links/${link.id}?revoke=ask#revoke`, 303)
    await revokeLink(authority, link, services)
    return reply.redirect(`/console/links/${link.id}?revoked=1`, 303)
  })
}
