import type { Link } from '../../../src/links/link.ts'
import type { Kept } from '../../../src/outbox/message.ts'
import { initiatorLine } from '../../../src/people/initiator.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
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
  legs: Leg[]
  over: boolean
}

type Known = { booking: Told; link: Link; kept: readonly Kept[]; organizer: Organizer; maySeeTitles: boolean }

export function bookingRow({ booking, link, kept, organizer, maySeeTitles }: Known, reader: Reader): BookingRow {
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
    legs: legsOf(booking, kept, organizer, reader),
    over: booking.state === 'released'
  }
}
