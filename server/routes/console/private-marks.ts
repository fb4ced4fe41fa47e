import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { clearMark, mayClearMarks } from '../../../src/delegates/private-marks.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { dayText, isoText, spanText } from '../../wording/when.ts'
import { organizerAt, organizerPath, refuse, refuseAct, show } from './desk.ts'
import { field, type Sent } from './form.ts'
import { utc } from './organizer.view.ts'
import { weekOf } from './week.ts'

type Asked = { Params: { id: string }; Querystring: Record<string, unknown>; Body: Sent }

/** What is marked private in one week, for those who may see it, and the mark of each taken away after a look. */
export async function privateMarksPage(app: FastifyInstance, { services }: { services: Services }) {
  const { weeks, mailboxHours, clock } = services
  const signedIn = { config: { access: 'signed in' as const } }

  app.get<Asked>('/organizers/:id/private', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await mayClearMarks(request.actor, organizer, services)
    if ('refused' in authority) return refuse(request, reply, authority.refused, organizer)
    return page(
      request,
      reply,
      organizer,
      field(request.query, 'week'),
      field(request.query, 'cleared') === '1' ? 'cleared' : null
    )
  })

  app.post<Asked>('/organizers/:id/private/clearing', signedIn, async (request, reply) => {
    const organizer = await organizerAt(request.params.id, request.actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await mayClearMarks(request.actor, organizer, services)
    if ('refused' in authority) {
      const refused = {
        act: 'see private items' as const,
        reason: authority.refused,
        organizer,
        object: 'mark of a private item'
      }
      return refuseAct(request, reply, refused, services)
    }
    const wish = field(request.body, 'week')
    const { week } = await weekFor(organizer, wish)
    const outcome = await clearMark(authority, { item: field(request.body, 'item', 512), span: week.span }, services)
    if (outcome === 'cleared')
      return reply.redirect(`${organizerPath(organizer)}/private?week=${week.monday}&cleared=1`, 303)
    return page(
      request,
      reply.code(outcome === 'gone' ? 409 : 503),
      organizer,
      wish,
      outcome === 'gone' ? 'gone' : 'unknown'
    )
  })

  async function weekFor(organizer: Organizer, wish: string) {
    const mailbox = await mailboxHours.hoursOf(organizer)
    const zone = ('zone' in mailbox ? zoneNamed(mailbox.zone) : undefined) ?? utc
    return { zone, week: weekOf(zone, wish, clock()) }
  }

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    organizer: Organizer,
    wish: string,
    just: 'cleared' | 'gone' | 'unknown' | null
  ) {
    const { zone, week } = await weekFor(organizer, wish)
    const read = await weeks.entries(organizer, week.span)
    const reader = { zone, now: clock() }
    const path = `${organizerPath(organizer)}/private`
    return show(request, reply, 'console/private', {
      title: `Private appointments of ${organizer.name}`,
      here: null,
      organizer: organizer.name,
      back: organizerPath(organizer),
      action: `${path}/clearing`,
      monday: week.monday,
      previous: `${path}?week=${week.previous}`,
      next: `${path}?week=${week.next}`,
      just,
      unread: 'unknown' in read,
      items:
        'unknown' in read
          ? []
          : read.entries
              .filter((entry) => entry.private && entry.id)
              .map((entry, index) => ({
                ...{
                  id: entry.id ?? '',
                  at: `item-${index}`,
                  title: entry.title || '(no title)',
                  iso: isoText(entry.start)
                },
                when: entry.allDay
                  ? `${dayText(entry.start, reader)}, all day`
                  : `${dayText(entry.start, reader)}, ${spanText(entry, reader)}`
              }))
    })
  }
}
