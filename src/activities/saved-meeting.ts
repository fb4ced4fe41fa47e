import { createHash } from 'node:crypto'
import { calendar } from '../audit/audit-log.ts'
import type { Attendance } from '../bookings/in-calendar.ts'
import type { Item } from '../following/items.ts'
import type { ChosenRecord } from '../links/chosen-record.ts'
import type { Person, PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import { type Span, same } from '../time/span.ts'
import { endOn, startOn } from '../time/wall-clock.ts'
import type { Zone } from '../time/zones.ts'
import type { LegKey } from './leg.ts'

/** A meeting of the organizer's calendar, as the calendar shows it: what an Event may say of it. */
export type MeetingSaid = Span & {
  allDay: boolean
  /** The organizer's, when it was read. */
  zone: string
  subject: string
  place: string
  joinUrl: string | null
  private: boolean
  kind: Item['kind']
  /** Whose meeting it is, where it is not the organizer's own. */
  host: { name: string; address: string } | null
  attendees: readonly Pick<Attendance, 'name' | 'address' | 'response'>[]
  /** As they stood on the item; absent of what was saved before anybody looked. */
  categories?: readonly string[]
}

/** Whom and what the Event is about. `who` undefined: matching decides, as for an invitee; null: nobody, on purpose. */
export type ChosenFor = { who?: string | null; record: ChosenRecord | null }

/**
 * followed: the Event says what the calendar shows · over: there is no meeting any more, and no Event · kept: not followed any
 * more, the Event stays as it is · removed: not followed any more, and the Event goes.
 */
export type SavedState = 'followed' | 'over' | 'kept' | 'removed'

/** In the place of a person, where a meeting was saved by its category: Exchange does not say who gave it. */
export const somebodyInOutlook: Person = { ...calendar, address: '' }

export const isSomebodyInOutlook = ({ id }: Person): boolean => id === somebodyInOutlook.id

/** A meeting that no link has made and that a person has saved to Salesforce. */
export type SavedMeeting = {
  key: LegKey
  organizer: PersonId
  /** In the organizer's mailbox. */
  item: string
  iCalUId: string
  series: string | null
  state: SavedState
  said: MeetingSaid
  chosen: ChosenFor
  /** Who saved it first: the Event says so, for good. */
  savedBy: Person
  /** Who said the last word about it: her own Salesforce rights may serve while the organizer is not connected. */
  lastBy: Person
  /** Who made the meeting, where we know it: the keeper of the link from which it came. */
  madeBy: PersonId | null
  at: Instant
  /** Counts every change; who writes says which one she has read. */
  version: number
}

/**
 * The same for everybody who presses "save", now and in a year: the id that the meeting has in every mailbox, which is another
 * one for each occurrence of a series, within one organizer's calendar. Fits the Event's external id field.
 */
export function meetingLegKey(organizer: PersonId, iCalUId: string): LegKey {
  const hash = createHash('sha256').update(`${organizer.toLowerCase()}\n${iCalUId}`).digest('hex')
  return `mt-${hash.slice(0, 40)}`
}

/** Undefined: an all-day item, and nobody knows in which zone the owner's days begin. */
export function saidOf(item: Item, zone: Zone | undefined): MeetingSaid | undefined {
  if (item.allDay && !zone) return undefined
  const { start, end } =
    item.allDay && zone ? { start: startOn(zone, item.span.start), end: endOn(zone, item.span.end) } : item.span
  return {
    start,
    end,
    allDay: item.allDay,
    zone: zone?.name ?? 'UTC',
    subject: item.subject,
    place: item.place,
    joinUrl: item.meeting.joinUrl,
    private: item.private,
    kind: item.kind,
    host: item.own ? null : item.organizer,
    attendees: item.attendees.map(({ name, address, response }) => ({ name, address, response })),
    categories: item.categories
  }
}

/** In which respects the calendar says something else than before, of what an Event shows; none: the same meeting. */
export function differences(before: MeetingSaid, after: MeetingSaid): string[] {
  const is = {
    time: !same(before, after),
    subject: before.subject !== after.subject,
    place: before.place !== after.place || before.joinUrl !== after.joinUrl,
    'private or not': before.private !== after.private,
    people: peopleOf(before) !== peopleOf(after)
  }
  return Object.entries(is).flatMap(([what, different]) => (different ? [what] : []))
}

const peopleOf = ({ host, attendees }: MeetingSaid) =>
  JSON.stringify([
    host?.address.toLowerCase() ?? null,
    attendees.map(({ name, address, response }) => [address.toLowerCase(), name, response]).sort()
  ])

/** The same whom and what. */
export const isSameChoice = (a: ChosenFor, b: ChosenFor): boolean =>
  a.who === b.who && (a.record?.id.slice(0, 15) ?? null) === (b.record?.id.slice(0, 15) ?? null)
