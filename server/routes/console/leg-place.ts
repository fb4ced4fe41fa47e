import type { LegSource } from '../../../src/activities/leg.ts'
import type { PersonId } from '../../../src/people/person.ts'
import type { Span } from '../../../src/time/span.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import type { Services } from '../../services.ts'
import { bookedAt } from './change-booking.ts'
import { meetingPath } from './meeting-path.ts'
import { utc } from './organizer.view.ts'

/** What a leg is about: the booking or meeting behind it, as a list shows it. */
export type LegPlace = {
  subject: string
  /** Its own page; null where there is none. */
  href: string | null
  slot: Span
  zone: Zone
  withWhom: { name: string; address: string } | null
  /** Whose it is, for rights that reach only to one's own. */
  madeBy: PersonId | undefined
  private: boolean
}

/** Undefined: there is no meeting, or none yet. */
export async function legPlace(source: LegSource, services: Services): Promise<LegPlace | undefined> {
  return source.kind === 'booking' ? bookingPlace(source.id, services) : meetingPlace(source, services)
}

async function bookingPlace(id: string, services: Services): Promise<LegPlace | undefined> {
  const booked = await bookedAt(id, services)
  if (!booked) return undefined
  const { booking, link, keeper } = booked
  const { name, address } = booking.invitee
  return {
    subject: link.subject,
    href: `/console/bookings/${booking.id}`,
    slot: booking.slot,
    zone: zoneNamed(link.zone) ?? utc,
    withWhom: { name, address },
    madeBy: keeper.id,
    private: booking.state === 'confirmed' && (booking.inCalendar?.private ?? false)
  }
}

async function meetingPlace(source: LegSource, services: Services): Promise<LegPlace | undefined> {
  const [saved, subject] = await Promise.all([services.savedMeetings.find(source.id), services.legSubjects.of(source)])
  if (!saved || subject.state === 'not yet') return undefined
  const { activity, madeBy } = subject
  const [first] = subject.state === 'on' ? subject.attendees : []
  return {
    subject: activity.subject,
    href: meetingPath(saved.organizer, saved.item),
    slot: { start: activity.start, end: activity.end },
    zone: zoneNamed(saved.said.zone) ?? utc,
    withWhom: first ? { name: first.name, address: first.address } : null,
    madeBy: madeBy ?? undefined,
    private: saved.said.private
  }
}
