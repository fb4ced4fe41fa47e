import { aboutMeeting } from '../../../src/activities/context.ts'
import type { Leg } from '../../../src/activities/leg.ts'
import { authorize } from '../../../src/delegates/authority.ts'
import type { Person } from '../../../src/people/person.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import type { Booked } from './change-booking.ts'
import { contextPanel } from './context.ts'
import type { ContextView } from './context.view.ts'
import { utc } from './organizer.view.ts'

/** The panel beside a booking: the invitee, whoever else comes from outside, and the record that was chosen on the link. */
export async function bookingContext(
  { booking, link, organizer }: Booked,
  leg: Leg | undefined,
  actor: Person,
  services: Services
): Promise<ContextView | null> {
  if (!services.contextFor) return null
  const reader = { zone: zoneNamed(link.zone) ?? utc, now: services.clock() }
  const subject = await services.legSubjects.of({ kind: 'booking', id: booking.id })
  const seesPrivate = async () => !('refused' in (await authorize('see private items', actor, organizer, services)))
  if (subject.state === 'on' && subject.private && !(await seesPrivate()))
    return contextPanel(actor, 'private', reader, services)
  const addresses = subject.state === 'on' ? subject.attendees.map(({ address }) => address) : [booking.invitee.address]
  return contextPanel(actor, aboutMeeting(addresses, leg, link.record), reader, services)
}
