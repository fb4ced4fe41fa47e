// Grace has a meeting with Olga on Tuesday at ten, Berlin time.
import { type Confirmed, type Fact, tell } from '../../src/bookings/booking.ts'
import type { Attendance } from '../../src/bookings/in-calendar.ts'
import type { Item } from '../../src/following/items.ts'
import { HOUR } from '../../src/time/instant.ts'
import { grace, halfHours, mondayMorning, olga } from '../world/cast.ts'

export const link = halfHours
export const slot = { start: Date.parse('2027-01-05T09:00Z'), end: Date.parse('2027-01-05T09:30Z') }
export const meeting = { id: 'item-1', iCalUId: 'ical-1', joinUrl: null }

export const factsOfABooking: Fact[] = [
  {
    ...{ type: 'held', at: mondayMorning, link: link.id, organizer: olga.id, slot, claim: slot, invitee: grace },
    until: mondayMorning + HOUR
  },
  { type: 'confirmed', at: mondayMorning, meeting }
]

export function aBooking(id = 'b-1'): Confirmed {
  const booking = tell(id, factsOfABooking)
  if (booking.state !== 'confirmed') throw new Error(`it is ${booking.state}`)
  return booking
}

export const hers = (more: Partial<Attendance> = {}): Attendance => ({
  name: grace.name,
  address: grace.address,
  response: 'none',
  proposed: null,
  ...more
})

/** Its item in Olga's calendar. */
export const item = (more: Partial<Item> = {}): Item => ({
  meeting,
  key: 'b-1:1',
  span: slot,
  allDay: false,
  cancelled: false,
  own: true,
  private: false,
  kind: 'single',
  series: null,
  subject: 'Half an hour',
  place: '',
  organizer: null,
  attendees: [hers()],
  categories: [],
  ...more
})
