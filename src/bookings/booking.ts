import type { Reason } from '../delegates/reason.ts'
import type { LinkId } from '../links/link.ts'
import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import { type Span, same } from '../time/span.ts'
import type { Changer } from './changer.ts'
import type { InCalendar, Respect } from './in-calendar.ts'
import type { Seen } from './seen.ts'

/** Made by the server when the page was rendered, so that every repeat is recognised by the same name. */
export type BookingId = string

/** The same for a form that changes a booking: sent twice it is one change. */
export type ChangeId = string

export type Invitee = {
  name: string
  address: string
  /** Plain text, not verified. */
  note: string
  /** The zone in which the invitee saw the slot. */
  zone: string
  /** A BCP 47 tag, in which she is written to; missing: English. */
  language?: string
}

/** The Exchange item, as far as we must find it again. */
export type Meeting = {
  id: string
  /** The same in every mailbox. */
  iCalUId: string
  joinUrl: string | null
}

type AskedFor = {
  link: LinkId
  organizer: PersonId
  slot: Span
  claim: Span
  invitee: Invitee
  until: Instant
  /** Missing in facts of before this was kept. */
  seen?: Seen
}

/** Something that happened to a booking. */
export type Fact = { at: Instant } & (
  | ({ type: 'held' } & AskedFor)
  /** The same, on a link whose bookings somebody must approve first; until then it claims its time. */
  | ({ type: 'requested' } & AskedFor)
  | { type: 'approved'; by: Changer; until: Instant }
  | { type: 'declined'; by: Changer; comment: string }
  | { type: 'confirmed'; meeting: Meeting }
  /** `because`: whoever keeps the link had lost the right to offer the time. */
  | { type: 'released'; why: string; because?: Reason }
  /** From here on two claims stand: the meeting's own, and that of the time to which it shall move. */
  | { type: 'move asked'; change: ChangeId; by: Changer; slot: Span; claim: Span; until: Instant; seen?: Seen }
  | { type: 'move given up'; why: string }
  /** The meeting stands at this time in the calendar, whether we moved it there or somebody in Outlook. */
  | {
      type: 'moved'
      by: Changer
      slot: Span
      claim: Span
      seen?: Seen
      /** Where it was found under another id or address to join. */
      meeting?: Meeting
      /** Put on top of something else in Outlook: it stands, and claims nothing. */
      overlapping?: true
    }
  | { type: 'cancelled'; change?: ChangeId; by: Changer; comment: string }
  /** The organizer's item was read, and was different in these respects. `meeting`: it stands under another id. */
  | ({ type: 'seen in calendar'; respects: Respect[]; meeting?: Meeting } & InCalendar)
  /** A meeting beside the one that was confirmed, of the same booking, was taken out of the calendar. */
  | { type: 'twin removed'; id: string }
  | { type: 'activity written'; recordId: string; actor: string; who: string | null }
)

/** A change that somebody asked for by a form, and what has become of it. `sequence`: the booking's, when it was asked for. */
export type Change = { id: ChangeId; slot: Span | null; became: 'asked' | 'done' | 'given up'; sequence: number }

/** A move that Exchange has not answered yet. */
export type Move = { change: ChangeId; by: Changer; slot: Span; claim: Span; until: Instant; seen?: Seen | undefined }

type Known = {
  id: BookingId
  version: number
  link: LinkId
  organizer: PersonId
  /** Where the meeting stands, or shall stand; while it is being moved, still the old one. */
  slot: Span
  claim: Span
  invitee: Invitee
  heldAt: Instant
  /** Undefined: booked before this was kept. */
  seen?: Seen | undefined
  /** What the invitee took first, by which a repeat of her form is known. */
  firstSlot: Span
  /** Rises with each move and with the cancellation; SEQUENCE in calendar files. */
  sequence: number
  /** When time or state last changed for the invitee. */
  changedAt: Instant
  /** Oldest first. */
  changes: readonly Change[]
  /** How often the invitee has moved it, or is about to. */
  movesByInvitee: number
  /** Its time lies on top of something else, by somebody's hand in Outlook: it claims nothing. */
  overlapping: boolean
  /** Null: as we have written it, as far as anybody has seen. */
  inCalendar: InCalendar | null
}

/** The Salesforce leg, once it was written. `slot`: the time that was written. */
export type Activity = { recordId: string; actor: string; who: string | null; at: Instant; slot: Span }

export type Booking =
  | { state: 'new'; id: BookingId; version: 0 }
  | (Known & { state: 'requested'; until: Instant })
  | (Known & { state: 'declined'; by: Changer; comment: string; declinedAt: Instant })
  | (Known & { state: 'held'; until: Instant })
  | (Known & {
      state: 'confirmed'
      meeting: Meeting
      confirmedAt: Instant
      activity: Activity | null
      move: Move | null
    })
  | (Known & { state: 'released'; why: string; because?: Reason | undefined; releasedAt: Instant })
  /** For ever. `meeting`: what was confirmed, if anything was. */
  | (Known & {
      state: 'cancelled'
      by: Changer
      comment: string
      cancelledAt: Instant
      meeting: Meeting | null
      activity: Activity | null
    })

export type Confirmed = Extract<Booking, { state: 'confirmed' }>

export const newBooking = (id: BookingId): Booking => ({ state: 'new', id, version: 0 })

/** The story so far, told from its facts. Never fails for facts that `decide` has made. */
export const tell = (id: BookingId, facts: readonly Fact[]): Booking => facts.reduce(evolve, newBooking(id))

/** The time to which it could not be moved, if nothing has happened to it since. */
export function missedTime({ changes, sequence }: Confirmed): Span | null {
  const last = changes.at(-1)
  return last?.became === 'given up' && last.sequence === sequence ? last.slot : null
}

/** The change that this form has asked for before. */
export const changeOf = (booking: Booking, id: ChangeId): Change | undefined =>
  booking.state === 'new' ? undefined : booking.changes.find((change) => change.id === id)

export function evolve(booking: Booking, fact: Fact): Booking {
  const version = booking.version + 1
  if (fact.type === 'held' || fact.type === 'requested') return begun(booking.id, version, fact)
  if (booking.state === 'new') throw new Error(`booking ${booking.id} begins with "${fact.type}"`)

  const known: Known = { ...knownOf(booking), version }
  const changedAt = fact.at
  switch (fact.type) {
    case 'approved':
      return { ...known, changedAt, state: 'held', until: fact.until }
    case 'declined':
      return { ...known, changedAt, state: 'declined', by: fact.by, comment: fact.comment, declinedAt: fact.at }
    case 'confirmed': {
      const leg = { meeting: fact.meeting, confirmedAt: fact.at, activity: null, move: null }
      return { ...known, changedAt, state: 'confirmed', ...leg }
    }
    case 'released':
      return { ...known, changedAt, state: 'released', why: fact.why, because: fact.because, releasedAt: fact.at }
    case 'move asked': {
      const { change, by, slot, claim, until, seen } = fact
      const asked: Change = { id: change, slot, became: 'asked', sequence: known.sequence }
      return {
        ...confirmed(booking, fact),
        version,
        move: { change, by, slot, claim, until, seen },
        changes: [...known.changes, asked],
        movesByInvitee: known.movesByInvitee + (by.as === 'invitee' ? 1 : 0)
      }
    }
    case 'move given up': {
      const { move, ...rest } = confirmed(booking, fact)
      return {
        ...rest,
        version,
        move: null,
        changes: became(known.changes, move, 'given up'),
        movesByInvitee: known.movesByInvitee - (move?.by.as === 'invitee' ? 1 : 0)
      }
    }
    case 'moved': {
      const { move, ...rest } = confirmed(booking, fact)
      const { slot, claim, seen, meeting = rest.meeting, overlapping = false } = fact
      const arrived = move !== null && same(move.slot, slot)
      const changes = became(known.changes, move, arrived ? 'done' : 'given up')
      const sequence = known.sequence + 1
      return { ...rest, version, changedAt, sequence, slot, claim, seen, meeting, overlapping, changes, move: null }
    }
    case 'cancelled': {
      const { by, comment, change } = fact
      const [meeting, activity] =
        booking.state === 'confirmed' ? [booking.meeting, booking.activity] : ([null, null] as const)
      const open = booking.state === 'confirmed' ? became(known.changes, booking.move, 'given up') : known.changes
      const changes = change
        ? [...open, { id: change, slot: null, became: 'done' as const, sequence: known.sequence }]
        : open
      const told = { by, comment, cancelledAt: fact.at, meeting, activity }
      return { ...known, changedAt, changes, sequence: known.sequence + 1, state: 'cancelled', ...told }
    }
    case 'twin removed':
      return { ...booking, version }
    case 'seen in calendar': {
      const rest = confirmed(booking, fact)
      const { meeting = rest.meeting, attendees, series } = fact
      return { ...rest, version, meeting, inCalendar: { attendees, private: fact.private, series } }
    }
    case 'activity written': {
      const { recordId, actor, who, at } = fact
      return { ...confirmed(booking, fact), version, activity: { recordId, actor, who, at, slot: booking.slot } }
    }
  }
}

function begun(id: BookingId, version: number, fact: Extract<Fact, { type: 'held' | 'requested' }>): Booking {
  const { type, link, organizer, slot, claim, invitee, until, at, seen } = fact
  const none = {
    firstSlot: slot,
    sequence: 0,
    changedAt: at,
    changes: [],
    movesByInvitee: 0,
    overlapping: false,
    inCalendar: null
  }
  return { state: type, id, version, link, organizer, slot, claim, invitee, heldAt: at, until, seen, ...none }
}

/** What every state has, and nothing else. */
function knownOf({ id, version, link, organizer, slot, claim, invitee, heldAt, seen, ...rest }: Known): Known {
  const { firstSlot, sequence, changedAt, changes, movesByInvitee, overlapping, inCalendar } = rest
  const story = { firstSlot, sequence, changedAt, changes, movesByInvitee, overlapping, inCalendar }
  return { id, version, link, organizer, slot, claim, invitee, heldAt, seen, ...story }
}

function confirmed(booking: Booking, { type }: Fact): Confirmed {
  if (booking.state !== 'confirmed') throw new Error(`booking ${booking.id} is ${booking.state} and has "${type}"`)
  return booking
}

const became = (changes: readonly Change[], move: Move | null, outcome: Change['became']): readonly Change[] =>
  changes.map((change) => (change.id === move?.change ? { ...change, became: outcome } : change))
