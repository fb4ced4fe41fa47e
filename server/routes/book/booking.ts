import type { FastifyInstance } from 'fastify'
import type { Services } from '../../services.ts'
import { bookedPage } from './booking.view.ts'
import { calendarFile } from './calendar-file.ts'
import { findBooking, showUnknown } from './changing.ts'

type Params = { Params: { key: string } }

/**
 * GET /booked/:key: what became of a booking. Whoever holds the link alone learns when and with whom, and nothing about the
 * invitee: links are passed on, scanned and published.
 */
export const bookedRoutes = async (app: FastifyInstance, { services }: { services: Services }) => {
  app.get<Params>('/booked/:key', { config: { access: 'public' } }, async (request, reply) => {
    const found = await findBooking(request.params.key, services)
    if (!found) return showUnknown(request, reply)
    const page = bookedPage({
      ...found,
      organization: services.organization,
      now: services.clock(),
      writesLetters: services.writesLetters
    })
    return reply.viewAsync(`book/${found.booking.state}`, page)
  })

  app.get<Params>('/booked/:key/meeting.ics', { config: { access: 'public' } }, async (request, reply) => {
    const found = await findBooking(request.params.key, services)
    const file = found && calendarFile(found.booking, found.link)
    if (!file) return showUnknown(request, reply)
    return reply
      .type(`text/calendar; charset=utf-8; method=${file.method}`)
      .header('content-disposition', 'attachment; filename="meeting.ics"')
      .send(file.text)
  })
}
