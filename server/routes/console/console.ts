import type { FastifyInstance } from 'fastify'
import type { Services } from '../../services.ts'
import { activitiesPage } from './activities.ts'
import { administration } from './administration.ts'
import { auditPage } from './audit.ts'
import { availabilityLinks } from './availability-links.ts'
import { bookingPage } from './booking.ts'
import { bookingTime } from './booking-time.ts'
import { bookingsPage } from './bookings.ts'
import { enrolment } from './enrolment.ts'
import { holdsPage } from './holds.ts'
import { homePage } from './home.ts'
import { inMyName } from './in-my-name.ts'
import { invitationsPage } from './invitations.ts'
import { legActs } from './leg-acts.ts'
import { linkPage } from './link.ts'
import { linksPage } from './links.ts'
import { meetingPages } from './meeting.ts'
import { newLink } from './new-link.ts'
import { noticesPage } from './notices.ts'
import { organizerPage } from './organizer.ts'
import { outboxPage } from './outbox.ts'
import { peoplePages } from './people.ts'
import { privateMarksPage } from './private-marks.ts'
import { reading } from './reading.ts'
import { revocation } from './revocation.ts'
import { salesforcePage } from './salesforce.ts'
import { salesforceSettings } from './salesforce-settings.ts'
import { timeSlotLinks } from './time-slot-links.ts'

/** The console, for delegates and organizers. Whoever registers it has made sure that `request.actor` is signed in. */
export async function consoleRoutes(app: FastifyInstance, { services }: { services: Services }) {
  await app.register(homePage, { services })
  await app.register(enrolment, { services })
  await app.register(organizerPage, { services })
  await app.register(peoplePages, { services })
  await app.register(administration, { services })
  await app.register(privateMarksPage, { services })
  await app.register(meetingPages, { services })
  await app.register(inMyName, { services })
  await app.register(invitationsPage, { services })
  await app.register(holdsPage, { services })
  await app.register(availabilityLinks, { services })
  await app.register(timeSlotLinks, { services })
  await app.register(newLink, { services })
  await app.register(linksPage, { services })
  await app.register(linkPage, { services })
  await app.register(revocation, { services })
  await app.register(bookingsPage, { services })
  await app.register(bookingPage, { services })
  await app.register(bookingTime, { services })
  await app.register(activitiesPage, { services })
  await app.register(legActs, { services })
  await app.register(outboxPage, { services })
  await app.register(auditPage, { services })
  await app.register(reading, { services })
  await app.register(noticesPage, { services })
  await app.register(salesforcePage, { services })
  await app.register(salesforceSettings, { services })
}
