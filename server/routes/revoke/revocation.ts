import type { FastifyInstance, FastifyReply } from 'fastify'
import { authorize } from '../../../src/delegates/authority.ts'
import type { Link } from '../../../src/links/link.ts'
import { revokeLink } from '../../../src/links/revoke-link.ts'
import { initiatorLine } from '../../../src/people/initiator.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Services } from '../../services.ts'

/**
 * One link, revoked from the organizer's daily summary without signing in. To open the address changes nothing, whoever or
 * whatever opens it: mail programs and scanners follow every link of a letter. Only the button on the page does.
 */
export async function revokeRoutes(app: FastifyInstance, { services }: { services: Services }) {
  const { links, organizers, revocations, clock } = services
  const open = { config: { access: 'public' as const } }
  type Asked = { Params: { token: string } }

  app.get<Asked>('/revoke/:token', open, async (request, reply) => {
    const found = await linkOf(request.params.token)
    return typeof found === 'string' ? gone(reply, found) : page(reply, found, request.params.token)
  })

  app.post<Asked>('/revoke/:token', open, async (request, reply) => {
    const found = await linkOf(request.params.token)
    if (typeof found === 'string') return gone(reply, found)
    const { link, organizer } = found
    const authority = await authorize('revoke link', organizer, organizer, services)
    if ('refused' in authority) {
      // only her account can be in the way: it is disabled, or nobody can tell; either way the link is suspended by that
      request.log.info({ reason: authority.refused }, 'refused')
      return reply.code(503).header('retry-after', '60').viewAsync('errors/failure', {
        title: 'Please try again in a few minutes',
        message: 'It cannot be checked right now whether the account is active. Nothing was changed.',
        reference: request.id
      })
    }
    await revokeLink(authority, link, services, 'revoked, from the daily summary')
    return reply.redirect(`/revoke/${request.params.token}`, 303)
  })

  async function linkOf(token: string): Promise<{ link: Link; organizer: Organizer } | 'over' | 'unknown'> {
    const read = revocations.read(token, clock())
    if (read === 'over') return 'over'
    const found = read && (await links.find(read.link))
    const organizer = found && (await organizers.find(found.link.organizer.id))
    return organizer ? { link: found.link, organizer } : 'unknown'
  }
}

const page = (reply: FastifyReply, { link }: { link: Link }, token: string) =>
  reply.viewAsync('revoke/link', {
    title: link.revokedAt === null ? `Revoke “${link.subject}”?` : 'The link is revoked',
    subject: link.subject,
    line: initiatorLine(link),
    action: link.revokedAt === null ? `/revoke/${token}` : null
  })

const gone = (reply: FastifyReply, why: 'over' | 'unknown') => reply.code(410).viewAsync('revoke/over', { why })
