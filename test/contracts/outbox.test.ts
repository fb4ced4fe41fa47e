import { expect, test } from 'vitest'
import { FIRST_LEASE } from '../../src/outbox/deliver.ts'
import type { Taken } from '../../src/outbox/message.ts'
import type { OutboxStore } from '../../src/outbox/outbox-store.ts'
import { MINUTE, SECOND } from '../../src/time/instant.ts'
import { onBothEngines, type Place } from './engines.ts'
import { halfHour, meeting, now, openWithLinks, wish } from './story.ts'

const LEASE = 30 * SECOND

async function withMessages(room: Place, count: number) {
  const storage = await openWithLinks(room)
  for (let number = 0; number < count; number++) {
    const placing = wish({ id: `booking-${number}`, slot: halfHour(number) })
    await storage.bookings.place({ ...placing, now: now + number })
  }
  return storage
}

async function takeOne(outbox: OutboxStore, at: number): Promise<Taken> {
  const [taken] = await outbox.take(1, LEASE, at)
  if (!taken) throw new Error('nothing is due')
  return taken
}

onBothEngines('the outbox', ({ place }) => {
  test('a message is due at once, oldest first, and not before its time', async () => {
    const { outbox } = await withMessages(await place(), 3)
    expect(await outbox.take(10, LEASE, now - 1)).toEqual([])
    const taken = await outbox.take(2, LEASE, now + 10)
    expect(taken).toMatchObject([
      { kind: 'create meeting', bookingId: 'booking-0', attempt: 1, writtenAt: now },
      { kind: 'create meeting', bookingId: 'booking-1', attempt: 1, writtenAt: now + 1 }
    ])
    expect((await outbox.take(10, LEASE, now + 10)).map(({ bookingId }) => bookingId)).toEqual(['booking-2'])
  })

  test('what is placed under a lease is its holder’s first attempt, and another’s second when the lease is over', async () => {
    const { bookings, outbox } = await openWithLinks(await place())
    const lease = { key: 'hers', until: now + LEASE }
    await bookings.place({ ...wish({ id: 'graces', slot: halfHour(1) }), dueAt: now + LEASE, lease })
    const taken = await outbox.heldUnder('hers', 'graces', 'create meeting')
    expect(taken).toMatchObject({ attempt: 1, lease: 'hers', sentAt: null, writtenAt: now })
    expect(await outbox.heldUnder('another’s', 'graces', 'create meeting')).toBeUndefined()
    expect(await outbox.heldUnder('hers', 'graces', 'write activity')).toBeUndefined()
    expect(await outbox.takeOf('graces', 'create meeting', LEASE, now + LEASE - 1)).toBeUndefined()
    expect(await outbox.take(1, LEASE, now + LEASE - 1)).toEqual([])
    expect(await takeOne(outbox, now + LEASE)).toMatchObject({ bookingId: 'graces', attempt: 2, sentAt: now })
    expect(taken && (await outbox.done(taken, now + LEASE))).toBe(false)
    expect(await outbox.heldUnder('hers', 'graces', 'create meeting')).toBeUndefined()
  })

  test('a first attempt may send for as long as a first lease, however long its own is', async () => {
    const { outbox } = await withMessages(await place(), 2)
    expect(await takeOne(outbox, now + 10)).toMatchObject({ attempt: 1, until: now + 10 + FIRST_LEASE })
    const [soon] = await outbox.take(1, SECOND, now + 10)
    expect(soon).toMatchObject({ attempt: 1, until: now + 10 + SECOND })
  })

  test('a message is done with the facts that came of it, unless another has it by then', async () => {
    const { bookings, outbox } = await withMessages(await place(), 2)
    const confirmed = { type: 'confirmed' as const, at: now + 1, meeting }
    const [mine, lost] = await outbox.take(2, LEASE, now + 10)
    if (!mine || !lost) throw new Error('nothing is due')
    expect(await bookings.append('booking-0', 1, [confirmed], [], now + 11, mine)).toBe(true)
    expect(await outbox.ofBooking('booking-0')).toMatchObject([{ doneAt: now + 11 }, { kind: 'tell people' }])

    const another = await takeOne(outbox, now + 10 + LEASE)
    expect(another).toMatchObject({ bookingId: 'booking-1', attempt: 2 })
    expect(await bookings.append('booking-1', 1, [confirmed], [], now + 11, lost)).toBe(true)
    expect((await outbox.ofBooking('booking-1'))[0]).toMatchObject({ doneAt: null })
    expect(await outbox.done(another, now + 12)).toBe(true)
    expect(await bookings.append('booking-1', 1, [confirmed], [], now + 13, another)).toBe(false)
  })

  test('many workers at once never get the same message', async () => {
    const room = await place()
    const { outbox } = await withMessages(room, 30)
    const other = await room.open()
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, worker) => (worker % 2 ? outbox : other.outbox).take(3, LEASE, now + MINUTE))
    )
    const ids = taken.flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const rest = await outbox.take(30, LEASE, now + MINUTE)
    expect(ids.length + rest.length).toBe(30)
  })

  test('it is known since when something may be on its way, and forgotten when surely nothing is', async () => {
    const { outbox } = await withMessages(await place(), 1)
    const first = await takeOne(outbox, now)
    expect(first.sentAt).toBeNull()
    await outbox.later(first, now + SECOND, 'no answer')
    const second = await takeOne(outbox, now + SECOND)
    expect(second.sentAt).toBe(now)
    expect(await outbox.sending(second, now + 2 * SECOND)).toBe(true)
    await outbox.later(second, now + 3 * SECOND, 'busy', true)
    const third = await takeOne(outbox, now + 3 * SECOND)
    expect(third.sentAt).toBe(now)
    await outbox.sending(third, now + 4 * SECOND)
    await outbox.later(third, now + 5 * SECOND, 'no answer')
    const fourth = await takeOne(outbox, now + 5 * SECOND)
    expect(fourth.sentAt).toBe(now + 4 * SECOND)
    expect(await outbox.sending(third, now + 6 * SECOND)).toBe(false) // whoever has lost it sends nothing
  })

  test('what is done is done once', async () => {
    const { outbox } = await withMessages(await place(), 1)
    const taken = await takeOne(outbox, now)
    expect(await outbox.done(taken, now + 5)).toBe(true)
    expect(await outbox.done(taken, now + 6)).toBe(false)
    expect(await outbox.take(10, LEASE, now + MINUTE)).toEqual([])
    expect(await outbox.ofBooking('booking-0')).toMatchObject([{ attempts: 1, doneAt: now + 5, parkedAt: null }])
  })

  test('what failed comes back when it is due, and remembers why', async () => {
    const { outbox } = await withMessages(await place(), 1)
    expect(await outbox.later(await takeOne(outbox, now), now + MINUTE, 'Exchange was\0 busy')).toBe(true)
    expect(await outbox.take(10, LEASE, now + MINUTE - 1)).toEqual([])
    expect(await takeOne(outbox, now + MINUTE)).toMatchObject({ attempt: 2, writtenAt: now })
    expect(await outbox.ofBooking('booking-0')).toMatchObject([{ attempts: 2, lastProblem: 'Exchange was busy' }])
  })

  test('what is parked waits for a person', async () => {
    const { outbox } = await withMessages(await place(), 1)
    expect(await outbox.park(await takeOne(outbox, now), 'no such user', now + 5)).toBe(true)
    expect(await outbox.take(10, LEASE, now + MINUTE)).toEqual([])
    expect(await outbox.takeOf('booking-0', 'create meeting', LEASE, now + MINUTE)).toBeUndefined()
    expect(await outbox.ofBooking('booking-0')).toMatchObject([{ parkedAt: now + 5, lastProblem: 'no such user' }])
    expect(await outbox.oldestDue(now + MINUTE)).toBe(0)
  })

  test('a message whose worker died is taken by another after the lease, not before', async () => {
    const { outbox } = await withMessages(await place(), 1)
    const dead = await takeOne(outbox, now)
    expect(await outbox.take(10, LEASE, now + LEASE - 1)).toEqual([])
    const taken = await takeOne(outbox, now + LEASE)
    expect(taken).toMatchObject({ id: dead.id, attempt: 2 })
    expect(taken.lease).not.toBe(dead.lease)
  })

  test('a worker that was frozen and thaws changes nothing any more', async () => {
    const { outbox } = await withMessages(await place(), 1)
    const thawed = await takeOne(outbox, now)
    const successor = await takeOne(outbox, now + LEASE)
    expect(await outbox.done(thawed, now + LEASE)).toBe(false)
    expect(await outbox.later(thawed, now + 2 * LEASE, 'late')).toBe(false)
    expect(await outbox.park(thawed, 'late', now + LEASE)).toBe(false)
    expect(await outbox.ofBooking('booking-0')).toMatchObject([{ doneAt: null, parkedAt: null, lastProblem: null }])
    expect(await outbox.done(successor, now + LEASE)).toBe(true)
  })

  test('a worker that is merely late may finish while nobody else has begun', async () => {
    const { outbox } = await withMessages(await place(), 1)
    const late = await takeOne(outbox, now)
    expect(await outbox.done(late, now + 2 * LEASE)).toBe(true)
  })

  test('a later message of a booking never overtakes an earlier one of the same part', async () => {
    const { outbox, bookings } = await withMessages(await place(), 1)
    const messages = (['cancel meeting', 'write activity'] as const).map((kind) => ({ kind, bookingId: 'booking-0' }))
    await bookings.append('booking-0', 1, [], messages, now)
    const create = await takeOne(outbox, now)
    expect((await outbox.take(10, LEASE, now + 1)).map(({ kind }) => kind)).toEqual(['write activity'])
    expect(await outbox.takeOf('booking-0', 'cancel meeting', LEASE, now + 1)).toBeUndefined()
    await outbox.later(create, now + MINUTE, 'Exchange was busy')
    expect(await outbox.takeOf('booking-0', 'cancel meeting', LEASE, now + 1)).toBeUndefined()
    const again = await outbox.takeOf('booking-0', 'create meeting', LEASE, now + MINUTE)
    await outbox.done(again as Taken, now + MINUTE)
    expect(await outbox.takeOf('booking-0', 'cancel meeting', LEASE, now + MINUTE)).toMatchObject({ attempt: 1 })
  })

  test('one that is parked keeps nobody waiting', async () => {
    const { outbox, bookings } = await withMessages(await place(), 1)
    await bookings.append('booking-0', 1, [], [{ kind: 'cancel meeting', bookingId: 'booking-0' }], now)
    await outbox.park(await takeOne(outbox, now), 'a person must look', now)
    expect(await takeOne(outbox, now)).toMatchObject({ kind: 'cancel meeting' })
  })

  test("a booking's own message is taken at once, unless the worker has it", async () => {
    const { outbox } = await withMessages(await place(), 2)
    const taken = await outbox.takeOf('booking-1', 'create meeting', LEASE, now + 1)
    expect(taken).toMatchObject({ bookingId: 'booking-1', attempt: 1 })
    expect(await outbox.takeOf('booking-1', 'create meeting', LEASE, now + 1)).toBeUndefined()
    expect(await outbox.takeOf('booking-1', 'write activity', LEASE, now + 1)).toBeUndefined()
    expect(await outbox.takeOf('nowhere', 'create meeting', LEASE, now + 1)).toBeUndefined()
    expect((await outbox.take(10, LEASE, now + 1)).map(({ bookingId }) => bookingId)).toEqual(['booking-0'])
  })

  test('a message may wait for whoever wrote it: the worker gets it only when she has not come', async () => {
    const { bookings, outbox } = await openWithLinks(await place())
    for (const number of [1, 2]) {
      await bookings.place({ ...wish({ id: `booking-${number}`, slot: halfHour(number) }), dueAt: now + LEASE })
    }
    expect(await outbox.take(10, LEASE, now)).toEqual([])
    expect(await outbox.oldestDue(now)).toBe(0)
    expect(await outbox.takeOf('booking-1', 'create meeting', LEASE, now)).toMatchObject({ attempt: 1, writtenAt: now })
    const taken = await outbox.take(1, LEASE, now + LEASE)
    expect(taken).toHaveLength(1)
  })

  test('request and worker that reach for one message at once: one has it', async () => {
    const { outbox } = await withMessages(await place(), 1)
    const hands = await Promise.all([
      outbox.takeOf('booking-0', 'create meeting', LEASE, now),
      outbox.take(1, LEASE, now).then(([taken]) => taken),
      outbox.takeOf('booking-0', 'create meeting', LEASE, now)
    ])
    expect(hands.filter(Boolean)).toHaveLength(1)
  })

  test('the age of the oldest undelivered message is told, also while somebody tries', async () => {
    const { outbox } = await withMessages(await place(), 2)
    expect(await outbox.oldestDue(now - 1)).toBe(0)
    expect(await outbox.oldestDue(now + MINUTE)).toBe(MINUTE)
    const taken = await takeOne(outbox, now)
    expect(await outbox.oldestDue(now + MINUTE)).toBe(MINUTE)
    await outbox.done(taken, now)
    expect(await outbox.oldestDue(now + MINUTE)).toBe(MINUTE - 1)
  })
})
