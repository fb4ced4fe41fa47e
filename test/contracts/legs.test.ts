import { describe, expect, test } from 'vitest'
import type { Attempt, WrittenRecord } from '../../src/activities/leg.ts'
import type { LegChange, LegStore, NewLeg } from '../../src/activities/leg-store.ts'
import type { Outcome } from '../../src/activities/outcome.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { mondayMorning as now, olga } from '../world/cast.ts'
import { dutiesInMemory, legsInMemory } from '../world/legs.ts'
import { onBothEngines } from './engines.ts'

const leg = (id: string): NewLeg => ({ key: `bk-${id}`, organizer: olga.id, source: { kind: 'booking', id } })
const line = (result: string, at = now): Attempt => ({ at, actor: olga.address, result, said: 'said \u0000 so' })
const written: WrittenRecord = {
  recordId: '00U000000000001AAA',
  actor: olga.address,
  as: 'organizer',
  ownerId: '005000000000001AAA',
  who: null,
  what: null,
  start: now,
  end: now + MINUTE,
  at: now,
  linked: false
}
const off: Outcome = { code: 'organizer_sync_disabled', username: olga.address, said: 'inactive user' }

/** What every store of legs promises. */
function promises(open: () => Promise<LegStore>) {
  test('a leg is made once, asked again as often as you like, and taken by one', async () => {
    const legs = await open()
    expect(await legs.any()).toBe(false)
    expect(await legs.wish(leg('a'), now)).toMatchObject({ state: 'waiting', wished: 1, written: null, notes: [] })
    expect(await legs.any()).toBe(true)
    expect(await legs.wish(leg('a'), now + 1)).toMatchObject({ wished: 2, createdAt: now })
    const [taken, ...others] = (
      await Promise.all([legs.take(5, MINUTE, now + 1), legs.takeOne('bk-a', MINUTE, now + 1)])
    ).flat()
    const mine = taken ?? others[0]
    expect([taken, ...others].filter(Boolean).length).toBe(1)
    expect(await legs.take(5, MINUTE, now + MINUTE)).toEqual([])
    expect(await legs.take(5, MINUTE, now + 2 * MINUTE)).toMatchObject([{ key: 'bk-a' }])
    // the first one's lease is over
    expect(mine && (await legs.settle(mine, { state: 'written', written }, line('written')))).toBe(false)
    expect(mine && (await legs.asking(mine, now))).toBe(false)
    expect(await legs.find('bk-a')).toMatchObject({ state: 'waiting', written: null })
  })

  test('they are taken in the order in which they came, and when they are due', async () => {
    const legs = await open()
    for (const [index, id] of ['c', 'a', 'b'].entries()) await legs.wish(leg(id), now + index)
    expect(await legs.take(5, MINUTE, now - 1)).toEqual([])
    expect((await legs.take(2, MINUTE, now + 5)).map(({ key }) => key)).toEqual(['bk-c', 'bk-a'])
    expect((await legs.latest([olga.id], ['waiting'], 5)).map(({ key }) => key)).toEqual(['bk-b', 'bk-a', 'bk-c'])
    expect((await legs.latest([olga.id], ['waiting', 'review'], 1)).map(({ key }) => key)).toEqual(['bk-b'])
    expect(await legs.latest([olga.id], ['written', 'review'], 5)).toEqual([])
    expect(await legs.latest([], ['waiting'], 5)).toEqual([])
    expect(await legs.latest(['somebody-else'], ['waiting'], 5)).toEqual([])
    expect(await legs.counts([olga.id])).toEqual({ waiting: 3 })
    expect([await legs.counts(['somebody-else']), await legs.counts([])]).toEqual([{}, {}])
    expect((await legs.findAll(['bk-a', 'bk-none'])).map(({ key }) => key)).toEqual(['bk-a'])
    expect(await legs.findAll([])).toEqual([])
  })

  test('what came of an attempt is kept, with a line of the story', async () => {
    const legs = await open()
    await legs.wish(leg('a'), now)
    const taken = await legs.takeOne('bk-a', MINUTE, now)
    if (!taken) return expect.fail('not taken')
    expect(await legs.asking(taken, now + 3)).toBe(true)
    const change = {
      state: 'review' as const,
      candidates: [{ id: '003', kind: 'contact' as const, name: 'Ō', company: null }]
    }
    expect(await legs.settle(taken, change, line('review', now + 5))).toBe(true)
    expect(await legs.find('bk-a')).toMatchObject({ ...change, since: now + 5, written: null })
    expect((await legs.attempts('bk-a')).map(({ result, actor }) => [result, actor])).toEqual([
      ['review', olga.address]
    ])

    await legs.wish(leg('a'), now + 6)
    const again = await legs.takeOne('bk-a', MINUTE, now + 6)
    if (!again) return expect.fail('not taken')
    expect(again.askedAt).toBe(now + 3)
    await legs.settle(again, { state: 'written', written, outcome: null, notes: ['n'] }, line('written', now + 7))
    expect(await legs.find('bk-a')).toMatchObject({ state: 'written', written, outcome: null, notes: ['n'] })
    await legs.wish(leg('a'), now + 8)
    expect((await legs.takeOne('bk-a', MINUTE, now + 8))?.askedAt).toBe(null)
  })

  test('what has not got through: what is stopped first, then what waits after an attempt in vain', async () => {
    const legs = await open()
    const settled = async (id: string, change: LegChange) => {
      const taken = await legs.takeOne(`bk-${id}`, MINUTE, now)
      if (taken) await legs.settle(taken, change, line(change.state ?? 'sf_retry_later'))
    }
    for (const [index, id] of ['new', 'tried', 'parked', 'gone', 'review', 'done'].entries())
      await legs.wish(leg(id), now + index)
    await settled('tried', { outcome: { code: 'sf_retry_later', said: 'busy' }, dueAt: now + 9 * MINUTE })
    await settled('parked', { state: 'parked', outcome: off })
    await settled('gone', { state: 'removed there', outcome: off })
    await settled('review', { state: 'review' })
    await settled('done', { state: 'written', written })
    const keys = async (limit: number, organizers?: string[]) =>
      (await legs.notThrough(limit, organizers)).map(({ key }) => key.slice(3))
    expect(await keys(9)).toEqual(['parked', 'gone', 'review', 'tried'])
    expect(await keys(2, [olga.id])).toEqual(['parked', 'gone'])
    expect([await keys(9, ['somebody-else']), await keys(9, [])]).toEqual([[], []])
    expect(await legs.counts([olga.id])).toEqual({
      ...{ waiting: 2, parked: 1, 'removed there': 1 },
      ...{ review: 1, written: 1 }
    })
  })

  test('what repeats itself is one line, with how often and when last; writes and words of people are not', async () => {
    const legs = await open()
    await legs.wish(leg('a'), now)
    const settled = async (at: number, change: LegChange, attempt: Attempt) => {
      await legs.wish(leg('a'), at)
      const taken = await legs.takeOne('bk-a', MINUTE, at)
      expect(taken && (await legs.settle(taken, change, attempt))).toBe(true)
    }
    for (const at of [now, now + 5, now + 9])
      await settled(at, { outcome: off }, { ...line('organizer_sync_disabled', at), said: 'inactive \u0000 user' })
    await settled(now + 10, { outcome: off }, { ...line('organizer_sync_disabled', now + 10), said: 'not approved' })
    const dana = { at: now + 11, actor: 'Dana', result: 'waiting', said: 'To be tried again.' }
    for (const at of [now + 11, now + 12])
      await legs.change('bk-a', ['waiting'], { state: 'waiting', again: true }, { ...dana, at })
    for (const at of [now + 13, now + 14]) await settled(at, { state: 'written', written }, line('written', at))
    const lines = await legs.attempts('bk-a')
    expect(lines.map(({ result, at, times, lastAt }) => [result, at - now, times, lastAt - now])).toEqual([
      ['organizer_sync_disabled', 0, 3, 9],
      ['organizer_sync_disabled', 10, 1, 10],
      ['waiting', 11, 1, 11],
      ['waiting', 12, 1, 12],
      ['written', 13, 1, 13],
      ['written', 14, 1, 14]
    ])
  })

  test('what is asked while an attempt is under way is done afterwards; the Event is noted all the same', async () => {
    const legs = await open()
    await legs.wish(leg('a'), now)
    const taken = await legs.takeOne('bk-a', MINUTE, now)
    await legs.wish(leg('a'), now + 1)
    if (!taken) return expect.fail('not taken')
    expect(await legs.settle(taken, { state: 'written', written, dueAt: now + MINUTE }, line('written'))).toBe(true)
    expect(await legs.find('bk-a')).toMatchObject({ state: 'waiting', written, dueAt: now + 1 })
    expect(await legs.take(1, MINUTE, now + 1)).toMatchObject([{ key: 'bk-a', wished: 2 }])
  })

  test('a person’s word counts only while it fits, and asks again where it should', async () => {
    const legs = await open()
    await legs.wish(leg('a'), now)
    expect(await legs.change('bk-a', ['review'], { state: 'given up' }, line('given up'))).toBe(undefined)
    expect(await legs.attempts('bk-a')).toEqual([])
    await legs.change('bk-a', ['waiting'], { state: 'removed there', written }, line('sf_gone'))
    expect(await legs.wish(leg('a'), now + 1)).toMatchObject({ state: 'removed there', wished: 3 })
    expect(await legs.take(1, MINUTE, now + 1)).toEqual([])
    const back = { state: 'waiting' as const, written: null, again: true }
    expect(await legs.change('bk-a', ['removed there'], back, line('waiting', now + 2))).toMatchObject({ wished: 4 })
    expect(await legs.take(1, MINUTE, now + 2)).toMatchObject([{ written: null }])
  })

  test('a person’s word is not written over by an attempt that was under way', async () => {
    const legs = await open()
    await legs.wish(leg('a'), now)
    const taken = await legs.takeOne('bk-a', MINUTE, now)
    await legs.change('bk-a', ['waiting'], { state: 'given up' }, line('given up'))
    expect(taken && (await legs.settle(taken, { state: 'written', written }, line('written')))).toBe(true)
    expect(await legs.find('bk-a')).toMatchObject({ state: 'given up', written })
  })

  test('all that waits for a connection wakes together; somebody is told once, and again of the next trouble', async () => {
    const legs = await open()
    for (const id of ['a', 'b']) {
      await legs.wish(leg(id), now)
      const taken = await legs.takeOne(`bk-${id}`, MINUTE, now)
      if (!taken) return expect.fail('not taken')
      const outcome = id === 'a' ? off : { code: 'sf_retry_later' as const, said: '' }
      await legs.settle(taken, { outcome, failures: 10, dueAt: now + 9 * MINUTE }, line(outcome.code))
    }
    expect(await legs.wake(olga.id, now + 1)).toBe(1)
    expect((await legs.take(5, MINUTE, now + 1)).map(({ key }) => key)).toEqual(['bk-a'])

    expect(await legs.claimTelling('bk-b', now)).toBe(true)
    expect(await legs.claimTelling('bk-b', now)).toBe(false)
    await legs.giveBackTelling('bk-b')
    expect(await legs.claimTelling('bk-b', now)).toBe(true)
    const taken = await legs.takeOne('bk-b', MINUTE, now)
    if (!taken) return expect.fail('not taken')
    await legs.settle(taken, { state: 'written', written }, line('written'))
    expect(await legs.claimTelling('bk-b', now)).toBe(true)
  })
}

describe('legs, kept in memory for tests of pages', () => promises(async () => legsInMemory().legs))

onBothEngines('legs', (engine) => {
  promises(async () => {
    const storage = await (await engine.place()).open()
    await storage.organizers.enrol(olga)
    return storage.legs
  })

  test('a duty is one instance’s at a time; the mark never goes back; settings and usernames are kept', async () => {
    const place = await engine.place()
    const storage = await place.open()
    await storage.organizers.enrol(olga)
    for (const duties of [storage.duties, dutiesInMemory()]) {
      const both = [duties.take('follow', 'one', now + 10, now), duties.take('follow', 'two', now + 10, now)]
      expect((await Promise.all(both)).sort()).toEqual([false, true])
      expect(await duties.take('follow', 'three', now + 20, now + 9)).toBe(false)
      expect(await duties.take('follow', 'three', now + 20, now + 10)).toBe(true)
      await duties.giveBack('follow', 'one')
      expect(await duties.take('follow', 'one', now + 30, now + 11)).toBe(false)
      await duties.giveBack('follow', 'three')
      expect(await duties.take('follow', 'one', now + 30, now + 11)).toBe(true)
    }
    expect(await storage.followedUntil.get()).toBe(undefined)
    await storage.followedUntil.set(now)
    await storage.followedUntil.set(now - 1)
    expect(await storage.followedUntil.get()).toBe(now)

    expect(await storage.activitySettings.of(olga.id)).toMatchObject({ mode: 'create', allPrivate: false })
    const chosen = { mode: 'link', privateMeetings: 'withheld', allPrivate: true } as const
    await storage.activitySettings.choose(olga.id, chosen)
    expect(await storage.activitySettings.of(olga.id)).toEqual(chosen)
    await storage.salesforceUsers.note({ id: 'p', name: 'Piet', address: 'p@acme.example' }, 'p@sf')
    await storage.salesforceUsers.note({ id: 'p', name: 'Piet Jansen', address: 'p@acme.example' }, 'p2@sf')
    expect(await storage.salesforceUsers.usernameOf('p')).toBe('p2@sf')
    expect(await storage.salesforceUsers.usernameOf('q')).toBe(undefined)
    await storage.salesforceUsers.note({ id: 'd', name: 'Dana', address: 'd@acme.example' }, 'd@sf')
    expect(await storage.salesforceUsers.all()).toEqual([
      { person: { id: 'd', name: 'Dana', address: 'd@acme.example' }, username: 'd@sf' },
      { person: { id: 'p', name: 'Piet Jansen', address: 'p@acme.example' }, username: 'p2@sf' }
    ])
    expect(await storage.salesforceUsers.forget('d')).toBe(true)
    expect(await storage.salesforceUsers.forget('d')).toBe(false)
    expect(await storage.salesforceUsers.usernameOf('d')).toBe(undefined)
  })
})
