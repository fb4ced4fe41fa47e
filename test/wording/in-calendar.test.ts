import { expect, test } from 'vitest'
import { legsOf } from '../../server/wording/legs.ts'
import { type Confirmed, evolve } from '../../src/bookings/booking.ts'
import type { Attendance, InCalendar } from '../../src/bookings/in-calendar.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import { aBooking, hers } from '../following/story.ts'
import { mondayMorning, olga } from '../world/cast.ts'

const berlin = zoneNamed('Europe/Berlin')
if (!berlin) throw new Error('no Berlin')
const reader = { zone: berlin, now: mondayMorning }

const seen = (attendee: Attendance, more: Partial<InCalendar> = {}): Confirmed =>
  evolve(aBooking(), {
    ...{ type: 'seen in calendar', at: mondayMorning, respects: ['replies'] },
    ...{ attendees: [attendee], private: false, series: false, ...more }
  }) as Confirmed

const leg = (booking: Confirmed, name: string) =>
  legsOf(booking, [], undefined, olga, reader).find((one) => one.name === name)

test.each([
  ['Has not answered', 'over', null, aBooking()],
  ['Accepted', 'good', null, seen(hers({ response: 'accepted' }))],
  ['Accepted tentatively', 'wait', null, seen(hers({ response: 'tentative' }))],
  [
    'Declined',
    'stop',
    'The meeting stays in the calendar until somebody cancels it.',
    seen(hers({ response: 'declined' }))
  ]
])('of the invitee the console says: %s', (text, tone, why, booking) => {
  expect(leg(booking, 'Invitee')).toEqual({ name: 'Invitee', text, tone, why })
})

test('another time that she would like is said in words, by the organizer’s clock', () => {
  const proposed = { start: Date.parse('2027-01-06T09:00Z'), end: Date.parse('2027-01-06T09:30Z') }
  const booking = seen(hers({ response: 'tentative', proposed, address: hers().address.toUpperCase() }))
  expect(leg(booking, 'Invitee')?.why).toBe(
    'Would like another time: Wednesday 6 January, 10:00 to 10:30. Nothing moves before somebody moves it.'
  )
})

test('a meeting that was put on top of another one, or made private, says so', () => {
  expect(leg(seen(hers(), { private: true, series: true }), 'Calendar')?.why).toBe(
    'It was turned into a series in Outlook: the booking is its first meeting. It was made private in Outlook.'
  )
  const on = { ...aBooking(), overlapping: true }
  expect(leg(on, 'Calendar')).toMatchObject({ tone: 'stop', why: expect.stringContaining('both meetings stand') })
  expect(leg(aBooking(), 'Calendar')).toMatchObject({ tone: 'good', why: null })
})
