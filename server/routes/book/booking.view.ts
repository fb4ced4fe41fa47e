import { type Confirmed, missedTime } from '../../../src/bookings/booking.ts'
import { INVITEE_MOVES } from '../../../src/bookings/decide.ts'
import { keeperOf, type Link } from '../../../src/links/link.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import { dateText, dayParts, isoText, type Reader, spanText, timeText, zoneAndOffset } from '../../wording/when.ts'
import { calledBy, possessive } from '../../wording/who.ts'
import { descriptionOf, locationOf, titleOf } from './calendar-file.ts'
import { changesCloseAt, type Found, type Kept } from './changing.ts'
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
  /** A request that comes to nothing is told by mail. */
  toldOtherwise: boolean
  /** How a booking that is over ended; '' for any other. */
  outcome: string
  /** Of a confirmed one: "Confirmed.", "Moved.", "Being moved". */
  state: string
  /** Whether the calendar has been asked for a change and has not answered. */
  waiting: boolean
  next: string
  /** Where to change it, and until when; null: not any more. */
  changes: { heading: string; newTime: string; cancellation: string; cancel: string; until: string } | null
  /** Of a cancelled one: what takes it out of a calendar; ''. */
  file: string
  /** Whom to write to. */
  keeper: string
  /** Nothing was booked, as the time may not be offered any more. */
  noLongerOffered: boolean
}

export type Booked = Found & { organization: string; now: Instant; writesLetters: boolean }

const titles: Record<Kept['state'], string> = {
  confirmed: 'Confirmed:',
  held: 'Being confirmed:',
  released: 'Not booked:',
  requested: 'Waiting for approval:',
  declined: 'Not booked:',
  cancelled: 'Cancelled:'
}

const titleState = (booking: Kept) =>
  booking.state === 'confirmed' && booking.move ? 'Being moved:' : titles[booking.state]

export function bookedPage({ key, booking, link, organization, zone, now, writesLetters }: Booked): BookedPage {
  const reader = { zone, now }
  const { slot, state } = booking
  const called = calledBy(link.organizer.name)
  return {
    title: `${titleState(booking)} your meeting with ${link.organizer.name}`,
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
    approvers: calledBy(keeperOf(link).name),
    toldOtherwise: writesLetters,
    outcome: outcomeOf(booking, link),
    ...standing(booking, link, reader),
    changes: changesOf(key, booking, link, reader),
    file: booking.state === 'cancelled' && booking.meeting ? `/booked/${key}/meeting.ics` : '',
    keeper: calledBy(keeperOf(link).name),
    noLongerOffered: booking.state === 'released' && booking.because !== undefined
  }
}

/** What the calendar says about a meeting that stands, and about a change that was asked for last. */
function standing(booking: Kept, link: Link, reader: Reader): Pick<BookedPage, 'state' | 'waiting' | 'next'> {
  const whose = possessive(calledBy(link.organizer.name))
  if (booking.state !== 'confirmed') return { state: '', waiting: false, next: '' }
  const { move, sequence } = booking
  const at = (slot: Kept['slot']) => `${dateText(slot.start, reader)}, ${spanText(slot, reader)}`
  if (move)
    return {
      state: 'Being moved',
      waiting: true,
      next: `${whose} calendar has not answered yet. The time you chose, ${at(move.slot)}, is kept for you; until it answers, the meeting stands where it was.`
    }
  const missed = missedTime(booking)
  if (missed)
    return {
      state: 'Not moved.',
      waiting: true,
      next: `${whose} calendar did not take the other time, ${at(missed)}. The meeting stays where it was.`
    }
  if (sequence > 0)
    return {
      state: 'Moved.',
      waiting: false,
      next: `It is in ${whose} calendar at its new time, and you are told by mail.`
    }
  return {
    state: 'Confirmed.',
    waiting: false,
    next: `It is in ${whose} calendar, and an invitation is on its way to you.`
  }
}

/** The same for a meeting that is not confirmed yet, which can only be cancelled. */
function changesOf(key: string, booking: Kept, link: Link, reader: Reader): BookedPage['changes'] {
  const closeAt = changesCloseAt(booking, link)
  const over = ['cancelled', 'declined', 'released'].includes(booking.state)
  if (over || reader.now >= closeAt) return null
  const movable = booking.state === 'confirmed' && !booking.move && booking.movesByInvitee < INVITEE_MOVES
  const request = booking.state === 'requested'
  return {
    heading: movable ? 'Move or cancel it' : request ? 'Take it back' : 'Cancel it',
    cancel: request ? 'Take your request back' : 'Cancel',
    newTime: movable ? `/booked/${key}/new-time` : '',
    cancellation: `/booked/${key}/cancellation`,
    until: `${dateText(closeAt, reader)}, ${timeText(closeAt, reader)}`
  }
}

/** By whom, as far as everybody may know; what the invitee or anybody wrote about it is not on this page. */
function outcomeOf(booking: Kept, link: Link): string {
  const { organizer } = link
  if (booking.state === 'declined') {
    return booking.by.as === 'clock'
      ? `${calledBy(keeperOf(link).name)} has not answered in time.`
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
