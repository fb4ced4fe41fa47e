import type { FastifyInstance } from 'fastify'
import { footingOf } from '../../../src/delegates/footing.ts'
import { whoNames } from '../../../src/delegates/name-index.ts'
import { statesOf } from '../../../src/links/link-state.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { DAY } from '../../../src/time/instant.ts'
import type { Services } from '../../services.ts'
import { isListed } from '../../wording/standing.ts'
import { show } from './desk.ts'
import { field } from './form.ts'
import { type Calendar, forSomebody, homeView, seenBy } from './home.view.ts'
import { inParallel } from './in-parallel.ts'
import { ownSuspended } from './own-suspended.ts'
import { ASKED_AT_ONCE, ORGANIZERS_AT_MOST } from './visible-organizers.ts'

/** "You act for": every organizer whose calendar names the signed-in person. */
export async function homePage(app: FastifyInstance, { services }: { services: Services }) {
  const { links, bookings, clock } = services

  app.get<{ Querystring: Record<string, unknown> }>(
    '/',
    { config: { access: 'signed in' } },
    async (request, reply) => {
      const { actor } = request
      const [unread, state, named] = await Promise.all([
        services.unreadCalendars(),
        services.nameIndex.state(),
        whoNames(actor, services)
      ])
      const asked = named.organizers.slice(0, ORGANIZERS_AT_MOST)
      const calendars = await inParallel(asked, ASKED_AT_ONCE, calendarOf)
      const view = homeView(
        actor,
        calendars.filter((each) => each !== undefined),
        {
          enrolled: named.enrolled,
          namings: named.namings,
          state,
          justLooked: field(request.query, 'looked') === '1',
          justEnrolled: field(request.query, 'on') === '1',
          now: clock()
        }
      )
      const [suspended, activities] = await Promise.all([
        ownSuspended(actor, services),
        services.legs.counts(seenBy(actor, calendars))
      ])
      return show(request, reply, 'console/home', {
        ...view,
        suspended,
        salesforce: forSomebody(activities),
        administers: await services.administrators.has(actor)
      })

      /** Undefined for a calendar that does not name her: its owner is nobody's business. */
      async function calendarOf(organizer: Organizer): Promise<Calendar | undefined> {
        const footing = await footingOf(actor, organizer, services)
        if (footing !== 'organizer' && 'unknown' in footing)
          return { organizer, footing, open: 0, soon: 0, suspended: 0 }
        if (!isListed(footing)) return undefined

        const now = clock()
        const [made, booked] = await Promise.all([
          links.ofOrganizer(organizer.id),
          bookings.ofOrganizer(organizer.id, now)
        ])
        const states = await statesOf(made, organizer, services)
        const inDays = (days: number) =>
          booked.filter(
            (each) =>
              (each.state === 'held' || each.state === 'confirmed') &&
              each.slot.start >= now &&
              each.slot.start < now + days * DAY
          )
        return {
          organizer,
          footing,
          open: states.filter(({ life }) => life === 'open').length,
          suspended: states.filter(({ life }) => life === 'suspended').length,
          soon: inDays(7).length,
          unreadSince: unread.get(organizer.id)
        }
      }
    }
  )
}
