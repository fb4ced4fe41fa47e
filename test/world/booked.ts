// Bookings at hand for tests of pages, told from facts as a store would.
import { type Booking, type Confirmed, type Fact, tell } from '../../src/bookings/booking.ts'
import { HOUR } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { grace, halfHours, mondayMorning, olga } from './cast.ts'

/** Tuesday at two, Berlin time. */
export const tuesdayTwo: Span = { start: Date.parse('2027-01-05T13:00Z'), end: Date.parse('2027-01-05T13:30Z') }

/** What Grace has taken on Monday morning. */
export const heldFact = (more: Partial<Extract<Fact, { type: 'held' }>> = {}): Fact => ({
  type: 'held',
  at: mondayMorning,
  link: halfHours.id,
  organizer: olga.id,
  slot: tuesdayTwo,
  claim: tuesdayTwo,
  invitee: grace,
  until: mondayMorning + 24 * HOUR,
  ...more
})

export const confirmedFact: Fact = {
  type: 'confirmed',
  at: mondayMorning,
  meeting: { id: 'm1', iCalUId: 'u1', joinUrl: null }
}

export const bookedWith = (...facts: Fact[]) => tell('b1', facts) as Exclude<Booking, { state: 'new' }>

export const confirmedWith = (...later: Fact[]) => bookedWith(heldFact(), confirmedFact, ...later) as Confirmed
