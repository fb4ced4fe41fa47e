import type { FastifyInstance } from 'fastify'
import { authorize, judge } from '../../../src/delegates/authority.ts'
import { footingOf } from '../../../src/delegates/footing.ts'
import { seeWeek } from '../../../src/delegates/see-week.ts'
import { statesOf } from '../../../src/links/link-state.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { conflictsFor } from './conflicts.ts'
import { organizerAt, refuse, show } from './desk.ts'
import { field } from './form.ts'
import { organizerView, utc } from './organizer.view.ts'
import { weekOf } from './week.ts'

/** One organizer: her week as far as the actor may see it, her links, and what to do next. */
export async function organizerPage(app: FastifyInstance, { services }: { services: Services }) {
  const { mailboxHours, links, bookings, holds, clock } = services
  type Asked = { Params: { id: string }; Querystring: Record<string, unknown> }

  app.get<Asked>('/organizers/:id', { config: { access: 'signed in' } }, async (request, reply) => {
    const { actor } = request
    const organizer = await organizerAt(request.params.id, actor, services)
    if (!organizer) return reply.callNotFound()
    const authority = await authorize('see free/busy', actor, organizer, services)
    if ('refused' in authority) return refuse(request, reply, authority.refused, organizer)

    const [mailbox, footing, made, unread] = await Promise.all([
      mailboxHours.hoursOf(organizer),
      footingOf(actor, organizer, services),
      links.ofOrganizer(organizer.id),
      services.unreadCalendars()
    ])
    const zone = 'zone' in mailbox ? zoneNamed(mailbox.zone) : undefined
    const conflicts = await conflictsFor(organizer, services)
    const now = clock()
    const week = weekOf(zone ?? utc, field(request.query, 'week'), now)
    const [seen, booked, states, held, saved] = await Promise.all([
      seeWeek(authority, week.span, services),
      bookings.ofOrganizer(organizer.id, week.span.start),
      statesOf(made, organizer, services),
      holds.ofOrganizer(organizer.id, now),
      services.savedMeetings.followed(organizer.id, week.span.start)
    ])
    const may = (act: Parameters<typeof judge>[0]) => 'right' in judge(act, actor, organizer, footing)
    const view = organizerView({
      organizer,
      footing,
      conflicts,
      zone,
      unreadSince: unread.get(organizer.id),
      zoneProblem: 'unknown' in mailbox ? mailbox.unknown : '',
      hours: 'hours' in mailbox ? mailbox.hours : undefined,
      now,
      week,
      seen,
      bookings: booked,
      holds: held,
      links: made.map((counted, index) => ({ ...counted, state: states[index] ?? { life: 'cannot be checked' } })),
      mayMake: { availability: may('make availability link'), timeSlots: may('make time-slot link') },
      maySeeTitles: may('see titles'),
      saving:
        services.saving && 'right' in judge('save meeting', actor, organizer, footing, actor.id)
          ? { saved: new Set(saved.map(({ item }) => item)) }
          : null,
      mayClearMarks: may('see private items') && may('change booking'),
      mayAnswer: may('answer invitation')
    })
    return show(request, reply, 'console/organizer', view)
  })
}
