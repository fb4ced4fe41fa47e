import type { LinkId } from '../links/link.ts'
import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import type { Seen } from './seen.ts'

/** Made by the server when the page was rendered, so that every repeat is recognised by the same name. */
export type BookingId = string

export type Invitee = {
  name: string
  address: string
  /** Plain text, not verified. */
  note: string
  /** The zone in which the invitee saw the slot. */
  zone: string
}

/** The Exchange item, as far as we must find it again. */
export type Meeting = {
  id: string
  /** The same in every mailbox. */
  iCalUId: string
  joinUrl: string | null
}

/** Something that happened to a booking. */
export type Fact = { at: Instant } & (
  | {
      type: 'held'
      link: LinkId
      organizer: PersonId
      slot: Span
      claim: Span
      invitee: Invitee
      until: Instant
      /** Missing in facts of before this was kept. */
      seen?: Seen
    }
  | { type: 'confirmed'; meeting: Meeting }
  | { type: 'released'; why: string }
  | { type: 'activity written'; recordId: string; actor: string; who: string | null }
)

type Known = {
  id: BookingId
  version: number
  link: LinkId
  organizer: PersonId
  slot: Span
  claim: Span
  invitee: Invitee
  heldAt: Instant
  /** Undefined: booked before this was kept. */
  seen?: Seen | undefined
}

/** The Salesforce leg, once it was written. */
export type Activity = { recordId: string; actor: string; who: string | null; at: Instant }

export type Booking =
  | { state: 'new'; id: BookingId; version: 0 }
  | (Known & { state: 'held'; until: Instant })
  | (Known & { state: 'confirmed'; meeting: Meeting; confirmedAt: Instant; activity: Activity | null })
  | (Known & { state: 'released'; why: string; releasedAt: Instant })

export const newBooking = (id: BookingId): Booking => ({ state: 'new', id, version: 0 })

/** The story so far, told from its facts. Never fails for facts that `decide` has made. */
export const tell = (id: BookingId, facts: readonly Fact[]): Booking => facts.reduce(evolve, newBooking(id))

export function evolve(booking: Booking, fact: Fact): Booking {
  const version = booking.version + 1
  if (fact.type === 'held') {
    const { link, organizer, slot, claim, invitee, until, at, seen } = fact
    return { state: 'held', id: booking.id, version, link, organizer, slot, claim, invitee, heldAt: at, until, seen }
  }
  if (booking.state === 'new') throw new Error(`booking ${booking.id} begins with "${fact.type}"`)

  const { id, link, organizer, slot, claim, invitee, heldAt, seen } = booking
  const known: Known = { id, version, link, organizer, slot, claim, invitee, heldAt, seen }
  switch (fact.type) {
    case 'confirmed':
      return { ...known, state: 'confirmed', meeting: fact.meeting, confirmedAt: fact.at, activity: null }
    case 'released':
      return { ...known, state: 'released', why: fact.why, releasedAt: fact.at }
    case 'activity written': {
      if (booking.state !== 'confirmed') throw new Error(`booking ${id} is ${booking.state} and has an activity`)
      const { recordId, actor, who, at } = fact
      return { ...booking, version, activity: { recordId, actor, who, at } }
    }
  }
}
