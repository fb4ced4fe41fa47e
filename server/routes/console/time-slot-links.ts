import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { offer } from '../../../src/availability/offer.ts'
import { type Authority, authorize } from '../../../src/delegates/authority.ts'
import { seeWeek } from '../../../src/delegates/see-week.ts'
import { createHeldLink } from '../../../src/links/create-held-link.ts'
import { createLink } from '../../../src/links/create-link.ts'
import { type Span, same } from '../../../src/time/span.ts'
import type { Services } from '../../services.ts'
import { type LookedUp, lookUp } from './colleagues.ts'
import { organizerAt, refuse, refuseAct, show } from './desk.ts'
import { field, type Problems, type Sent } from './form.ts'
import { deskOf, madePath } from './link-desk.ts'
import { type Desk, parseCommon, presetsIn } from './link-fields.ts'
import { withRecord } from './link-record.ts'
import { preflightPanel } from './preflight.ts'
import {
  parseTimeSlots,
  type TimeSlotField,
  type TimeSlotTyped,
  timeSlotDefaults,
  typedTimeSlots
} from './time-slot-draft.ts'
import { fullText, timeSlotLinkView, zoneOf } from './time-slot-link.view.ts'
import { weekOf } from './week.ts'

const act = 'make time-slot link'

/** Makes a time-slot link: slots are picked in the organizer's week, over as many weeks as one likes, and offered together. */
export async function timeSlotLinks(app: FastifyInstance, { services }: { services: Services }) {
  type Asked = { Params: { id: string }; Querystring: Record<string, unknown>; Body: Sent }
  const signedIn = { config: { access: 'signed in' as const } }

  app.get<Asked>('/organizers/:id/time-slot-links/new', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize(act, request.actor, organizer, services)
    if ('refused' in authority) return refuse(request, reply, authority.refused, organizer)

    const { desk } = await deskOf(authority, services)
    const typed = { ...timeSlotDefaults(desk), ...presetsIn(request.query) }
    return form(request, reply, authority, { typed, week: field(request.query, 'week') })
  })

  // Another week, or another length: the same form comes back with everything that was picked and typed.
  app.post<Asked>('/organizers/:id/time-slot-links/picks', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize(act, request.actor, organizer, services)
    if ('refused' in authority) return refuse(request, reply, authority.refused, organizer)

    const typed = typedTimeSlots(request.body, services.clock())
    return form(request, reply, authority, { typed, week: field(request.body, 'go') || field(request.body, 'week') })
  })

  app.post<Asked>('/organizers/:id/time-slot-links', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize(act, request.actor, organizer, services)
    if ('refused' in authority) {
      return refuseAct(
        request,
        reply,
        { act, reason: authority.refused, organizer, object: 'time-slot link' },
        services
      )
    }

    const { desk } = await deskOf(authority, services)
    const typed = typedTimeSlots(request.body, desk.now)
    const lookedUp = await lookUp(typed, services.directory)
    const free = await freeOnes(typed, desk, lookedUp)
    const parsed = await withRecord(parseTimeSlots(typed, desk, lookedUp, free), typed, organizer, services)
    if ('problems' in parsed) {
      return form(request, reply, authority, { typed, week: field(request.body, 'week'), problems: parsed.problems })
    }
    const held = typed.hold && services.holdsPerDay > 0
    const made = await (held ? createHeldLink : createLink)(authority, parsed.draft, services)
    if ('full' in made) {
      const { holdsPerDay } = services
      const hold = fullText(made.full, organizer, { zone: zoneOf(desk, typed), now: desk.now, holdsPerDay })
      return form(request, reply, authority, { typed, week: field(request.body, 'week'), problems: { hold } })
    }
    return reply.redirect(madePath(made.link, request.body), 303)
  })

  type Filled = { typed: TimeSlotTyped; week: string; problems?: Problems<TimeSlotField> }

  async function form(
    request: FastifyRequest<Asked>,
    reply: FastifyReply,
    authority: Authority,
    { typed, week: wish, problems = {} }: Filled
  ) {
    const { actor, organizer } = authority
    const [lookedUp, { desk, mailbox }, seeing] = await Promise.all([
      lookUp(typed, services.directory),
      deskOf(authority, services),
      authorize('see free/busy', actor, organizer, services)
    ])
    const week = weekOf(zoneOf(desk, typed), wish, desk.now)
    const [seen, held, free] = await Promise.all([
      'refused' in seeing ? { unknown: seeing.refused } : seeWeek(seeing, week.span, services),
      services.heldTimes.heldTime(organizer.id, week.span),
      freeOnes(typed, desk, lookedUp)
    ])
    const hours = 'hours' in mailbox ? mailbox.hours : undefined
    const { holdsPerDay } = services
    const invitee = field(request.query, 'for') || field(request.body, 'for')
    const panel = await preflightPanel({ actor, person: actor, organizer, act, invitee }, services)
    const made = timeSlotLinkView({ desk, typed, problems, week, hours, seen, held, holdsPerDay, free })
    const view = { ...made, panel, invitee }
    return show(request, reply.code(view.problems.length > 0 ? 422 : 200), 'console/time-slot-link', view)
  }

  /** Which of the picked slots an invitee would be offered now, undefined where nobody knows: the question that her page will ask. */
  async function freeOnes(typed: TimeSlotTyped, desk: Desk, lookedUp: LookedUp) {
    const [first] = typed.picked
    const last = typed.picked.at(-1)
    if (!first || !last) return (_slot: Span): boolean | undefined => true
    const { common } = parseCommon(typed, desk, lookedUp)
    const rules = { ...common, kind: 'time slots' as const, organizer: desk.organizer, slots: typed.picked }
    const answer = await offer(rules, { start: first.start, end: last.end }, 'recent', services)
    return (slot: Span) => ('slots' in answer ? answer.slots.some((each) => same(each, slot)) : undefined)
  }
}
