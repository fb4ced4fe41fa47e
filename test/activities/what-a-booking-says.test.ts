import { describe, expect, test } from 'vitest'
import { bookingSubjects } from '../../src/activities/booking-subjects.ts'
import { writeActivity } from '../../src/activities/write-activity.ts'
import type { Booking, Fact } from '../../src/bookings/booking.ts'
import type { BookingStore } from '../../src/bookings/booking-store.ts'
import type { Link } from '../../src/links/link.ts'
import type { LinkStore } from '../../src/links/link-store.ts'
import type { Taken } from '../../src/outbox/message.ts'
import { HOUR } from '../../src/time/instant.ts'
import { bookedWith, confirmedFact, heldFact, tuesdayTwo } from '../world/booked.ts'
import { dana, eve, grace, halfHours, mondayMorning, olga } from '../world/cast.ts'
import { legsInMemory } from '../world/legs.ts'

const later = { start: tuesdayTwo.start + HOUR, end: tuesdayTwo.end + HOUR }
const moved: Fact = { type: 'moved', at: mondayMorning, by: { as: 'calendar' }, slot: later, claim: later }
const cancelled: Fact = {
  type: 'cancelled',
  at: mondayMorning,
  by: { as: 'delegate', id: dana.id, name: dana.name, right: 'delegate editor' },
  comment: ''
}

function about(booking: Booking, link: Link = halfHours) {
  const appended: Fact[] = []
  const bookings = {
    find: async () => booking,
    append: async (_: string, __: number, facts: Fact[]) => {
      appended.push(...facts)
      return true
    }
  } as unknown as BookingStore
  const links = { find: async () => ({ link, taken: 1 }) } as unknown as LinkStore
  return {
    bookings,
    appended,
    subjects: bookingSubjects({
      bookings,
      links,
      clock: () => mondayMorning,
      publicOrigin: 'https://book.acme.example'
    })
  }
}
const of = (booking: Booking, link?: Link) => about(booking, link).subjects.of({ kind: 'booking', id: 'b1' })

describe('what a booking says to Salesforce', () => {
  test('nothing before the meeting stands', async () => {
    expect(await of(bookedWith(heldFact()))).toEqual({ state: 'not yet' })
  })

  test('the time at which it stands now, whom it is with, and what the link is about', async () => {
    const record = { id: '0018X0000010001', object: 'Account' as const, name: 'Harborlight' }
    expect(await of(bookedWith(heldFact(), confirmedFact, moved), { ...halfHours, record })).toMatchObject({
      state: 'on',
      activity: later,
      attendees: [{ name: grace.name, address: grace.address, reply: 'Accepted' }],
      record,
      madeBy: dana.id,
      initiator: { id: dana.id },
      delegates: [{ id: dana.id, address: dana.address }]
    })
  })

  test('that it is over, and who has cancelled it, whose own rights may serve', async () => {
    const booking = bookedWith(heldFact(), confirmedFact, cancelled)
    const subject = await of(booking, { ...halfHours, keeper: eve })
    expect(subject).toMatchObject({ state: 'over', madeBy: eve.id, delegates: [{ id: dana.id }, { id: eve.id }] })
  })

  test('the record is noted in its story, but not for a time that is no longer its own', async () => {
    const written = {
      recordId: '00U1',
      actor: 'olga',
      as: 'organizer',
      ownerId: '005',
      who: null,
      what: null,
      ...tuesdayTwo,
      at: 0,
      linked: false
    } as const
    const { subjects, appended } = about(bookedWith(heldFact(), confirmedFact))
    await subjects.noted({ kind: 'booking', id: 'b1' }, { ...written, ...later })
    expect(appended).toEqual([])
    await subjects.noted({ kind: 'booking', id: 'b1' }, written)
    expect(appended).toMatchObject([{ type: 'activity written', recordId: '00U1', actor: 'olga' }])
  })
})

test('the outbox only writes the wish down and rings; it waits for no Salesforce', async () => {
  const { legs } = legsInMemory()
  const wish = (booking: Booking) => {
    let rung = 0
    const ring = () => {
      rung += 1
    }
    const needs = { bookings: about(booking).bookings, legs, clock: () => mondayMorning, ring }
    return writeActivity({ bookingId: 'b1' } as Taken, needs).then((delivery) => [delivery, rung])
  }
  expect(await wish(bookedWith(heldFact()))).toEqual(['done', 0])
  expect(await legs.find('bk-b1')).toBe(undefined)
  expect(await wish(bookedWith(heldFact(), confirmedFact))).toEqual(['done', 1])
  expect(await legs.find('bk-b1')).toMatchObject({ organizer: olga.id, state: 'waiting', wished: 1 })
  await wish(bookedWith(heldFact(), confirmedFact, cancelled))
  expect(await legs.find('bk-b1')).toMatchObject({ wished: 2 })
})
