import { expect, test } from 'vitest'
import type { Storage } from '../../src/storage/database.ts'
import { KEPT_AFTER } from '../../src/storage/tidy.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/time/instant.ts'
import { dana, olga } from '../world/cast.ts'
import { onBothEngines, type Place } from './engines.ts'
import { halfHour, meeting, now, openWithLinks, wish } from './story.ts'

const LEASE = 30 * SECOND

/** Three bookings: the first is parked, the second was tried in vain, the third was never tried. */
async function withTrouble(room: Place): Promise<Storage> {
  const storage = await openWithLinks(room)
  for (const number of [1, 2, 3]) {
    const placing = wish({ id: `booking-${number}`, slot: halfHour(number) })
    await storage.bookings.place({ ...placing, now: now + number })
  }
  const [first, second] = await storage.outbox.take(2, LEASE, now + 10)
  if (!first || !second) throw new Error('nothing is due')
  await storage.outbox.park(first, 'no such user', now + 20)
  await storage.outbox.later(second, now + HOUR, 'too busy')
  return storage
}

const ids = async ({ outbox }: Storage, organizers?: string[]) =>
  (await outbox.waiting(10, organizers)).map(({ bookingId }) => bookingId)
const idOf = async ({ outbox }: Storage, booking: string) => (await outbox.ofBooking(booking))[0]?.id ?? ''

onBothEngines('messages that have not got through', ({ place }) => {
  test('are listed, what is stopped first, with reason, age and next try; what was never tried is not', async () => {
    const storage = await withTrouble(await place())
    expect(await storage.outbox.waiting(10)).toMatchObject([
      {
        bookingId: 'booking-1',
        organizer: olga.id,
        parkedAt: now + 20,
        lastProblem: 'no such user',
        attempts: 1,
        writtenAt: now + 1
      },
      { bookingId: 'booking-2', parkedAt: null, dueAt: now + HOUR, lastProblem: 'too busy', inHandUntil: null }
    ])
    expect(await storage.outbox.waiting(1)).toHaveLength(1)
  })

  test('are told to those who act for the organizer, and to nobody else', async () => {
    const storage = await withTrouble(await place())
    expect(await ids(storage, [olga.id])).toHaveLength(2)
    expect(await ids(storage, [dana.id])).toEqual([])
    expect(await ids(storage, [])).toEqual([])
  })

  test('are tried again at a click, and two clicks are one attempt', async () => {
    const room = await place()
    const storage = await withTrouble(room)
    const other = await room.open()
    const id = await idOf(storage, 'booking-1')
    const clicks = await Promise.all(
      [storage, other, storage, other].map(({ outbox }) => outbox.retry(id, now + MINUTE))
    )
    expect(clicks.filter(Boolean)).toHaveLength(1)
    const taken = await storage.outbox.takeOf('booking-1', 'create meeting', LEASE, now + MINUTE)
    expect(taken?.attempt).toBe(2) // a repeat looks before it acts
    expect(await storage.outbox.retry(id, now + MINUTE + 1)).toBe(false) // it is in hand
    expect((await storage.outbox.waiting(10))[0]).toMatchObject({
      bookingId: 'booking-1',
      inHandUntil: now + MINUTE + LEASE
    })
  })

  test('that wait for their next try need not wait', async () => {
    const storage = await withTrouble(await place())
    expect(await storage.outbox.retry(await idOf(storage, 'booking-2'), now + MINUTE)).toBe(true)
    const taken = await storage.outbox.take(10, LEASE, now + MINUTE)
    expect(taken.map(({ bookingId, attempt }) => [bookingId, attempt])).toContainEqual(['booking-2', 2])
  })

  test('are given up once, with who and why, and then nobody tries them', async () => {
    const room = await place()
    const storage = await withTrouble(room)
    const id = await idOf(storage, 'booking-1')
    const given = { by: 'Dana', why: 'she left\0 the company' }
    expect([
      await storage.outbox.drop(id, given, now + MINUTE),
      await storage.outbox.drop(id, given, now + MINUTE)
    ]).toEqual([true, false])
    expect(await storage.outbox.retry(id, now + HOUR)).toBe(false)
    expect(await storage.outbox.findWaiting(id)).toBeUndefined()
    expect(await ids(storage)).toEqual(['booking-2'])
    expect((await storage.outbox.take(10, LEASE, now + DAY)).map(({ bookingId }) => bookingId)).not.toContain(
      'booking-1'
    )
    expect(await storage.outbox.ofBooking('booking-1')).toMatchObject([{ droppedAt: now + MINUTE }])
    expect(await room.sql('select dropped_by, dropped_why from outbox where dropped_at is not null')).toEqual([
      { dropped_by: 'Dana', dropped_why: 'she left the company' }
    ])
  })

  test('that are still being tried, done, or nobody’s, are not given up and not tried again', async () => {
    const storage = await withTrouble(await place())
    const waiting = await idOf(storage, 'booking-2')
    expect(await storage.outbox.drop(waiting, { by: 'Dana', why: 'x' }, now)).toBe(false)
    const third = await storage.outbox.takeOf('booking-3', 'create meeting', LEASE, now + MINUTE)
    if (third) await storage.outbox.done(third, now + MINUTE)
    const done = await idOf(storage, 'booking-3')
    for (const id of [done, '999999', 'x', '-1', '1e3', '9'.repeat(40)]) {
      expect([await storage.outbox.retry(id, now + HOUR), await storage.outbox.findWaiting(id)]).toEqual([
        false,
        undefined
      ])
    }
  })
})

onBothEngines('what nobody needs any more', ({ place }) => {
  test('goes a month after the meeting; bookings, facts, links and what still waits stay', async () => {
    const room = await place()
    const storage = await withTrouble(room)
    const { bookings, outbox, sessions } = storage
    const third = await outbox.takeOf('booking-3', 'create meeting', LEASE, now + MINUTE)
    if (!third) throw new Error('nothing is due')
    await bookings.append('booking-3', 1, [{ at: now, type: 'confirmed', meeting }], [], now)
    await outbox.done(third, now + MINUTE)
    const letter = await outbox.takeOf('booking-3', 'tell people', LEASE, now + MINUTE)
    if (!letter) throw new Error('nobody is told')
    await outbox.done(letter, now + MINUTE)
    const ends = { startedAt: now, endsAt: now + HOUR, tokenEndsAt: now }
    await sessions.start({ hash: 'h', person: dana, sealedToken: null, ...ends })

    const over = halfHour(3).end
    expect(await storage.tidy(now)).toMatchObject({ outbox: 0, sessions: 0 })
    expect(await storage.tidy(over + KEPT_AFTER)).toMatchObject({ outbox: 0, sessions: 1 })
    expect(await storage.tidy(over + KEPT_AFTER + MINUTE)).toMatchObject({ outbox: 2, sessions: 0 })
    expect(await outbox.ofBooking('booking-3')).toEqual([])
    expect(await bookings.find('booking-3')).toMatchObject({ state: 'confirmed', version: 2 })
    expect(await ids(storage)).toEqual(['booking-1', 'booking-2'])
    const [counts] = await room.sql('select (select count(*) from bookings) as b, (select count(*) from links) as l')
    expect([Number(counts?.b), Number(counts?.l)]).toEqual([3, 2])
  })
})
