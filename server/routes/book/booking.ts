import type { FastifyInstance, FastifyReply } from 'fastify'
import { TOKEN } from '../../../src/links/token.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { bookedPage } from './booking.view.ts'
import { calendarFile } from './calendar-file.ts'

type Params = { Params: { key: string } }

/**
 * GET /booked/:key: what became of a booking. Whoever holds the link alone learns when and with whom, and nothing about the
 * invitee: links are passed on, scanned and published.
 */
export const bookedRoutes = async (app: FastifyInstance, { services }: { services: Services }) => {
  app.get<Params>('/booked/:key', { config: { access: 'public' } }, async (request, reply) => {
    const found = await findBooking(request.params.key, services)
    if (!found) return showUnknown(reply)
    const { booking, link } = found
    const zone = zoneNamed(booking.invitee.zone) ?? zoneNamed(link.zone)
    if (!zone) throw new Error(`booking ${booking.id} has a zone that tzdata does not know: ${booking.invitee.zone}`)
    const { organization } = services
    const page = bookedPage({ key: request.params.key, booking, link, organization, zone, now: services.clock() })
    return reply.viewAsync(`book/${booking.state}`, page)
  })

  app.get<Params>('/booked/:key/meeting.ics', { config: { access: 'public' } }, async (request, reply) => {
    const found = await findBooking(request.params.key, services)
    if (found?.booking.state !== 'confirmed') return showUnknown(reply)
    return reply
      .type('text/calendar; charset=utf-8; method=PUBLISH')
      .header('content-disposition', 'attachment; filename="meeting.ics"')
      .send(calendarFile(found.booking, found.link))
  })
}

async function findBooking(key: string, { bookings, links, tokens }: Services) {
  const booking = TOKEN.test(key) ? await bookings.findByKey(tokens.hash(key)) : undefined
  if (!booking || booking.state === 'new') return undefined
  const found = await links.find(booking.link)
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  return { booking, link: found.link }
}

const showUnknown = (reply: FastifyReply) => reply.code(404).viewAsync('errors/not-found', {})
