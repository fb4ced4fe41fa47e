import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { MailboxHours } from '../../../src/availability/mailbox-hours.ts'
import { offer } from '../../../src/availability/offer.ts'
import { authorize } from '../../../src/delegates/authority.ts'
import { createLink } from '../../../src/links/create-link.ts'
import { DAY } from '../../../src/time/instant.ts'
import type { Services } from '../../services.ts'
import {
  type AvailabilityDraft,
  type AvailabilityField,
  type AvailabilityTyped,
  availabilityDefaults,
  parseAvailability,
  typedAvailability
} from './availability-draft.ts'
import { availabilityLinkView } from './availability-link.view.ts'
import { type LookedUp, lookUp } from './colleagues.ts'
import { onlyRows } from './date-rows.ts'
import { organizerAt, refuse, refuseAct, show } from './desk.ts'
import { field, type Problems, type Sent } from './form.ts'
import { deskOf, madePath } from './link-desk.ts'
import { type Desk, presetsIn } from './link-fields.ts'
import { withRecord } from './link-record.ts'
import { preflightPanel } from './preflight.ts'

const act = 'make availability link'
const PREVIEWED = 28 * DAY

/** Makes an availability link: the form with what an invitee would see beside it, and the act. */
export async function availabilityLinks(app: FastifyInstance, { services }: { services: Services }) {
  type Asked = { Params: { id: string }; Querystring: Record<string, unknown>; Body: Sent }
  const signedIn = { config: { access: 'signed in' as const } }

  app.get<Asked>('/organizers/:id/availability-links/new', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize(act, request.actor, organizer, services)
    if ('refused' in authority) return refuse(request, reply, authority.refused, organizer)

    const { desk, mailbox } = await deskOf(authority, services)
    const typed = { ...availabilityDefaults(desk, mailbox), ...presetsIn(request.query) }
    return form(request, reply, { desk, mailbox, typed })
  })

  app.post<Asked>('/organizers/:id/availability-links/preview', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize(act, request.actor, organizer, services)
    if ('refused' in authority) return refuse(request, reply, authority.refused, organizer)

    const { desk, mailbox } = await deskOf(authority, services)
    const typed = typedAvailability(request.body)
    if (onlyRows(request.body)) return form(request, reply, { desk, mailbox, typed, rowsOnly: true })
    const lookedUp = await lookUp(typed, services.directory)
    const parsed = await withRecord(parseAvailability(typed, desk, lookedUp), typed, organizer, services)
    return form(request, reply, { desk, mailbox, typed, lookedUp, ...('problems' in parsed ? parsed : {}) })
  })

  app.post<Asked>('/organizers/:id/availability-links', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize(act, request.actor, organizer, services)
    if ('refused' in authority) {
      return refuseAct(
        request,
        reply,
        { act, reason: authority.refused, organizer, object: 'availability link' },
        services
      )
    }

    const { desk, mailbox } = await deskOf(authority, services)
    const typed = typedAvailability(request.body)
    const lookedUp = await lookUp(typed, services.directory)
    const parsed = await withRecord(parseAvailability(typed, desk, lookedUp), typed, organizer, services)
    if ('problems' in parsed) return form(request, reply, { desk, mailbox, typed, lookedUp, ...parsed })
    const { link } = await createLink(authority, parsed.draft, services)
    return reply.redirect(madePath(link, request.body), 303)
  })

  type Filled = {
    desk: Desk
    mailbox: MailboxHours
    typed: AvailabilityTyped
    problems?: Problems<AvailabilityField>
    lookedUp?: LookedUp
    rowsOnly?: boolean
  }

  async function form(request: FastifyRequest<Asked>, reply: FastifyReply, filled: Filled) {
    const { desk, typed, problems = {}, rowsOnly = false } = filled
    const lookedUp = filled.lookedUp ?? (await lookUp(typed, services.directory))
    const parsed = parseAvailability(typed, desk, lookedUp)
    const offered = 'draft' in parsed ? await offeredBy(parsed.draft, desk) : undefined
    const invitee = field(request.query, 'for') || field(request.body, 'for')
    const { actor, organizer } = desk
    const panel = await preflightPanel({ actor, person: actor, organizer, act, invitee }, services)
    const view = { ...availabilityLinkView({ ...filled, problems, rowsOnly, offered }), panel, invitee }
    return show(request, reply.code(view.problems.length > 0 ? 422 : 200), 'console/availability-link', view)
  }

  /** The same question that the invitee's page asks. */
  async function offeredBy(draft: AvailabilityDraft, { organizer, now }: Desk) {
    const rules = { ...draft, organizer }
    return { offer: await offer(rules, { start: now, end: now + PREVIEWED }, 'recent', services), draft }
  }
}
