import type { Booking } from '../../../src/bookings/booking.ts'
import { mayBeGivenUp } from '../../../src/bookings/waiting-work.ts'
import type { Link } from '../../../src/links/link.ts'
import type { Waiting } from '../../../src/outbox/message.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import { effects } from '../../wording/effects.ts'
import { dayText, fromNow, isoText, nextTry, type Reader, shortWhen, spanText, zoneText } from '../../wording/when.ts'
import type { Page } from './desk.ts'
import type { LegRow } from './leg-row.ts'
import type { LegSaid } from './leg-said.view.ts'

export type WaitingRow = {
  id: string
  day: string
  time: string
  zone: string
  iso: string
  invitee: { name: string; address: string }
  linkHref: string
  subject: string
  what: string
  state: { text: string; tone: 'stop' | 'wait' }
  /** What the other side said last. */
  why: string | null
  /** "Since Today 08:00 (2 hours ago), 5 attempts" */
  age: string
  retry: string | null
  giveUp: { action: string; meaning: string } | null
}

type Known = {
  message: Waiting
  booking: Exclude<Booking, { state: 'new' }>
  link: Link
  organizer: Organizer
  mayAct: boolean
}

export function waitingRow({ message, booking, link, organizer, mayAct }: Known, reader: Reader): WaitingRow {
  const parked = message.parkedAt !== null
  const inHand = message.inHandUntil !== null && message.inHandUntil > reader.now
  const given = mayBeGivenUp[message.kind] ? effects[message.kind].givenUp(organizer.name) : null
  const attempts = message.attempts === 1 ? '1 attempt' : `${message.attempts} attempts`
  const next = inHand || message.dueAt <= reader.now ? 'being tried now' : nextTry(message.dueAt, reader)
  return {
    id: message.id,
    day: dayText(booking.slot.start, reader),
    time: spanText(booking.slot, reader),
    zone: zoneText(reader.zone),
    iso: isoText(booking.slot.start),
    invitee: { name: booking.invitee.name, address: booking.invitee.address },
    linkHref: `/console/links/${link.id}`,
    subject: link.subject,
    what: effects[message.kind].what(organizer.name),
    state: parked ? { text: 'Stopped: somebody must look', tone: 'stop' } : { text: `Waiting, ${next}`, tone: 'wait' },
    why: message.lastProblem,
    age: `Since ${shortWhen(message.writtenAt, reader)} (${fromNow(message.writtenAt, reader)}), ${attempts}`,
    retry:
      mayAct && !inHand && (parked || message.dueAt > reader.now) ? `/console/outbox/${message.id}/attempts` : null,
    giveUp: mayAct && parked && given ? { action: `/console/outbox/${message.id}/abandonment`, meaning: given } : null
  }
}

/** What the last click has done. */
export type Done = 'tried' | 'dropped' | 'moved'

export type OutboxView = Page & {
  rows: WaitingRow[]
  /** Activities that have not got through. */
  legs: LegRow[]
  /** What the last click on one of them came to. */
  said: LegSaid | null
  unread: string[]
  more: boolean
  done: Done | null
  /** The message whose giving up lacks its reason. */
  unexplained: string | null
}

export const outboxView = (
  rows: WaitingRow[],
  {
    legs,
    said,
    unread,
    more,
    done,
    unexplained
  }: Pick<OutboxView, 'legs' | 'said' | 'more' | 'done' | 'unexplained'> & { unread: readonly Person[] }
): OutboxView => ({
  title: unexplained ? 'Error: Not delivered yet' : 'Not delivered yet',
  here: 'bookings',
  rows,
  legs,
  said,
  unread: unread.map(({ name }) => name),
  more,
  done,
  unexplained
})
