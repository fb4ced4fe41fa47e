import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { approve, decline } from '../../../src/bookings/approve.ts'
import { changerBy } from '../../../src/bookings/changer.ts'
import { authorize } from '../../../src/delegates/authority.ts'
import { keeperOf } from '../../../src/links/link.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { objectIdOf, type Person } from '../../../src/people/person.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { changeRefusals } from '../../wording/change-refusals.ts'
import { explain } from '../../wording/reasons.ts'
import { approvalPage } from './approval.view.ts'
import { type Found, showUnknown } from './changing.ts'

type Params = { Params: { id: string; person: string; token: string }; Body: unknown }
type Asked = Found & { person: Person; organizer: Organizer }

const ID = /^[\w-]{1,64}$/

/**
 * GET /approvals/… shows a request to the one person who was asked by mail, whoever opens mails ahead of her; POST answers it,
 * under the right that she holds at that moment.
 */
export const approvalRoutes = async (app: FastifyInstance, { services }: { services: Services }) => {
  const address = '/approvals/:id/:person/:token'

  app.get<Params>(address, { config: { access: 'public' } }, async (request, reply) => {
    const asked = await findAsked(request)
    return asked ? show(asked, '', reply) : showUnknown(request, reply)
  })

  app.post<Params>(address, { config: { access: 'public' } }, async (request, reply) => {
    const asked = await findAsked(request)
    if (!asked) return showUnknown(request, reply)
    const { booking, link, person, organizer } = asked
    const decision = decisionIn(request.body)
    if (!decision) return show(asked, 'Choose one of the two answers.', reply.code(422))

    const authority = await authorize('change booking', person, organizer, services, keeperOf(link).id)
    if ('refused' in authority) {
      request.log.info({ booking: booking.id, refused: authority.refused }, 'an answer to a request was refused')
      const { sentence, remedy } = explain(authority.refused, { actor: person.name, organizer: organizer.name })
      return show(asked, `${sentence} ${remedy}`, reply.code(403))
    }
    const by = changerBy(authority)
    const answer =
      decision === 'approve' ? await approve(booking.id, by, services) : await decline(booking.id, by, '', services)
    const now = (await findAsked(request)) ?? asked
    if (answer === 'approved' || answer === 'declined') return show(now, '', reply)
    const status = answer.refused === 'calendar unreachable' ? 503 : 409
    return show(now, changeRefusals[answer.refused], reply.code(status))
  })

  async function findAsked({ params }: FastifyRequest<Params>): Promise<Asked | undefined> {
    if (!ID.test(params.id) || !ID.test(params.person)) return undefined
    const booking = await services.bookings.find(params.id)
    if (booking.state === 'new') return undefined
    const [found, organizer] = [
      await services.links.find(booking.link),
      await services.organizers.find(booking.organizer)
    ]
    if (!found || !organizer) return undefined
    const person = [keeperOf(found.link), found.link.madeBy, organizer].find(
      ({ id }) => objectIdOf(id) === params.person
    )
    if (!person || !isSame(params.token, services.tokens.ofApproval(booking.id, person.id))) return undefined
    const zone = zoneNamed(found.link.zone)
    if (!zone) throw new Error(`link ${found.link.id} has a zone that tzdata does not know: ${found.link.zone}`)
    return { key: '', booking, ...found, zone, person, organizer }
  }

  function show(asked: Asked, problem: string, reply: FastifyReply) {
    const { organization, tokens } = services
    return reply.viewAsync(
      'book/approval',
      approvalPage({ ...asked, organization, tokens, now: services.clock(), problem })
    )
  }
}

function decisionIn(body: unknown): 'approve' | 'decline' | undefined {
  const decision: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'decision') : undefined
  return decision === 'approve' || decision === 'decline' ? decision : undefined
}

const isSame = (given: string, token: string) =>
  given.length === token.length && timingSafeEqual(Buffer.from(given), Buffer.from(token))
