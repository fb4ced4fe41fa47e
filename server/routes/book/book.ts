import type { FastifyInstance } from 'fastify'
import type { Services } from '../../services.ts'
import { bookedRoutes } from './booking.ts'
import { bookingsRoutes } from './bookings.ts'
import { linkRoutes } from './link.ts'
import { slotsRoutes } from './slots.ts'

/** The invitee's surface: no sign-in, no cookie, nobody's names but those on the offer. */
export const bookRoutes = async (app: FastifyInstance, options: { services: Services }) => {
  await app.register(linkRoutes, options)
  await app.register(slotsRoutes, options)
  await app.register(bookingsRoutes, options)
  await app.register(bookedRoutes, options)
}
