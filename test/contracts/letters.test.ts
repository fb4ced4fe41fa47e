import { expect, test } from 'vitest'
import type { Letter } from '../../src/notices/letters.ts'
import { usualChoices } from '../../src/notices/notice.ts'
import type { Person } from '../../src/people/person.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { dana, eve, mondayMorning as now, olga } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'
import { halfHour, meeting, openWithLinks, wish } from './story.ts'

const LEASE = MINUTE

const letter = (key: string, to: Person = dana, more: Partial<Letter> = {}): Letter => ({
  to: { id: to.id, name: to.name, address: to.address },
  key,
  kind: 'booked',
  words: { subject: `Subject ${key}`, text: 'Text\0 with what PostgreSQL cannot keep' },
  dueAt: now,
  daily: false,
  ...more
})

onBothEngines('letters', ({ place }) => {
  test('are written once for each key and person, and come out as they went in', async () => {
    const { letters } = await (await place()).open()
    expect(await letters.write(letter('1'), now)).toBe(true)
    expect(await letters.write(letter('1', dana, { daily: true }), now)).toBe(false)
    expect(await letters.write(letter('1', olga, { daily: true, kind: 'moved' }), now)).toBe(true)
    const taken = await letters.take(5, LEASE, now)
    const text = 'Text with what PostgreSQL cannot keep'
    expect(taken).toMatchObject([
      { ...letter('1'), words: { subject: 'Subject 1', text }, attempt: 1 },
      { ...letter('1', olga, { daily: true, kind: 'moved' }), words: { subject: 'Subject 1', text }, attempt: 1 }
    ])
  })

  test('have both forms and their language, where they were written with them', async () => {
    const { letters } = await (await place()).open()
    const words = { subject: 'إلغاء', text: 'نص', html: '<p>نص\0</p>', language: 'ar' }
    await letters.write(letter('1', dana, { words, kind: 'invitee' }), now)
    await letters.write(letter('2', dana), now)
    const [one, two] = await letters.take(1, LEASE, now)
    expect([one?.kind, one?.words]).toEqual(['invitee', { ...words, html: '<p>نص</p>' }])
    expect(two?.words).not.toHaveProperty('html')
  })

  test('are taken person by person, and not before they are due', async () => {
    const { letters } = await (await place()).open()
    for (const each of [letter('1'), letter('2', olga), letter('3'), letter('4', eve, { dueAt: now + 1 })])
      await letters.write(each, now)
    const first = await letters.take(1, LEASE, now)
    expect(first.map(({ key }) => key)).toEqual(['1', '3'])
    expect((await letters.take(5, LEASE, now)).map(({ key }) => key)).toEqual(['2'])
    expect((await letters.take(5, LEASE, now + 1)).map(({ key }) => key)).toEqual(['4'])
  })

  test('of several instances each gets others, and one that died leaves them to the next', async () => {
    const at = await place()
    const [one, other] = [await at.open(), await at.open()]
    for (let number = 0; number < 12; number++)
      await one.letters.write(letter('1', { ...dana, id: `${dana.id}-${number}` }), now)
    const hands = await Promise.all([one, other, one, other].map(({ letters }) => letters.take(4, LEASE, now)))
    const ids = hands.flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const left = 12 - ids.length
    expect(await one.letters.take(20, LEASE, now)).toHaveLength(left)
    expect(await other.letters.take(20, LEASE, now + LEASE)).toHaveLength(12)
  })

  test('are settled only by whoever holds them', async () => {
    const { letters } = await (await place()).open()
    await letters.write(letter('1'), now)
    const before = await letters.take(1, LEASE, now)
    const taken = await letters.take(1, LEASE, now + LEASE)
    expect(taken[0]?.attempt).toBe(2)
    expect(await letters.done(before, now + LEASE)).toBe(false)
    expect(await letters.later(taken, now + 5 * MINUTE, 'busy')).toBe(true)
    expect(await letters.take(1, LEASE, now + 4 * MINUTE)).toEqual([])
    const again = await letters.take(1, LEASE, now + 5 * MINUTE)
    expect(await letters.done(again, now + 5 * MINUTE)).toBe(true)
    expect(await letters.take(1, LEASE, now + 60 * MINUTE)).toEqual([])
  })

  test('that are given up are not tried again', async () => {
    const { letters } = await (await place()).open()
    await letters.write(letter('1'), now)
    await letters.giveUp(await letters.take(1, LEASE, now), 'unknown address', now)
    expect(await letters.take(1, LEASE, now + 60 * MINUTE)).toEqual([])
  })

  test('what somebody has chosen is kept; what is newer than her choice is as usual', async () => {
    const at = await place()
    const { chosenNotices } = await at.open()
    expect(await chosenNotices.of(dana.id)).toEqual(usualChoices)
    const chosen = {
      when: { ...usualChoices.when, booked: 'daily' as const },
      asOrganizer: true,
      zone: 'Europe/Berlin'
    }
    await chosenNotices.choose(dana.id, usualChoices)
    expect(await chosenNotices.of(dana.id)).toEqual(usualChoices)
    await chosenNotices.choose(dana.id, chosen)
    expect(await chosenNotices.of(dana.id)).toEqual(chosen)
    await at.sql(`update notice_choices set whens = '{"moved":"never"}'`)
    expect((await chosenNotices.of(dana.id)).when).toEqual({ ...usualChoices.when, moved: 'never' })
  })
})

onBothEngines('what people are told of', ({ place }) => {
  test('has its message in the transaction of the facts; a claim alone tells nobody', async () => {
    const { bookings, outbox } = await openWithLinks(await place())
    await bookings.place(wish({ id: 'b1', slot: halfHour(4) }))
    const kinds = async () => (await outbox.ofBooking('b1')).map(({ kind }) => kind)
    expect(await kinds()).toEqual(['create meeting'])
    await bookings.append('b1', 1, [{ type: 'confirmed', at: now + 1, meeting }], [], now + 1)
    expect(await kinds()).toEqual(['create meeting', 'tell people'])
    expect((await bookings.facts('b1')).map(({ type }) => type)).toEqual(['held', 'confirmed'])
  })
})
