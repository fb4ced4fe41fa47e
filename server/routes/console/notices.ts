import type { FastifyInstance } from 'fastify'
import { type NoticeChoices, type NoticeKind, noticeKinds, type When } from '../../../src/notices/notice.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { show } from './desk.ts'
import { field, type Sent } from './form.ts'
import { noticesView } from './notices.view.ts'

/** GET and POST /console/notices: what the signed-in person is told of by mail, and when. */
export async function noticesPage(app: FastifyInstance, { services }: { services: Services }) {
  const { chosenNotices, organizers, clock } = services
  const signedIn = { config: { access: 'signed in' as const } }

  app.get<{ Querystring: Record<string, unknown> }>('/notices', signedIn, async (request, reply) => {
    const { actor } = request
    const [chosen, organizer, mailbox] = await Promise.all([
      chosenNotices.of(actor.id),
      organizers.find(actor.id),
      services.within(services.mailboxReaders.of(actor), { language: null, zone: null })
    ])
    const view = noticesView(chosen, {
      isOrganizer: organizer !== undefined,
      noticesFrom: services.noticesFrom,
      justSaved: field(request.query, 'saved') === 'yes',
      now: clock(),
      mailbox
    })
    return show(request, reply, 'console/notices', view)
  })

  app.post<{ Body: Sent }>('/notices', signedIn, async (request, reply) => {
    const before = await chosenNotices.of(request.actor.id)
    await chosenNotices.choose(request.actor.id, choicesFrom(request.body, before))
    return reply.redirect('/console/notices?saved=yes', 303)
  })
}

const whens: readonly When[] = ['at once', 'daily', 'never']

/** What is missing or no choice stays as it was. */
function choicesFrom(sent: Sent, before: NoticeChoices): NoticeChoices {
  const whenOf = (kind: NoticeKind) => whens.find((when) => when === field(sent, kind)) ?? before.when[kind]
  return {
    when: Object.fromEntries(noticeKinds.map((kind) => [kind, whenOf(kind)])) as NoticeChoices['when'],
    asOrganizer: field(sent, 'as-organizer') === 'yes',
    zone: field(sent, 'zone') === 'mailbox' ? null : (zoneNamed(field(sent, 'zone'))?.name ?? before.zone)
  }
}
