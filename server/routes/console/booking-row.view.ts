import type { Leg as SalesforceLeg } from '../../../src/activities/leg.ts'
import { keeperOf, type Link } from '../../../src/links/link.ts'
import type { Kept } from '../../../src/outbox/message.ts'
import { initiatorLine } from '../../../src/people/initiator.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Collision } from '../../../src/watch/collisions.ts'
import { collisionText } from '../../wording/collisions.ts'
import { type Leg, legsOf, type Told } from '../../wording/legs.ts'
import { dayText, isoText, type Reader, spanText, zoneText } from '../../wording/when.ts'

/** A booking in a list, with its legs. */
export type BookingRow = {
  day: string
  time: string
  zone: string
  iso: string
  subject: string
  /** null where the actor may know that time is taken, and no more. */
  invitee: { name: string; address: string; note: string } | null
  initiator: string
  linkHref: string
  /** Its own page; null where the actor may not see it. */
  href: string | null
  legs: Leg[]
  over: boolean
}

type Known = {
  booking: Told
  link: Link
  kept: readonly Kept[]
  leg: SalesforceLeg | undefined
  organizer: Organizer
  maySeeTitles: boolean
  /** What else stands in the calendar at its time. */
  collisions?: readonly Collision[] | undefined
}

export function bookingRow(known: Known, reader: Reader): BookingRow {
  const { booking, link, kept, leg, organizer, maySeeTitles, collisions = [] } = known
  const { name, address, note } = booking.invitee
  return {
    day: dayText(booking.slot.start, reader),
    time: spanText(booking.slot, reader),
    zone: zoneText(reader.zone),
    iso: isoText(booking.slot.start),
    subject: maySeeTitles ? link.subject : 'Booked',
    invitee: maySeeTitles ? { name, address, note } : null,
    initiator: initiatorLine(link),
    linkHref: `/console/links/${link.id}`,
    href: maySeeTitles ? `/console/bookings/${booking.id}` : null,
    legs: withCollisions(
      legsOf(booking, kept, leg, { ...organizer, keeper: keeperOf(link).name }, reader),
      collisions,
      reader
    ),
    over: ['released', 'declined', 'cancelled'].includes(booking.state)
  }
}

/** The meeting stands, and all the same somebody must look. */
function withCollisions(legs: Leg[], collisions: readonly Collision[], reader: Reader): Leg[] {
  if (collisions.length === 0) return legs
  const why = collisionText(collisions, reader)
  return legs.map((leg) => (leg.name === 'Calendar' && leg.tone === 'good' ? { ...leg, tone: 'stop', why } : leg))
}
