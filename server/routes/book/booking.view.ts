import type { Booking } from '../../../src/bookings/booking.ts'
import type { Link } from '../../../src/links/link.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import { dateText, dayParts, isoText, spanText, timeText, zoneAndOffset } from '../../wording/when.ts'
import { calledBy, possessive } from '../../wording/who.ts'
import { type Confirmed, descriptionOf, locationOf, titleOf } from './calendar-file.ts'
import { type OfferedByCard, offeredByCard } from './offered-by.ts'

export type BookedPage = {
  title: string
  organizer: string
  /** "Olga's" */
  whose: string
  card: OfferedByCard
  leaf: { weekday: string; day: string; month: string }
  date: string
  time: string
  zone: string
  /** The same time by the organizer's clock; '' where it shows the same. */
  organizersTime: string
  iso: string
  joinUrl: string
  calendars: { file: string; google: string; outlook: string } | null
  again: string
  /** Of a request: until when the time is kept, and who has to say yes. */
  until: string
  approvers: string
  /** How a booking that is over ended; '' for any other. */
  outcome: string
}

type Kept = Exclude<Booking, { state: 'new' }>

export type Booked = { key: string; booking: Kept; link: Link; organization: string; zone: Zone; now: Instant }

const titles: Record<Kept['state'], string> = {
  confirmed: 'Confirmed: your meeting with',
  held: 'Being confirmed: your meeting with',
  released: 'Not booked: your meeting with',
  requested: 'Waiting for approval: your meeting with',
  declined: 'Not booked: your meeting with',
  cancelled: 'Cancelled: your meeting with'
}

export function bookedPage({ key, booking, link, organization, zone, now }: Booked): BookedPage {
  const reader = { zone, now }
  const { slot, state } = booking
  const called = calledBy(link.organizer.name)
  return {
    title: `${titles[state]} ${link.organizer.name}`,
    organizer: called,
    whose: possessive(called),
    card: offeredByCard(link, organization),
    leaf: dayParts(slot.start, reader),
    date: dateText(slot.start, reader),
    time: spanText(slot, reader),
    zone: zoneAndOffset(slot.start, reader),
    organizersTime: organizersTime(link, booking, zone, now),
    iso: isoText(slot.start),
    joinUrl: state === 'confirmed' ? webAddress(booking.meeting.joinUrl) : '',
    calendars: state === 'confirmed' ? calendarsFor(key, booking, link) : null,
    again: `/booked/${key}`,
    until:
      booking.state === 'requested' ? `${dateText(booking.until, reader)}, ${timeText(booking.until, reader)}` : '',
    approvers: calledBy(link.madeBy.name),
    outcome: outcomeOf(booking, link)
  }
}

/** By whom, as far as everybody may know; what the invitee or anybody wrote about it is not on this page. */
function outcomeOf(booking: Kept, { organizer, madeBy }: Link): string {
  if (booking.state === 'declined') {
    return booking.by.as === 'clock'
      ? `${calledBy(madeBy.name)} has not answered in time.`
      : `${calledBy(organizer.name)} cannot take this time.`
  }
  if (booking.state !== 'cancelled') return ''
  const by = booking.by.as === 'invitee' ? 'at your own wish' : `by ${calledBy(organizer.name)}'s side`
  if (booking.meeting === null) return `It was cancelled ${by}. It will not take place.`
  return `It was cancelled ${by}, and will not take place. Everybody invited is told by mail.`
}

function organizersTime(link: Link, { slot }: Kept, shown: Zone, now: Instant): string {
  const zone = zoneNamed(link.zone)
  if (!zone) return ''
  const own = { zone, now }
  const time = (reader: { zone: Zone; now: Instant }) => `${dateText(slot.start, reader)}, ${spanText(slot, reader)}`
  return time(own) === time({ zone: shown, now }) ? '' : `${time(own)}, ${zoneAndOffset(slot.start, own)}`
}

/** Exchange's own answer, but still from outside: only a plain https address becomes a link. */
const webAddress = (url: string | null) => (url?.startsWith('https://') && URL.canParse(url) ? url : '')

/** Addresses that open a filled-in form on the invitee's own calendar; nothing is sent there before she presses. */
function calendarsFor(key: string, { slot, meeting }: Confirmed, link: Link) {
  const [start, end] = [isoText(slot.start), isoText(slot.end)]
  const compact = (iso: string) => iso.replace(/[-:]/g, '')
  const [title, place, text] = [titleOf(link), locationOf(meeting, link), descriptionOf(meeting, link)]
  const google = {
    action: 'TEMPLATE',
    text: title,
    dates: `${compact(start)}/${compact(end)}`,
    location: place,
    details: text
  }
  const outlook = {
    path: '/calendar/action/compose',
    rru: 'addevent',
    subject: title,
    startdt: start,
    enddt: end,
    location: place,
    body: text
  }
  return {
    file: `/booked/${key}/meeting.ics`,
    google: `https://calendar.google.com/calendar/render?${new URLSearchParams(google)}`,
    outlook: `https://outlook.office.com/calendar/0/deeplink/compose?${new URLSearchParams(outlook)}`
  }
}
