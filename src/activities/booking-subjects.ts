import type { Confirmed } from '../bookings/booking.ts'
import type { BookingStore } from '../bookings/booking-store.ts'
import { decide } from '../bookings/decide.ts'
import { type Response, replyOf } from '../bookings/in-calendar.ts'
import { keeperOf, type Link } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { Person } from '../people/person.ts'
import type { Clock } from '../time/instant.ts'
import { same } from '../time/span.ts'
import { activityOf, type Standing } from './activity.ts'
import type { Attendee, Subject, Subjects } from './leg-subject.ts'

type Needs = { bookings: BookingStore; links: LinkStore; clock: Clock; publicOrigin: string }

/** How often the booking is read again when it has moved on while its record is noted. */
const NOTED_IN = 5

/** What bookings say to Salesforce: the booking as it is now, whatever called for the change. */
export function bookingSubjects({ bookings, links, clock, publicOrigin }: Needs): Subjects {
  return {
    async of({ id }) {
      const booking = await bookings.find(id)
      if (booking.state === 'new' || booking.state === 'requested' || booking.state === 'held')
        return { state: 'not yet' }
      const found = await links.find(booking.link)
      if (!found) throw new Error(`booking ${id} has lost its link`)
      return subjectOf(booking, found.link, `${publicOrigin}/console/bookings/${id}`)
    },

    async earlier({ id }) {
      const slots = (await bookings.facts(id)).flatMap((fact) => ('slot' in fact ? [fact.slot] : []))
      const last = slots.at(-1)
      return slots.filter((slot) => last && !same(slot, last))
    },

    async noted({ id }, { recordId, actor, who, start }) {
      for (let turn = 0; turn < NOTED_IN; turn += 1) {
        const now = clock()
        const booking = await bookings.find(id)
        if (booking.state !== 'confirmed' || booking.slot.start !== start) return // the next wish notes it
        const decision = decide({ type: 'note activity', activity: { recordId, actor, who } }, booking, now)
        if ('refused' in decision || decision.facts.length === 0) return
        if (await bookings.append(id, booking.version, decision.facts, [], now)) return
      }
    }
  }
}

function subjectOf(booking: Standing, link: Link, page: string): Subject {
  const keeper = keeperOf(link)
  const delegates = [...whoCancelled(booking, link), keeper]
  const known = { activity: activityOf(booking, link, page), delegates, madeBy: keeper.id, initiator: link.initiator }
  if (booking.state !== 'confirmed') return { ...known, state: 'over' }
  return {
    ...known,
    state: 'on',
    private: booking.inCalendar?.private ?? false,
    attendees: [inviteeOf(booking), ...othersFrom(booking, link)],
    record: link.record ?? null
  }
}

/** Whoever has taken a time has accepted it, until the calendar shows something else. */
function inviteeOf(booking: Confirmed): Attendee {
  const { name, address } = booking.invitee
  return { name, address, reply: replyOf(booking)?.response === 'declined' ? 'Declined' : 'Accepted' }
}

/** People from outside who were added to the meeting in Outlook. */
function othersFrom({ inCalendar, invitee }: Confirmed, { organizer, required, optional }: Link): Attendee[] {
  const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  const known = new Set([invitee, organizer, ...required, ...optional].map(({ address }) => address.toLowerCase()))
  return (inCalendar?.attendees ?? [])
    .filter(({ address }) => !known.has(address.toLowerCase()) && domainOf(address) !== domainOf(organizer.address))
    .map(({ name, address, response }) => ({ name, address, reply: replies[response] }))
}

const replies: Record<Response, Attendee['reply']> = {
  none: 'New',
  tentative: 'New',
  accepted: 'Accepted',
  declined: 'Declined'
}

/** Where she is one of those whom the link knows: rights are read by address, and a change keeps none. */
function whoCancelled(booking: Standing, link: Link): Person[] {
  const by = booking.state === 'cancelled' && 'id' in booking.by ? booking.by.id : undefined
  return [link.madeBy, link.initiator].filter(({ id }) => id === by).slice(0, 1)
}
