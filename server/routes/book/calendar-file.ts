import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Booking, Meeting } from '../../../src/bookings/booking.ts'
import type { Link } from '../../../src/links/link.ts'
import { initiatorLine } from '../../../src/people/initiator.ts'
import { placeText } from './offered-by.ts'

/**
 * The meeting for the invitee's own calendar, as it stands now, or that it is cancelled; undefined where Exchange has never
 * confirmed one. It has the uid of Exchange's invitation, so that a calendar that gets both shows one entry, and a number that
 * rises with each change, so that a newer file replaces an older one. It names the organizer and nobody else.
 */
export function calendarFile(booking: Booking, link: Link): { text: string; method: 'PUBLISH' | 'CANCEL' } | undefined {
  if (booking.state !== 'confirmed' && booking.state !== 'cancelled') return undefined
  const { slot, meeting, sequence, changedAt } = booking
  if (!meeting) return undefined
  const standing = booking.state === 'confirmed'
  const calendar = ical({
    prodId: { company: 'OnBehalf', product: 'Booking', language: 'EN' },
    method: standing ? ICalCalendarMethod.PUBLISH : ICalCalendarMethod.CANCEL
  })
  calendar.createEvent({
    id: meeting.iCalUId,
    sequence,
    stamp: new Date(changedAt),
    start: new Date(slot.start),
    end: new Date(slot.end),
    summary: titleOf(link),
    location: locationOf(meeting, link),
    description: descriptionOf(meeting, link),
    organizer: { name: link.organizer.name, email: link.organizer.address },
    status: standing ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    ...(meeting.joinUrl && { url: meeting.joinUrl })
  })
  return { text: calendar.toString(), method: standing ? 'PUBLISH' : 'CANCEL' }
}

/** What the invitee's own calendar calls it: the person she meets, not the organizer's subject, which may name the invitee. */
export const titleOf = ({ organizer }: Link) => `Meeting with ${organizer.name}`

export const locationOf = ({ joinUrl }: Meeting, { place }: Link) =>
  place.kind === 'teams' && joinUrl ? joinUrl : placeText(place)

export const descriptionOf = ({ joinUrl }: Meeting, link: Link) =>
  [initiatorLine(link), ...(joinUrl ? [`Join: ${joinUrl}`] : [])].join('\n')
