import { keeperOf } from '../../../src/links/link.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { dateText, dayParts, isoText, type Reader, spanText, zoneAndOffset } from '../../wording/when.ts'
import { calledBy } from '../../wording/who.ts'
import type { Problem, Typed } from './asking.ts'
import type { Found } from './changing.ts'
import { type Details, detailsOf, type Summary, summaryOf } from './details.ts'
import { type OfferedByCard, offeredByCard } from './offered-by.ts'

/** The time of a booking as the invitee sees it, on pages that change it. */
export type BookedTime = {
  card: OfferedByCard
  leaf: { weekday: string; day: string; month: string }
  date: string
  time: string
  zone: string
  iso: string
  organizersTime: string
  organizer: string
}

export type CancellationPage = BookedTime & {
  title: string
  heading: string
  /** What will happen, or why it cannot be cancelled here. */
  text: string
  closed: boolean
  action: string
  back: string
  press: string
  keep: string
  summary: Summary | null
  details: Details & { reason: string }
}

type Shown = Found & {
  organization: string
  now: Instant
  closed: boolean
  formId: string
  typed: Typed | undefined
  problems: readonly Problem[]
}

export function cancellationPage(shown: Shown): CancellationPage {
  const { key, booking, link, closed, formId, typed, problems } = shown
  const request = booking.state === 'requested'
  const what = request ? 'request' : 'meeting'
  const keeper = calledBy(keeperOf(link).name)
  const heading = closed
    ? `This ${what} can no longer be cancelled here`
    : request
      ? 'Take back your request?'
      : 'Cancel this meeting?'
  const summary = problems.length > 0 ? summaryOf(problems) : null
  return {
    ...bookedTime(shown),
    title: `${summary ? 'Error: ' : ''}${heading}`,
    heading,
    text: closed
      ? `It begins too soon. Answer the invitation, or write to ${keeper}.`
      : request
        ? 'The time is free for others again at once. Nobody has booked anything yet.'
        : 'It is taken out of the calendar, and everybody invited is told by mail. It cannot be brought back.',
    closed,
    action: `/booked/${key}/cancellation`,
    back: `/booked/${key}`,
    press: request ? 'Take it back' : 'Cancel the meeting',
    keep: closed ? 'Back to the meeting' : request ? 'Keep the request' : 'Keep the meeting',
    summary,
    details: { ...detailsOf(formId, typed, problems), reason: typed?.reason ?? '' }
  }
}

export function bookedTime({ booking, link, zone, organization, now }: Found & { organization: string; now: Instant }) {
  const reader: Reader = { zone, now }
  const { slot } = booking
  return {
    card: offeredByCard(link, organization),
    leaf: dayParts(slot.start, reader),
    date: dateText(slot.start, reader),
    time: spanText(slot, reader),
    zone: zoneAndOffset(slot.start, reader),
    iso: isoText(slot.start),
    organizersTime: '',
    organizer: calledBy(link.organizer.name)
  }
}
