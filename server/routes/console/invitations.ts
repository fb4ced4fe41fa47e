import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Entry } from '../../../src/availability/week.ts'
import { type Authority, authorize } from '../../../src/delegates/authority.ts'
import type { Reason } from '../../../src/delegates/reason.ts'
import { type Answered, answerInvitation } from '../../../src/invitations/answer-invitation.ts'
import type { KeptAnswer } from '../../../src/invitations/given-answer.ts'
import { answers, type Response } from '../../../src/invitations/invitation.ts'
import { waitingInvitations } from '../../../src/invitations/waiting-invitations.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { DAY, type Instant } from '../../../src/time/instant.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { deliveryText } from '../../wording/invitations.ts'
import { organizerAt, organizerPath, refuse, refuseAct, show } from './desk.ts'
import { field, type Sent } from './form.ts'
import { invitationsView } from './invitations.view.ts'

const act = 'answer invitation'

/** Answers are listed for so long. */
const LATELY = 14 * DAY

/** An id of an item in Exchange may be this long. */
const ITEM_AT_MOST = 400
const COMMENT_AT_MOST = 1_000

type Asked = { Params: { id: string }; Querystring: Record<string, unknown>; Body: Sent }

/** What others have invited an organizer to, and the answers on her behalf by whoever has the right. */
export async function invitationsPage(app: FastifyInstance, { services }: { services: Services }) {
  const { answering, bookings, formIds, mailboxHours, meetingMessages, calendarLists, clock } = services
  const signedIn = { config: { access: 'signed in' as const } }

  app.get<Asked>('/organizers/:id/invitations', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize(act, request.actor, organizer, services)
    if ('refused' in authority) return refuse(request, reply, authority.refused, organizer)
    const answered = await answering.answers.find(field(request.query, 'answered'))
    const hers = answered?.organizer === organizer.id ? answered : undefined
    return page(request, reply, authority, hers, null)
  })

  app.post<Asked>('/organizers/:id/invitations/answers', signedIn, async (request, reply) => {
    const { body } = request
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize(act, request.actor, organizer, services)
    if ('refused' in authority) return refused(request, reply, organizer, authority.refused)

    const item = field(body, 'item', ITEM_AT_MOST)
    const id = formIds.read(field(body, 'form'), tokenOf(organizer, item), clock())
    const answer = answers.find((one) => one === field(body, 'answer'))
    if (!id || !answer) {
      const why =
        'This page had lain open for too long, or was not sent by its buttons. Look at it again, and answer then.'
      return page(request, reply.code(400), authority, undefined, why)
    }
    const wish = {
      ...{ id, item, answer, comment: field(body, 'comment', COMMENT_AT_MOST) },
      before: field(body, 'before') as Response,
      times: field(body, 'times')
    }
    const outcome = await answerInvitation(authority, wish, answering)
    if (typeof outcome === 'object' && 'kept' in outcome)
      return reply.redirect(`${organizerPath(organizer)}/invitations?answered=${outcome.kept.id}`, 303)
    if (outcome === 'private_hidden') return refused(request, reply, organizer, 'private_hidden')
    const unknown = typeof outcome === 'object' && 'unknown' in outcome
    return page(request, reply.code(unknown ? 503 : 409), authority, undefined, whyNothing(outcome))
  })

  const tokenOf = (organizer: Organizer, item: string) => `invitation of ${organizer.id}: ${item}`

  const refused = (request: FastifyRequest, reply: FastifyReply, organizer: Organizer, reason: Reason) =>
    refuseAct(request, reply, { act, reason, organizer, object: 'invitation' }, services)

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    authority: Authority<typeof act>,
    answered: KeptAnswer | undefined,
    problem: string | null
  ) {
    const { organizer, actor } = authority
    const now = clock()
    const asked = await askedFor(organizer, now)
    const [waiting, lately, mailbox, delivery] = await Promise.all([
      waitingInvitations(authority, answering, asked),
      answering.answers.ofOrganizer(organizer.id, now - LATELY),
      mailboxHours.hoursOf(organizer),
      deliveryOf(organizer)
    ])
    const zone = 'zone' in mailbox ? zoneNamed(mailbox.zone) : undefined
    const formFor = (item: string) => formIds.make(tokenOf(organizer, item), now)
    const known = { organizer, actor, zone, now, waiting, lately, answered, problem, delivery, formFor }
    return show(request, reply, 'console/invitations', invitationsView(known))
  }

  /** Times that are taken for somebody, and that Exchange does not show before somebody has said yes. */
  async function askedFor({ id }: Organizer, now: Instant): Promise<Entry[]> {
    const open = (await bookings.ofOrganizer(id, now)).flatMap((booking) =>
      booking.state === 'requested' || booking.state === 'held' ? [booking.slot] : []
    )
    const words = { status: 'tentative' as const, private: false, allDay: false, title: 'Asked for by an invitee' }
    return open.map(({ start, end }) => ({ start, end, ...words }))
  }

  /** Only said where there are delegates, and where both can be read. */
  async function deliveryOf(organizer: Organizer): Promise<string | null> {
    const [said, list] = await Promise.all([meetingMessages.of(organizer), calendarLists.of(organizer)])
    if (!('delivery' in said) || !('listed' in list)) return null
    return list.listed.some(({ delegate }) => delegate) ? deliveryText[said.delivery](organizer.name) : null
  }
}

function whyNothing(outcome: Exclude<Answered, { kept: KeptAnswer } | 'private_hidden'>): string {
  if (outcome === 'gone') return 'This invitation is not in the calendar any more.'
  if (outcome === 'being answered') return 'Another answer to it is on its way. Look below at what becomes of it.'
  if ('unknown' in outcome) return 'The calendar cannot be read right now. Try again in a few minutes.'
  return `${outcome.changed} Look at it again.`
}
