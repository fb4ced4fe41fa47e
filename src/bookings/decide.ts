import type { Reason } from '../delegates/reason.ts'
import type { LinkId } from '../links/link.ts'
import type { PersonId } from '../people/person.ts'
import { HOUR, type Instant } from '../time/instant.ts'
import { type Span, same } from '../time/span.ts'
import type { Activity, Booking, ChangeId, Fact, Invitee, Meeting } from './booking.ts'
import type { Changer } from './changer.ts'
import type { InCalendar, Respect } from './in-calendar.ts'
import type { Seen } from './seen.ts'

/**
 * How long a claim stands while Exchange does not answer. Who was told "being confirmed" expects a meeting, so we try for
 * a day; the slot's own start ends it earlier.
 */
export const HOLD_FOR = 24 * HOUR

/** How often an invitee may move one booking; then she writes to somebody. */
export const INVITEE_MOVES = 3

type Taking = { link: LinkId; organizer: PersonId; slot: Span; claim: Span; invitee: Invitee; seen?: Seen }

export type Command =
  | ({ type: 'hold' } & Taking)
  /** `answerWithin`: milliseconds that somebody has for approving or declining. */
  | ({ type: 'request'; answerWithin: number } & Taking)
  | { type: 'approve'; by: Changer }
  | { type: 'decline'; by: Changer; comment: string }
  | { type: 'confirm'; meeting: Meeting }
  | { type: 'release'; why: string; because?: Reason }
  /** `closedBefore`: an invitee changes nothing in so many milliseconds before the start. */
  | { type: 'ask move'; change: ChangeId; by: Changer; slot: Span; claim: Span; closedBefore: number; seen?: Seen }
  | { type: 'give up move'; why: string }
  /** The calendar shows the meeting at this time. */
  | {
      type: 'note move'
      by: Changer
      slot: Span
      claim: Span
      seen?: Seen | undefined
      meeting?: Meeting | undefined
      overlapping?: true
    }
  /** The calendar shows the meeting like this. */
  | { type: 'note calendar'; inCalendar: InCalendar; respects: Respect[]; meeting?: Meeting | undefined }
  | { type: 'cancel'; change?: ChangeId; by: Changer; comment: string; closedBefore: number }
  | { type: 'note twin removed'; ids: readonly string[] }
  | { type: 'note activity'; activity: Pick<Activity, 'recordId' | 'actor' | 'who'> }

export type WhyNot =
  | 'already held'
  | 'slot has passed'
  | 'not held'
  | 'not requested'
  | 'not confirmed'
  | 'already over'
  | 'too late'
  | 'being moved'
  | 'moved too often'
  | 'same time'

export type Decision = { facts: Fact[] } | { refused: WhyNot }

/** Pure: what a command makes of a booking now. */
export function decide(command: Command, booking: Booking, now: Instant): Decision {
  switch (command.type) {
    case 'hold':
      return begin('held', HOLD_FOR, command, booking, now)
    case 'request':
      return begin('requested', command.answerWithin, command, booking, now)
    case 'approve':
      if (booking.state !== 'requested') return { refused: 'not requested' }
      if (booking.until <= now) return { refused: 'too late' }
      return {
        facts: [{ type: 'approved', at: now, by: command.by, until: Math.min(now + HOLD_FOR, booking.slot.start) }]
      }
    case 'decline':
      if (booking.state === 'declined') return { facts: [] }
      if (booking.state !== 'requested') return { refused: 'not requested' }
      return { facts: [{ type: 'declined', at: now, by: command.by, comment: command.comment }] }
    case 'confirm':
      if (booking.state === 'confirmed') return { facts: [] } // told twice: the same meeting, by its key
      if (booking.state !== 'held') return { refused: 'not held' }
      return { facts: [{ type: 'confirmed', at: now, meeting: command.meeting }] }
    case 'release':
      if (booking.state === 'released') return { facts: [] }
      if (booking.state !== 'held') return { refused: 'not held' }
      return { facts: [{ at: now, ...command, type: 'released' }] }
    case 'ask move': {
      const { type: _, closedBefore, ...move } = command
      if (booking.state !== 'confirmed') return { refused: isOver(booking) ? 'already over' : 'not confirmed' }
      if (booking.move) return { refused: 'being moved' }
      if (isClosed(booking.slot, command.by, closedBefore, now)) return { refused: 'too late' }
      if (command.by.as === 'invitee' && booking.movesByInvitee >= INVITEE_MOVES) return { refused: 'moved too often' }
      if (same(move.slot, booking.slot)) return { refused: 'same time' }
      if (move.slot.start <= now) return { refused: 'slot has passed' }
      // once one of the two times has begun, nobody can still be told where to go
      const until = Math.min(now + HOLD_FOR, booking.slot.start, move.slot.start)
      return { facts: [{ type: 'move asked', at: now, until, ...move }] }
    }
    case 'give up move':
      if (booking.state !== 'confirmed' || !booking.move) return { facts: [] }
      return { facts: [{ type: 'move given up', at: now, why: command.why }] }
    case 'note move': {
      if (booking.state !== 'confirmed') return { refused: isOver(booking) ? 'already over' : 'not confirmed' }
      if (same(command.slot, booking.slot)) return { facts: [] }
      const { type: _, meeting, seen, ...noted } = command
      // whoever sees our own move in the calendar first: it is still hers who asked for it
      const asked = booking.move && same(booking.move.slot, command.slot) ? booking.move : undefined
      const { by, slot, claim } = asked ?? noted
      const agreed = asked?.seen ?? seen
      const overlapping = asked ? {} : { ...(noted.overlapping && { overlapping: true as const }) }
      const moved = { type: 'moved' as const, at: now, by, slot, claim, ...overlapping }
      return { facts: [{ ...moved, ...(agreed && { seen: agreed }), ...(meeting && { meeting }) }] }
    }
    case 'note calendar': {
      if (booking.state !== 'confirmed') return { refused: isOver(booking) ? 'already over' : 'not confirmed' }
      const { inCalendar, respects, meeting } = command
      if (respects.length === 0) return { facts: [] }
      const seen = { type: 'seen in calendar' as const, at: now, respects, ...inCalendar }
      return { facts: [meeting ? { ...seen, meeting } : seen] }
    }
    case 'cancel': {
      if (booking.state === 'cancelled') return { facts: [] }
      if (booking.state === 'new' || isOver(booking)) return { refused: 'already over' }
      if (isClosed(booking.slot, command.by, command.closedBefore, now)) return { refused: 'too late' }
      const { type: _, closedBefore: __, ...cancelled } = command
      return { facts: [{ type: 'cancelled', at: now, ...cancelled }] }
    }
    case 'note twin removed':
      return { facts: command.ids.map((id) => ({ type: 'twin removed', at: now, id })) }
    case 'note activity':
      if (booking.state !== 'confirmed') return { refused: 'not confirmed' }
      if (booking.activity?.recordId === command.activity.recordId && same(booking.activity.slot, booking.slot))
        return { facts: [] }
      return { facts: [{ type: 'activity written', at: now, ...command.activity }] }
  }
}

function begin(
  type: 'held' | 'requested',
  holdFor: number,
  { link, organizer, slot, claim, invitee, seen }: Taking,
  booking: Booking,
  now: Instant
): Decision {
  if (booking.state !== 'new') return { refused: 'already held' }
  if (slot.start <= now) return { refused: 'slot has passed' }
  const until = Math.min(now + holdFor, slot.start)
  const fact = { type, at: now, link, organizer, slot, claim, invitee, until }
  return { facts: [seen ? { ...fact, seen } : fact] }
}

const isOver = ({ state }: Booking) => state === 'released' || state === 'declined' || state === 'cancelled'

/** Nobody changes what has begun; an invitee stops earlier. What the calendar shows is a fact at any time. */
function isClosed(slot: Span, by: Changer, closedBefore: number, now: Instant): boolean {
  if (by.as === 'calendar') return false
  return now >= slot.start - (by.as === 'invitee' ? closedBefore : 0)
}
