import type { FastifyInstance } from 'fastify'
import { statesOf } from '../../../src/links/link-state.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { show } from './desk.ts'
import { field } from './form.ts'
import { inParallel } from './in-parallel.ts'
import { linkRow } from './link-row.view.ts'
import { linksView } from './links.view.ts'
import { utc } from './organizer.view.ts'
import { ASKED_AT_ONCE, organizersFor } from './visible-organizers.ts'

/** All links in the names of those whose calendar the actor may see, whoever made them. */
export async function linksPage(app: FastifyInstance, { services }: { services: Services }) {
  const { links, clock } = services
  type Asked = { Querystring: Record<string, unknown> }

  app.get<Asked>('/links', { config: { access: 'signed in' } }, async (request, reply) => {
    const { may, unread } = await organizersFor('see free/busy', request.actor, services)
    const found = await inParallel(may, ASKED_AT_ONCE, async (organizer) => {
      const made = await links.ofOrganizer(organizer.id)
      const states = await statesOf(made, organizer, services)
      return made.map((counted, index) => ({
        ...counted,
        state: states[index] ?? { life: 'cannot be checked' as const }
      }))
    })
    const now = clock()
    const rows = found
      .flat()
      .sort((a, b) => b.link.createdAt - a.link.createdAt)
      .map((each) => linkRow(each, { zone: zoneNamed(each.link.zone) ?? utc, now }))
    const view = linksView(rows, { words: field(request.query, 'q', 100), unread, any: may.length > 0 })
    return show(request, reply, 'console/links', view)
  })
}
