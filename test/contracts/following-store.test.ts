import { expect, test } from 'vitest'
import type { Hint } from '../../src/following/hint.ts'
import { DAY, MINUTE, SECOND } from '../../src/time/instant.ts'
import { mondayMorning, olga } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'
import { halfHour, meeting, openWithLinks, wish } from './story.ts'

const now = mondayMorning
const hint = (item: string, gone = false): Hint => ({ organizer: olga.id, item, gone })
const subscription = { organizer: olga.id, id: 'sub-1', secretHash: 'ab', address: 'https://x', endsAt: now + DAY }
const state = { link: 'https://graph.microsoft.com/v1.0/…', window: { start: now, end: now + DAY } }

onBothEngines('hints about items', ({ place }) => {
  test('any number about one item are one, however they come, and one that says gone counts', async () => {
    const at = await place()
    const [one, other] = [await openWithLinks(at), await at.open()]
    const many = Array.from({ length: 450 }, (_, number) => hint(`item-${number % 300}`, number === 7))
    await Promise.all([one.hints.write(many, now, now), other.hints.write(many.toReversed(), now, now)])
    expect(await one.hints.waiting()).toEqual({ count: 300, oldest: now })
    const taken = await one.hints.take(500, MINUTE, now)
    expect(taken).toHaveLength(300)
    expect(taken.find(({ item }) => item === 'item-7')).toMatchObject({ gone: true, times: 4, attempt: 1 })
  })

  test('several workers share them, and nobody gets one that another has in hand or that is not due', async () => {
    const at = await place()
    const [one, other] = [await openWithLinks(at), await at.open()]
    await one.hints.write([hint('a'), hint('b'), hint('c')], now, now)
    await one.hints.write([hint('d')], now + SECOND, now)
    const taken = (await Promise.all([one, other, one, other].map(({ hints }) => hints.take(1, MINUTE, now)))).flat()
    expect(taken.map(({ item }) => item).sort()).toEqual(['a', 'b', 'c'])
    expect(await other.hints.take(9, MINUTE, now)).toEqual([])
    expect((await other.hints.take(9, MINUTE, now + MINUTE)).map(({ item }) => item).sort()).toEqual([
      'a',
      'b',
      'c',
      'd'
    ])
  })

  test('what is hinted while it is being read is read again; a lease that was lost changes nothing', async () => {
    const { hints } = await openWithLinks(await place())
    await hints.write([hint('a')], now, now)
    const [first] = await hints.take(1, SECOND, now)
    await hints.write([hint('a')], now, now)
    if (!first) throw new Error('nothing was taken')
    await hints.settle([{ taken: first, became: 'done' }], now)
    const [second] = await hints.take(1, SECOND, now)
    expect(second).toMatchObject({ item: 'a', attempt: 1 })
    const late = { taken: first, became: { dueAt: now + DAY, problem: 'late' } }
    await hints.settle([{ taken: first, became: 'done' }, late], now)
    expect(await hints.waiting()).toMatchObject({ count: 1 })
    if (second) await hints.settle([{ taken: second, became: 'done' }], now)
    expect(await hints.waiting()).toEqual({ count: 0, oldest: null })
  })

  test('what waits after a failure is due at once when it is hinted again', async () => {
    const { hints } = await openWithLinks(await place())
    await hints.write([hint('a')], now, now)
    const [first] = await hints.take(1, MINUTE, now)
    const became = { dueAt: now + DAY, problem: 'Exchange\0 answered 503' }
    if (first) await hints.settle([{ taken: first, became }], now)
    expect(await hints.take(1, MINUTE, now)).toEqual([])
    await hints.write([hint('a')], now, now)
    expect(await hints.take(1, MINUTE, now)).toMatchObject([{ attempt: 2 }])
  })
})

onBothEngines('subscriptions and sweeps of organizers', ({ place }) => {
  test('one instance looks after a subscription at a time, and what it made is told to all', async () => {
    const at = await place()
    const [one, other] = [await openWithLinks(at), await at.open()]
    await Promise.all([one.subscriptions.want([olga.id], now), other.subscriptions.want([olga.id], now)])
    const taken = await Promise.all([one, other].map(({ subscriptions }) => subscriptions.take(9, MINUTE, now)))
    const [mine] = taken.flat()
    expect(taken.flat()).toMatchObject([{ organizer: olga.id, id: null, attempt: 1 }])
    if (!mine) return
    expect(await one.subscriptions.stands(mine, subscription, now + DAY)).toBe(true)
    expect(await one.subscriptions.stands(mine, { ...subscription, id: 'late' }, now)).toBe(false)
    expect(await other.subscriptions.standing()).toEqual([subscription])
    expect(await other.subscriptions.isStanding(olga.id, now)).toBe(true)
    expect(await other.subscriptions.isStanding(olga.id, now + DAY)).toBe(false)
    expect(await other.subscriptions.health(now)).toEqual({
      wanted: 1,
      standing: 1,
      endsFirst: now + DAY,
      problem: null
    })
    expect(await other.subscriptions.take(9, MINUTE, now + DAY - 1)).toEqual([])
  })

  test('hastened, it is due, and whoever had it in hand writes no more', async () => {
    const { subscriptions } = await openWithLinks(await place())
    await subscriptions.want([olga.id], now)
    const [mine] = await subscriptions.take(9, MINUTE, now)
    await subscriptions.hasten(olga.id, true, now)
    if (mine) expect(await subscriptions.stands(mine, subscription, now + DAY)).toBe(false)
    expect(await subscriptions.standing()).toEqual([])
    const [again] = await subscriptions.take(9, MINUTE, now)
    if (again) await subscriptions.later(again, now + MINUTE, 'Exchange answered 403')
    expect(await subscriptions.health(now)).toMatchObject({ standing: 0, problem: 'Exchange answered 403' })
  })

  test('a sweep goes on where the last one ended; hastened meanwhile, it is due at once', async () => {
    const { sweeps } = await openWithLinks(await place())
    await sweeps.want([olga.id], now)
    expect(await sweeps.oldest()).toBeNull()
    const [first] = await sweeps.take(9, MINUTE, now)
    expect(first).toMatchObject({ state: null, attempt: 1 })
    await sweeps.hasten(olga.id, now)
    if (first) await sweeps.swept(first, state, now + DAY, now + SECOND)
    const [second] = await sweeps.take(9, MINUTE, now + SECOND)
    expect(second).toMatchObject({ state, attempt: 1 })
    expect(await sweeps.oldest()).toBe(now + SECOND)
    if (second) await sweeps.swept(second, state, now + DAY, now + SECOND)
    expect(await sweeps.take(9, MINUTE, now + DAY - 1)).toEqual([])
    const [third] = await sweeps.take(9, MINUTE, now + DAY)
    if (third) await sweeps.later(third, now + DAY, 'x', true)
    expect(await sweeps.take(9, MINUTE, now + DAY)).toMatchObject([{ state: null }])
  })
})

onBothEngines('bookings and their items', ({ place }) => {
  test('a booking is found by the id of its meeting, in the calendar of its organizer only', async () => {
    const { bookings, firstReadings } = await openWithLinks(await place())
    await bookings.place(wish({ id: 'b-1', slot: halfHour(4) }))
    expect(await bookings.ofMeeting(olga.id, meeting.id)).toBeUndefined()
    await bookings.append('b-1', 1, [{ type: 'confirmed', at: now, meeting }], [], now)
    expect(await bookings.ofMeeting(olga.id, meeting.id)).toMatchObject({ id: 'b-1', state: 'confirmed' })
    expect(await bookings.ofMeeting('somebody else', meeting.id)).toBeUndefined()
    const seen = { respects: ['id' as const], attendees: [], private: false, series: false }
    const moved = { ...meeting, id: 'item-2' }
    await bookings.append('b-1', 2, [{ type: 'seen in calendar', at: now, ...seen, meeting: moved }], [], now)
    expect(await bookings.ofMeeting(olga.id, meeting.id)).toBeUndefined()
    expect(await bookings.ofMeeting(olga.id, 'item-2')).toMatchObject({ id: 'b-1' })
    await bookings.append('b-1', 3, [{ type: 'cancelled', at: now, by: { as: 'calendar' }, comment: '' }], [], now)
    expect(await bookings.ofMeeting(olga.id, 'item-2')).toMatchObject({ state: 'cancelled' })

    const who = { address: 'grace@x.example', name: 'Grace' }
    expect(await firstReadings.find('b-1')).toBeUndefined()
    await firstReadings.keep('b-1', [who])
    await firstReadings.keep('b-1', [])
    expect(await firstReadings.find('b-1')).toEqual([who])
  })
})
