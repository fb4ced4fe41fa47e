import { expect, test } from 'vitest'
import { MINUTE } from '../../src/time/instant.ts'
import type { Letter } from '../../src/watch/calendar-watches.ts'
import { dana, eve, mondayMorning, olga } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'
import { openWithLinks } from './story.ts'

const now = mondayMorning
const hers = { organizer: olga.id, whose: olga.id }
const letter: Letter = { ...hers, since: now, kind: 'unread', person: dana.id }

onBothEngines('looking after calendars', ({ place }) => {
  test('of several instances one looks, and the next only when it is time', async () => {
    const at = await place()
    const one = await openWithLinks(at)
    const other = await at.open()
    const taken = await Promise.all([one, other, one, other].map(({ watches }) => watches.take(hers, 2 * MINUTE, now)))
    expect(taken.filter(Boolean)).toEqual([{ failures: 0, unreadSince: null }])
    expect(await other.watches.take(hers, 2 * MINUTE, now + 2 * MINUTE - 1)).toBeUndefined()
    await one.watches.note(hers, { failures: 1, unreadSince: now, problem: 'Exchange\0 answered 503' })
    expect(await other.watches.take(hers, 2 * MINUTE, now + 2 * MINUTE)).toEqual({ failures: 1, unreadSince: now })
  })

  test('those that failed often enough, and were looked at lately, are told', async () => {
    const { watches } = await openWithLinks(await place())
    await watches.take(hers, 2 * MINUTE, now)
    await watches.note(hers, { failures: 2, unreadSince: now, problem: 'x' })
    expect(await watches.unread(2, now - 1)).toEqual([{ ...hers, since: now }])
    expect(await watches.unread(3, now - 1)).toEqual([])
    expect(await watches.unread(2, now)).toEqual([])
    await watches.note(hers, { failures: 0, unreadSince: null, problem: null })
    expect(await watches.unread(0, now - 1)).toEqual([])
  })

  test("the calendar of a required colleague has a watch and letters of its own, for each organizer's links", async () => {
    const { watches } = await openWithLinks(await place())
    const eves = { organizer: olga.id, whose: eve.id }
    await watches.take(hers, 2 * MINUTE, now)
    expect(await watches.take(eves, 2 * MINUTE, now)).toEqual({ failures: 0, unreadSince: null })
    await watches.note(eves, { failures: 2, unreadSince: now, problem: 'x' })
    expect(await watches.unread(2, now - 1)).toEqual([{ ...eves, since: now }])
    expect(await watches.claim(letter, now)).toBe(true)
    expect(await watches.claim({ ...letter, ...eves }, now)).toBe(true)
    await watches.giveBack({ ...letter, ...eves })
    expect(await watches.toldOf(eves, now, 'unread')).toEqual([])
    expect(await watches.toldOf(hers, now, 'unread')).toEqual([dana.id])
  })

  test('a letter is claimed once, by whichever instance, until it is given back', async () => {
    const at = await place()
    const one = await openWithLinks(at)
    const other = await at.open()
    const claims = await Promise.all([one, other, other].map(({ watches }) => watches.claim(letter, now)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await one.watches.toldOf(hers, now, 'unread')).toEqual([dana.id])
    expect(await one.watches.toldOf(hers, now, 'readable')).toEqual([])
    await other.watches.giveBack(letter)
    expect(await one.watches.claim(letter, now)).toBe(true)
  })
})
