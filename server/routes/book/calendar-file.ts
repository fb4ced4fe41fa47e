import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Booking } from '../../../src/bookings/booking.ts'
import type { Link } from '../../../src/links/link.ts'
import { initiatorLine } from '../../../src/people/initiator.ts'
import { placeText } from './offered-by.ts'

export type Confirmed = Extract<Booking, { state: 'confirmed' }>

/**
 * The meeting for the invitee's own calendar. It has the uid of Exchange's invitation, so that a calendar that gets both
 * shows one entry; it names the organizer and nobody else.
 */
export function calendarFile({ slot, meeting, confirmedAt }: Confirmed, link: Link): string {
  const calendar = ical({
    prodId: { company: 'OnBehalf', product: 'Booking', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH
  })
  calendar.createEvent({
    id: meeting.iCalUId,
    sequence: 0,
    stamp: new Date(confirmedAt),
    start: new Date(slot.start),
    end: new Date(slot.end),
    summary: titleOf(link),
    location: locationOf(meeting, link),
    description: descriptionOf(meeting, link),
    organizer: { name: link.organizer.name, email: link.organizer.address },
    status: ICalEventStatus.CONFIRMED,
    ...(meeting.joinUrl && { url: meeting.joinUrl })
  })
  return calendar.toString()
}

/** What the invitee's own calendar calls it: the person she meets, not the organizer's subject, which may name the invitee. */
export const titleOf = ({ organizer }: Link) => `Meeting with ${organizer.name}`

export const locationOf = ({ joinUrl }: Confirmed['meeting'], { place }: Link) =>
  place.kind === 'teams' && joinUrl ? joinUrl : placeText(place)

export const descriptionOf = ({ joinUrl }: Confirmed['meeting'], link: Link) =>
  [initiatorLine(link), ...(joinUrl ? [`Join: ${joinUrl}`] : [])].join('\n')
