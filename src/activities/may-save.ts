import type { MailboxesHours } from '../availability/mailbox-hours.ts'
import type { BookingId } from '../bookings/booking.ts'
import type { BookingStore } from '../bookings/booking-store.ts'
import { bookingOfKey } from '../bookings/create-meeting.ts'
import { type Authority, type AuthorityNeeds, authorize, type Refused } from '../delegates/authority.ts'
import type { Item, Items } from '../following/items.ts'
import { keeperOf } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import { whyOf } from '../outbox/failure.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Person, PersonId } from '../people/person.ts'
import { zoneNamed } from '../time/zones.ts'
import type { LegKey } from './leg.ts'
import { type MeetingSaid, meetingLegKey, type SavedMeeting, saidOf } from './saved-meeting.ts'
import type { SavedMeetingStore } from './saved-meeting-store.ts'

export type MaySaveNeeds = AuthorityNeeds & {
  items: Items
  bookings: Pick<BookingStore, 'find'>
  links: Pick<LinkStore, 'find'>
  mailboxHours: MailboxesHours
  savedMeetings: SavedMeetingStore
}

/** Why there is nothing to save, whoever asks. */
export type NotThere =
  /** No such item in this calendar (any more). */
  | { not: 'gone' }
  /** It is a booking, whose Event is written by itself. */
  | { not: 'booking'; booking: BookingId }
  | { not: 'cancelled' }
  /** A whole series: its occurrences are saved one by one. */
  | { not: 'series' }
  | { not: 'readable'; why: string }

declare const proven: unique symbol

/** Proof that this actor may save this meeting of this organizer now. Only `maySave` and `maySaveItem` make one. */
export type MaySave = {
  readonly [proven]: true
  readonly authority: Authority<'save meeting'>
  readonly key: LegKey
  readonly item: { id: string; iCalUId: string; series: string | null }
  readonly said: MeetingSaid
  readonly madeBy: PersonId | null
  /** What was saved before, if anything was. */
  readonly saved: SavedMeeting | undefined
}

/** Whoever could save none of the organizer's meetings, not even her own, is refused before anything is read. */
export async function maySave(
  actor: Person,
  organizer: Organizer,
  item: string,
  needs: MaySaveNeeds
): Promise<MaySave | Refused | NotThere> {
  const atAll = await authorize('save meeting', actor, organizer, needs, actor.id)
  if ('refused' in atAll) return atAll
  const read = await needs.items.read(organizer, item)
  if (read === 'gone') return { not: 'gone' }
  if (!('item' in read)) return { not: 'readable', why: whyOf(read) }
  return maySaveItem(actor, organizer, read.item, needs)
}

/** The same of an item that was read in this moment. Private ones are for those who may see what is private. */
export async function maySaveItem(
  actor: Person,
  organizer: Organizer,
  item: Item,
  needs: MaySaveNeeds
): Promise<MaySave | Refused | NotThere> {
  const origin = await originOf(item, organizer.id, needs)
  const authority = await authorize('save meeting', actor, organizer, needs, origin.madeBy ?? undefined)
  if ('refused' in authority) return authority
  if (item.private) {
    const seeing = await authorize('see private items', actor, organizer, needs)
    if ('refused' in seeing) return seeing
  }
  if (origin.booking !== null) return { not: 'booking', booking: origin.booking }
  if (item.cancelled) return { not: 'cancelled' }

  const key = meetingLegKey(organizer.id, item.meeting.iCalUId)
  const saved = await needs.savedMeetings.find(key)
  // A meeting that was saved and then made a series goes on as its first occurrence, as a booking does.
  if (item.kind === 'series' && !saved) return { not: 'series' }
  const hours = await needs.mailboxHours.hoursOf(organizer)
  const said = saidOf(item, 'zone' in hours ? zoneNamed(hours.zone) : undefined)
  if (!said) return { not: 'readable', why: 'unknown' in hours ? hours.unknown : 'its days are not known' }
  const { id, iCalUId } = item.meeting
  return {
    authority,
    key,
    item: { id, iCalUId, series: item.series },
    said,
    madeBy: origin.madeBy,
    saved
  } as MaySave
}

/** For stopping: by what was saved, as the meeting itself may be gone. */
export async function mayStop(
  actor: Person,
  organizer: Organizer,
  key: LegKey,
  needs: AuthorityNeeds & Pick<MaySaveNeeds, 'savedMeetings'>
): Promise<{ authority: Authority<'save meeting'>; saved: SavedMeeting } | Refused | { not: 'saved' }> {
  const saved = await needs.savedMeetings.find(key)
  const mine = saved?.organizer === organizer.id ? saved : undefined
  const authority = await authorize(
    'save meeting',
    actor,
    organizer,
    needs,
    mine ? (mine.madeBy ?? undefined) : actor.id
  )
  if ('refused' in authority) return authority
  if (!mine) return { not: 'saved' }
  if (mine.said.private) {
    const seeing = await authorize('see private items', actor, organizer, needs)
    if ('refused' in seeing) return seeing
  }
  return { authority, saved: mine }
}

/**
 * Exchange forgets by whose hand an item was made. What we know: a meeting that carries our key came from a link, and whoever
 * keeps that link made it. It need not be the booking itself: copies carry the key, too, and so does what an invitee has left.
 */
export async function originOf(
  item: Item,
  organizer: PersonId,
  { bookings, links }: Pick<MaySaveNeeds, 'bookings' | 'links'>
): Promise<{ madeBy: PersonId | null; booking: BookingId | null }> {
  const id = item.key === null ? undefined : bookingOfKey(item.key)
  const booking = id === undefined ? undefined : await bookings.find(id)
  if (!booking || booking.state === 'new' || booking.organizer !== organizer) return { madeBy: null, booking: null }
  const found = await links.find(booking.link)
  const isIt =
    booking.state === 'held' ||
    (booking.state === 'confirmed' &&
      [item.meeting.id, item.series].includes(booking.meeting.id) &&
      (item.kind !== 'part' || item.span.start === booking.slot.start))
  return { madeBy: found ? keeperOf(found.link).id : null, booking: isIt ? booking.id : null }
}
