// What the contract tests have in common: Olga is enrolled, Dana has made her links, people ask for half hours.
import type { Invitee } from '../../src/bookings/booking.ts'
import type { Placing } from '../../src/bookings/booking-store.ts'
import type { Link } from '../../src/links/link.ts'
import type { Message } from '../../src/outbox/message.ts'
import type { Storage } from '../../src/storage/database.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { type Span, widen } from '../../src/time/span.ts'
import { grace, halfHours, mondayMorning, olga, twoTimes } from '../world/cast.ts'
import type { Place } from './engines.ts'
import { hash } from './keys.ts'

export const now = mondayMorning

export const tokenOf = (link: Link) => `token-of-${link.id}`

export async function openWithLinks(place: Place): Promise<Storage> {
  const storage = await place.open()
  await storage.organizers.enrol(olga)
  await storage.links.add(halfHours, hash(tokenOf(halfHours)))
  await storage.links.add(twoTimes, hash(tokenOf(twoTimes)))
  return storage
}

/** The half hour that begins so many half hours after this moment. */
export function halfHour(number: number): Span {
  const start = now + number * 30 * MINUTE
  return { start, end: start + 30 * MINUTE }
}

type Wish = { id: string; slot: Span; link?: Link; buffer?: number; organizer?: string; invitee?: Invitee }

/** What `book` hands to the store when somebody asks for a slot. Buffer in minutes, on both sides. */
export function wish({ id, slot, link = halfHours, buffer = 0, organizer = olga.id, invitee = grace }: Wish): Placing {
  const claim = widen(slot, buffer * MINUTE, buffer * MINUTE)
  return {
    id,
    facts: [{ type: 'held', at: now, link: link.id, organizer, slot, claim, invitee, until: now + HOUR }],
    messages: [createMeeting(id)],
    uses: link.uses,
    now
  }
}

export const createMeeting = (bookingId: string): Message => ({ kind: 'create meeting', bookingId })

export const meeting = { id: 'item-1', iCalUId: 'ical-1', joinUrl: null }
