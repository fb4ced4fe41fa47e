import type { Rules } from '../availability/rules.ts'
import type { OfferedBy } from '../people/initiator.ts'
import type { Person } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { ChosenRecord } from './chosen-record.ts'

export type LinkId = string

/** Where the meeting takes place: `teams` asks Exchange for an online meeting, the others print the text as it is. */
export type Place = { kind: 'teams' } | { kind: 'phone' | 'address' | 'other'; text: string }

type Common = OfferedBy & {
  id: LinkId
  createdAt: Instant
  revokedAt: Instant | null
  /** Who answers for it since it was handed over: her right carries it. Absent: whoever made it. */
  keeper?: Person
  /** After this nobody can book; null: never. */
  expiresAt: Instant | null
  /** How many bookings it takes; null: any number. */
  uses: number | null
  subject: string
  place: Place
  /** A word to the invitee, plain text; '' for none. */
  note: string
  /** What its meetings are about in Salesforce; missing and null: what goes with the invitee. */
  record?: ChosenRecord | null
  /** Invited along; their time limits nothing. */
  optional: readonly Person[]
  /** Minutes before the start in which an invitee can no longer move or cancel; absent: CHANGES_CLOSE. */
  changesClose?: number
  /** Minutes that somebody has for approving a booking before its time is free again; absent: nobody needs to. */
  approvalWithin?: number
}

/** Late enough for a train that was missed, early enough for an executive to use the hour. Minutes. */
export const CHANGES_CLOSE = 120

/** All free slots within rules. */
export type AvailabilityLink = Common & Extract<Rules, { kind: 'availability' }>

/** Slots picked by hand. */
export type TimeSlotLink = Common & Extract<Rules, { kind: 'time slots' }>

/** Never changes once it is made; it can only be revoked, or handed over to another keeper. */
export type Link = AvailabilityLink | TimeSlotLink

/** Whose right carries the link, and whom to write to about it. The initiator stays who she is. */
export const keeperOf = ({ keeper, madeBy }: Pick<Link, 'keeper' | 'madeBy'>): Person => keeper ?? madeBy

export type Life = 'active' | 'revoked' | 'expired' | 'exhausted'

/** `taken`: bookings that are held or confirmed. Suspension is not here: it follows from authority (open-link.ts). */
export function lifeOf(link: Link, taken: number, now: Instant): Life {
  if (link.revokedAt !== null) return 'revoked'
  if (link.expiresAt !== null && link.expiresAt <= now) return 'expired'
  if (link.uses !== null && taken >= link.uses) return 'exhausted'
  if (link.kind === 'time slots' && link.slots.every(({ start }) => start <= now)) return 'expired'
  return 'active'
}
