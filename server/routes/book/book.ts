import type { FastifyInstance } from 'fastify'
import type { Services } from '../../services.ts'
import { approvalRoutes } from './approval.ts'
import { bookedRoutes } from './booking.ts'
import { bookingsRoutes } from './bookings.ts'
import { cancellationRoutes } from './cancellation.ts'
import { linkRoutes } from './link.ts'
import { newTimeRoutes } from './new-time.ts'
import { slotsRoutes } from './slots.ts'

/** The invitee's surface: no sign-in, no cookie, nobody's names but those on the offer. */
export const bookRoutes = async (app: FastifyInstance, options: { services: Services }) => {
  await app.register(linkRoutes, options)
  await app.register(slotsRoutes, options)
  await app.register(bookingsRoutes, options)
  await app.register(bookedRoutes, options)
  await app.register(newTimeRoutes, options)
  await app.register(cancellationRoutes, options)
  await app.register(approvalRoutes, options)
}
