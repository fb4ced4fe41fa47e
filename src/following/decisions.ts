import { claimOf } from '../availability/offer.ts'
import type { Confirmed } from '../bookings/booking.ts'
import type { Command } from '../bookings/decide.ts'
import type { Attendance, InCalendar, Respect } from '../bookings/in-calendar.ts'
import { seenOf } from '../bookings/seen.ts'
import type { Link } from '../links/link.ts'
import { type Span, same } from '../time/span.ts'
import { endOn, startOn } from '../time/wall-clock.ts'
import { zoneNamed } from '../time/zones.ts'
import type { Invited } from './first-readings.ts'
import type { Item } from './items.ts'

/** A booking beside what the calendar shows of it today. `first`: who was invited when it was first read. */
export type Compared = {
  booking: Confirmed
  link: Link
  seen: Item | 'gone'
  first: readonly Invited[] | undefined
}

/** What happens to the booking: it is over, its time follows, something is noted, or nothing. */
type Effect = 'cancel' | 'move' | Respect | 'nothing'

/** One line of docs/following.md, which a test holds to this table word by word. */
export type Decision = {
  inOutlook: string
  holds(compared: Compared): boolean
  effect: Effect
  booking: string
  salesforce: string
  invitee: string
}

const anItem = (test: (item: Item, compared: Compared) => boolean) => (compared: Compared) =>
  compared.seen !== 'gone' && test(compared.seen, compared)

/** Every line that holds counts; one that ends the booking leaves nothing for the others. */
export const decisions: readonly Decision[] = [
  {
    inOutlook: 'deleted',
    holds: ({ seen }) => seen === 'gone',
    effect: 'cancel',
    booking: 'cancelled, for good; its time is free again',
    salesforce: 'written: cancelled',
    invitee: 'reads that it was cancelled; Exchange has told her'
  },
  {
    inOutlook: 'cancelled',
    holds: anItem(({ cancelled }) => cancelled),
    effect: 'cancel',
    booking: 'cancelled, for good; its time is free again',
    salesforce: 'written: cancelled',
    invitee: 'reads that it was cancelled; Exchange has told her'
  },
  {
    inOutlook: 'invitee taken off the list',
    holds: anItem((_, compared) => inviteeIsOff(compared)),
    effect: 'cancel',
    booking: 'cancelled, for good; what stays in the calendar is the organizer’s own',
    salesforce: 'written: cancelled',
    invitee: 'reads that it was cancelled; Exchange has told her'
  },
  {
    inOutlook: 'moved',
    holds: anItem((item, { booking, link }) => {
      const slot = slotOf(item, link)
      return slot.start !== booking.slot.start
    }),
    effect: 'move',
    booking: 'has the new time and claims it; on top of another booking it stands and claims nothing',
    salesforce: 'written: new time',
    invitee: 'reads the new time; Exchange has told her'
  },
  {
    inOutlook: 'made longer or shorter',
    holds: anItem((item, { booking, link }) => {
      const slot = slotOf(item, link)
      return slot.start === booking.slot.start && slot.end !== booking.slot.end
    }),
    effect: 'move',
    booking: 'has the new length and claims it',
    salesforce: 'written: new end',
    invitee: 'reads the new time; Exchange has told her'
  },
  {
    inOutlook: 'made all-day',
    holds: anItem((item, { booking, link }) => item.allDay && !same(slotOf(item, link), booking.slot)),
    effect: 'move',
    booking: 'takes the whole days on the organizer’s clock',
    salesforce: 'written: new time',
    invitee: 'reads the new time; Exchange has told her'
  },
  {
    inOutlook: 'turned into a series, or back',
    holds: anItem((item, { booking }) => (item.kind === 'series') !== (booking.inCalendar?.series ?? false)),
    effect: 'series',
    booking: 'is the first occurrence; the others are the organizer’s own',
    salesforce: 'unchanged',
    invitee: 'unchanged'
  },
  {
    inOutlook: 'made private, or no longer',
    holds: anItem((item, { booking }) => item.private !== (booking.inCalendar?.private ?? false)),
    effect: 'privacy',
    booking: 'noted',
    salesforce: 'written: as private meetings are, by setting',
    invitee: 'unchanged'
  },
  {
    inOutlook: 'attendees added or removed',
    holds: anItem((item, compared) => listChanged(item, compared)),
    effect: 'attendees',
    booking: 'noted',
    salesforce: 'written: attendees',
    invitee: 'unchanged'
  },
  {
    inOutlook: 'accepted, accepted tentatively or declined',
    holds: anItem((item, { booking }) => answersChanged(item, booking, ({ response }) => response)),
    effect: 'replies',
    booking: 'noted; a decline frees nothing, the organizer decides',
    salesforce: 'written: replies',
    invitee: 'unchanged'
  },
  {
    inOutlook: 'another time proposed',
    holds: anItem((item, { booking }) =>
      answersChanged(item, booking, ({ proposed }) => (proposed ? `${proposed.start}-${proposed.end}` : ''))
    ),
    effect: 'replies',
    booking: 'noted; nothing moves before the organizer moves it',
    salesforce: 'unchanged',
    invitee: 'unchanged'
  },
  {
    inOutlook: 'mailbox moved: other ids',
    holds: anItem(
      ({ meeting }, { booking }) => meeting.id !== booking.meeting.id || meeting.iCalUId !== booking.meeting.iCalUId
    ),
    effect: 'id',
    booking: 'goes on with the new id, found by our key',
    salesforce: 'unchanged',
    invitee: 'unchanged'
  },
  {
    inOutlook: 'text, subject, place, category, reminder or show-as changed',
    holds: () => false,
    effect: 'nothing',
    booking: 'unchanged',
    salesforce: 'unchanged',
    invitee: 'unchanged'
  }
]

/** The commands that bring the booking to what the calendar shows; none when it is there already. */
export function whatFollows(compared: Compared): Command[] {
  const effects = decisions.filter(({ holds }) => holds(compared)).map(({ effect }) => effect)
  if (effects.includes('cancel')) return [{ type: 'cancel', by: { as: 'calendar' }, comment: '', closedBefore: 0 }]
  const { seen, booking, link } = compared
  if (seen === 'gone') return []

  const commands: Command[] = []
  const respects = [...new Set(effects)].filter(
    (effect): effect is Respect => effect !== 'move' && effect !== 'nothing'
  )
  if (effects.includes('move')) commands.push(moveTo(slotOf(seen, link), booking, link))
  if (respects.length > 0) {
    const meeting = respects.includes('id') ? { meeting: seen.meeting } : {}
    commands.push({ type: 'note calendar', inCalendar: inCalendarOf(seen), respects, ...meeting })
  }
  return commands
}

function moveTo(slot: Span, booking: Confirmed, link: Link): Command {
  const seen = seenOf(slot, { invitee: booking.invitee.zone, organizer: link.zone })
  return { type: 'note move', by: { as: 'calendar' }, slot, claim: claimOf(link, slot), seen }
}

/** All-day items float: their dates mean the days on the organizer's wall. */
export function slotOf({ span, allDay }: Item, link: Link): Span {
  const zone = allDay ? zoneNamed(link.zone) : undefined
  return zone ? { start: startOn(zone, span.start), end: endOn(zone, span.end) } : span
}

const inCalendarOf = (item: Item): InCalendar => ({
  attendees: item.attendees,
  private: item.private,
  series: item.kind === 'series'
})

const key = ({ address }: { address: string }) => address.toLowerCase()

/** She was on the list when we first looked, and is there neither by address nor by name. */
function inviteeIsOff({ booking, seen, first }: Compared): boolean {
  if (seen === 'gone' || !first) return false
  const { invitee } = booking
  const isHer = (one: Invited) => key(one) === key(invitee) || (invitee.name !== '' && one.name === invitee.name)
  return first.some(isHer) && !seen.attendees.some(isHer)
}

function listChanged(item: Item, { booking, first }: Compared): boolean {
  const before = booking.inCalendar?.attendees ?? first
  if (!before) return false
  const [was, is] = [new Set(before.map(key)), new Set(item.attendees.map(key))]
  return was.size !== is.size || [...is].some((address) => !was.has(address))
}

/** Somebody who has not been seen before has answered nothing. */
function answersChanged(item: Item, { inCalendar }: Confirmed, of: (attendee: Attendance) => string): boolean {
  const nobody: Attendance = { name: '', address: '', response: 'none', proposed: null }
  const before = new Map((inCalendar?.attendees ?? []).map((attendee) => [key(attendee), attendee]))
  return item.attendees.some((attendee) => of(attendee) !== of(before.get(key(attendee)) ?? nobody))
}
