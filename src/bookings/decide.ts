import type { LinkId } from '../links/link.ts'
import type { PersonId } from '../people/person.ts'
import { HOUR, type Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import type { Activity, Booking, Fact, Invitee, Meeting } from './booking.ts'
import type { Seen } from './seen.ts'

/**
 * How long a claim stands while Exchange does not answer. Who was told "being confirmed" expects a meeting, so we try for
 * a day; the slot's own start ends it earlier.
 */
export const HOLD_FOR = 24 * HOUR

export type Command =
  | { type: 'hold'; link: LinkId; organizer: PersonId; slot: Span; claim: Span; invitee: Invitee; seen?: Seen }
  | { type: 'confirm'; meeting: Meeting }
  | { type: 'release'; why: string }
  | { type: 'note activity'; activity: Omit<Activity, 'at'> }

export type Decision =
  | { facts: Fact[] }
  | { refused: 'already held' | 'slot has passed' | 'not held' | 'not confirmed' }

/** Pure: what a command makes of a booking now. */
export function decide(command: Command, booking: Booking, now: Instant): Decision {
  switch (command.type) {
    case 'hold': {
      if (booking.state !== 'new') return { refused: 'already held' }
      if (command.slot.start <= now) return { refused: 'slot has passed' }
      const { link, organizer, slot, claim, invitee, seen } = command
      const until = Math.min(now + HOLD_FOR, slot.start)
      const held = { type: 'held' as const, at: now, link, organizer, slot, claim, invitee, until }
      return { facts: [seen ? { ...held, seen } : held] }
    }
    case 'confirm':
      if (booking.state === 'confirmed') return { facts: [] } // told twice: the same meeting, by its key
      if (booking.state !== 'held') return { refused: 'not held' }
      return { facts: [{ type: 'confirmed', at: now, meeting: command.meeting }] }
    case 'release':
      if (booking.state === 'released') return { facts: [] }
      if (booking.state !== 'held') return { refused: 'not held' }
      return { facts: [{ type: 'released', at: now, why: command.why }] }
    case 'note activity':
      if (booking.state !== 'confirmed') return { refused: 'not confirmed' }
      if (booking.activity?.recordId === command.activity.recordId) return { facts: [] }
      return { facts: [{ type: 'activity written', at: now, ...command.activity }] }
  }
}
