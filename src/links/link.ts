import type { BusyStatus } from '../availability/busy-time.ts'
import type { WeeklyHours } from '../availability/open-hours.ts'
import type { OfferedBy } from '../people/initiator.ts'
import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'

export type LinkId = string

/** Where the meeting takes place: `teams` asks Exchange for an online meeting, the others print the text as it is. */
export type Place = { kind: 'teams' } | { kind: 'phone' | 'address' | 'other'; text: string }

type Common = OfferedBy & {
  id: LinkId
  createdAt: Instant
  revokedAt: Instant | null
  /** After this nobody can book; null: never. */
  expiresAt: Instant | null
  /** How many bookings it takes; null: any number. */
  uses: number | null
  /** IANA name: the organizer's zone when the link was made. */
  zone: string
  subject: string
  place: Place
  /** A word to the invitee, plain text; '' for none. */
  note: string
  /** Minutes. */
  bufferBefore: number
  bufferAfter: number
  /** Least minutes between now and a start. */
  notice: number
  /** Statuses that take time away. */
  blocks: readonly BusyStatus[]
}

/** All free slots within rules. */
export type AvailabilityLink = Common & {
  kind: 'availability'
  /** Minutes: of a slot, and between starts. */
  length: number
  step: number
  hours: WeeklyHours
  horizonDays: number
}

/** Slots picked by hand. */
export type TimeSlotLink = Common & { kind: 'time slots'; slots: readonly Span[] }

/** Never changes once it is made; it can only be revoked. */
export type Link = AvailabilityLink | TimeSlotLink

export type Life = 'active' | 'revoked' | 'expired' | 'exhausted'

/** `taken`: bookings that are held or confirmed. Suspension is not here: it follows from authority (open-link.ts). */
export function lifeOf(link: Link, taken: number, now: Instant): Life {
  if (link.revokedAt !== null) return 'revoked'
  if (link.expiresAt !== null && link.expiresAt <= now) return 'expired'
  if (link.uses !== null && taken >= link.uses) return 'exhausted'
  if (link.kind === 'time slots' && link.slots.every(({ start }) => start <= now)) return 'expired'
  return 'active'
}
