import type { Leg as SalesforceLeg } from '../../../src/activities/leg.ts'
import { missedTime } from '../../../src/bookings/booking.ts'
import type { Kept } from '../../../src/outbox/message.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Collision } from '../../../src/watch/collisions.ts'
import type { Explained } from '../../wording/reasons.ts'
import { dayText, type Reader, shortWhen, spanText, timeText, zoneText } from '../../wording/when.ts'
import { calledBy, possessive } from '../../wording/who.ts'
import { type BookingRow, bookingRow } from './booking-row.view.ts'
import type { Booked } from './change-booking.ts'
import { organizerPath, type Page } from './desk.ts'
import { utc } from './organizer.view.ts'

/** What was just done, as the address of the page tells it. */
export const dones = ['moved', 'moving', 'cancelled', 'approved', 'declined'] as const
export type Done = (typeof dones)[number]

const doneTexts: Record<Done, string> = {
  moved: 'The meeting is moved, and everybody invited is told by mail.',
  moving: 'The calendar has not answered yet. Both times are kept until it does.',
  cancelled: 'The meeting is cancelled. Everybody invited is told by mail.',
  approved: 'Approved. As soon as the calendar has the meeting, the invitation is sent.',
  declined: 'Declined. The time is free again.'
}

export type BookingView = Page & {
  organizer: { name: string; href: string }
  row: BookingRow
  link: { href: string; subject: string }
  /** How it stands, in a sentence. */
  state: { text: string; tone: 'good' | 'wait' | 'stop' | 'over' }
  story: string[]
  done: string
  problem: string
  /** What can be done now; null: nothing, or not by the reader. */
  approval: { approve: string; decline: string; until: string } | null
  newTime: string
  cancellation: { action: string; what: string; unsure: boolean; comment: string } | null
  refusal: Explained | null
}

type Shown = Booked & {
  kept: readonly Kept[]
  leg: SalesforceLeg | undefined
  collisions: readonly Collision[] | undefined
  refusal: Explained | null
  now: Instant
  done?: Done | null
  problem?: string
  unsure?: boolean
  comment?: string
}

export function bookingView(shown: Shown): BookingView {
  const { booking, link, organizer, kept, leg, collisions, refusal, now, done = null } = shown
  const reader: Reader = { zone: zoneNamed(link.zone) ?? utc, now }
  const path = `/console/bookings/${booking.id}`
  const open = refusal === null && now < booking.slot.start
  const standing = ['requested', 'held', 'confirmed'].includes(booking.state)
  return {
    title: `${booking.invitee.name}, ${dayText(booking.slot.start, reader)}`,
    here: 'bookings',
    organizer: { name: organizer.name, href: organizerPath(organizer) },
    row: bookingRow({ booking, link, kept, leg, collisions, organizer, maySeeTitles: true }, reader),
    link: { href: `/console/links/${link.id}`, subject: link.subject },
    state: stateOf(shown, reader),
    story: storyOf(shown, reader),
    done: done ? doneTexts[done] : '',
    problem: shown.problem ?? '',
    approval:
      open && booking.state === 'requested'
        ? { approve: `${path}/approval`, decline: `${path}/refusal`, until: momentOf(booking.until, reader) }
        : null,
    newTime: open && booking.state === 'confirmed' && !booking.move ? `${path}/new-time` : '',
    cancellation:
      open && standing && booking.state !== 'requested'
        ? {
            action: `${path}/cancellation`,
            what: possessive(calledBy(organizer.name)),
            unsure: shown.unsure ?? false,
            comment: shown.comment ?? ''
          }
        : null,
    refusal: standing ? refusal : null
  }
}

function stateOf({ booking }: Shown, reader: Reader): BookingView['state'] {
  switch (booking.state) {
    case 'requested':
      return { text: `Waits for approval, until ${momentOf(booking.until, reader)}`, tone: 'wait' }
    case 'held':
      return { text: 'Being confirmed', tone: 'wait' }
    case 'confirmed':
      if (booking.move) return { text: `Being moved to ${timeOf(booking.move, reader)}`, tone: 'wait' }
      return { text: 'Confirmed', tone: 'good' }
    case 'released':
      return { text: 'Not booked: the calendar did not take it', tone: 'over' }
    case 'declined':
      return { text: booking.by.as === 'clock' ? 'Nobody answered in time' : 'Declined', tone: 'over' }
    case 'cancelled':
      return { text: 'Cancelled', tone: 'over' }
  }
}

/** What else there is to know, newest last. Who changed it is in the history, too. */
function storyOf({ booking }: Shown, reader: Reader): string[] {
  const { sequence, overlapping } = booking
  const moves = booking.state === 'cancelled' ? sequence - 1 : sequence
  const missed = booking.state === 'confirmed' ? missedTime(booking) : null
  return [
    ...(moves > 0 ? [moves === 1 ? 'Moved once.' : `Moved ${moves} times.`] : []),
    ...(overlapping ? ['In Outlook it was put on top of something else.'] : []),
    ...(missed ? [`It could not be moved to ${timeOf({ slot: missed }, reader)}: it stays where it was.`] : []),
    ...(booking.state === 'cancelled'
      ? [`Cancelled ${byWhom(booking.by)}, ${shortWhen(booking.cancelledAt, reader)}.`]
      : []),
    ...(booking.state === 'cancelled' && booking.comment ? [`“${booking.comment}”`] : []),
    ...(booking.state === 'declined' && booking.by.as !== 'clock' ? [`Declined ${byWhom(booking.by)}.`] : []),
    ...(booking.state === 'declined' && booking.comment ? [`“${booking.comment}”`] : [])
  ]
}

function byWhom(by: Extract<Booked['booking'], { state: 'cancelled' }>['by']): string {
  if ('name' in by) return `by ${by.name}`
  return by.as === 'invitee' ? 'by the invitee' : by.as === 'calendar' ? 'in Outlook' : 'by itself'
}

const momentOf = (at: Instant, reader: Reader) => `${dayText(at, reader)}, ${timeText(at, reader)}`

export const timeOf = ({ slot }: { slot: Booked['booking']['slot'] }, reader: Reader) =>
  `${dayText(slot.start, reader)}, ${spanText(slot, reader)}, ${zoneText(reader.zone)}`
