// What a booking says to Salesforce after people did something to its meeting in Outlook.
import { expect, test } from 'vitest'
import { bookingSubjects } from '../../src/activities/booking-subjects.ts'
import { type Booking, evolve } from '../../src/bookings/booking.ts'
import type { BookingStore } from '../../src/bookings/booking-store.ts'
import type { Attendance } from '../../src/bookings/in-calendar.ts'
import type { LinkStore } from '../../src/links/link-store.ts'
import { HOUR } from '../../src/time/instant.ts'
import { aBooking, hers, link } from '../following/story.ts'
import { ari, dana, grace, mondayMorning } from '../world/cast.ts'

const told = (booking: Booking) =>
  bookingSubjects({
    bookings: { find: async () => booking } as unknown as BookingStore,
    links: { find: async () => ({ link: { ...link, required: [ari] }, taken: 1 }) } as unknown as LinkStore,
    clock: () => mondayMorning,
    publicOrigin: 'https://book.acme.example'
  }).of({ kind: 'booking', id: 'b-1' })

const seen = (attendees: Attendance[], more = {}) =>
  evolve(aBooking(), {
    ...{ type: 'seen in calendar', at: mondayMorning, respects: ['replies'], attendees },
    ...{ private: false, series: false, ...more }
  })
const someone = (name: string, address: string, response: Attendance['response'] = 'none'): Attendance => ({
  ...{ name, address, response, proposed: null }
})
const her = (reply: string) => ({ name: grace.name, address: grace.address, reply })

test('whoever has taken a time has accepted it, until she declines', async () => {
  expect(await told(aBooking())).toMatchObject({ state: 'on', private: false, attendees: [her('Accepted')] })
  expect(await told(seen([hers({ response: 'declined' })]))).toMatchObject({ attendees: [her('Declined')] })
})

test('people from outside who were added in Outlook come along with their replies, colleagues never', async () => {
  const attendees = [
    hers(),
    someone('Ari Weiss', 'ARI.weiss@acme.example'),
    someone('Dana Whitfield', dana.address, 'accepted'),
    someone('Kit Moreno', 'kit@harborlight.example', 'accepted'),
    someone('Lou Park', 'lou@other.example', 'tentative')
  ]
  expect(await told(seen(attendees))).toMatchObject({
    attendees: [
      her('Accepted'),
      { name: 'Kit Moreno', address: 'kit@harborlight.example', reply: 'Accepted' },
      { name: 'Lou Park', address: 'lou@other.example', reply: 'New' }
    ]
  })
})

test('a meeting that was made private is a private one, and one that was cancelled in Outlook is over', async () => {
  expect(await told(seen([hers()], { private: true }))).toMatchObject({ private: true })
  const cancelled = evolve(aBooking(), {
    ...{ type: 'cancelled', at: mondayMorning, by: { as: 'calendar' }, comment: '' }
  })
  expect(await told(cancelled)).toMatchObject({ state: 'over' })
})

test('of a meeting that was moved it is known when it was before, and back where it began also when it was in between', async () => {
  const [first, second] = [0, 3].map((hours) => ({
    start: mondayMorning + hours * HOUR,
    end: mondayMorning + (hours + 1) * HOUR
  }))
  const earlier = (...slots: unknown[]) =>
    bookingSubjects({
      bookings: { facts: async () => slots.map((slot) => ({ type: 'held', slot })) } as unknown as BookingStore,
      links: {} as LinkStore,
      clock: () => mondayMorning,
      publicOrigin: ''
    }).earlier({ kind: 'booking', id: 'b-1' })
  expect(await earlier(first)).toEqual([])
  expect(await earlier(first, second)).toEqual([first])
  expect(await earlier(first, second, first)).toEqual([second])
})
