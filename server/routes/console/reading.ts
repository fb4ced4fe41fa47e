import type { FastifyInstance } from 'fastify'
import { footingOf } from '../../../src/delegates/footing.ts'
import { whoNames } from '../../../src/delegates/name-index.ts'
import { SECOND } from '../../../src/time/instant.ts'
import type { Services } from '../../services.ts'
import { inParallel } from './in-parallel.ts'
import { ASKED_AT_ONCE } from './visible-organizers.ts'

/** What was read so recently is not read again, however often somebody presses. */
const JUST_READ = 30 * SECOND

/** As long as somebody waits for it; the worker goes on with the rest. */
const LONGEST = 6 * SECOND

const LOOKED_INTO_AT_MOST = 300

/**
 * POST /console/organizers/reading: whose calendars name me is read again now, and with the person's own eyes it is looked
 * where she can open a whole mailbox, which stands on no list. It changes what is known, and nothing else.
 */
export async function reading(app: FastifyInstance, { services }: { services: Services }) {
  const { nameIndex, namesOf, organizers, clock } = services

  app.post('/organizers/reading', { config: { access: 'signed in' } }, async (request, reply) => {
    const { actor } = request
    const until = clock() + LONGEST
    await nameIndex.hurry(clock() - JUST_READ, clock())
    while (clock() < until && (await services.refreshIndex()) > 0);

    const [all, { namings }, before] = await Promise.all([
      organizers.all(),
      whoNames(actor, { nameIndex, namesOf, organizers }),
      nameIndex.fullAccessOf(actor.id)
    ])
    const unlisted = all.filter(({ id }) => id !== actor.id && !namings.has(id)).slice(0, LOOKED_INTO_AT_MOST)
    const found = await inParallel(unlisted, ASKED_AT_ONCE, async (organizer) => {
      const footing = clock() < until ? await footingOf(actor, organizer, services) : { unknown: 'no time left' }
      if (footing === 'organizer' || 'unknown' in footing) return before.includes(organizer.id)
      return footing.fullAccess === 'found'
    })
    await nameIndex.sawFullAccess(
      actor.id,
      unlisted.filter((_, index) => found[index]).map(({ id }) => id),
      clock()
    )
    return reply.redirect('/console?looked=1', 303)
  })
}
