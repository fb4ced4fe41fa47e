import { expect, test } from 'vitest'
import type { Standing } from '../../src/delegates/standing.ts'
import { LOOK_EVERY, noteSuspensions } from '../../src/links/suspensions.ts'
import { usualChoices } from '../../src/notices/notice.ts'
import { type AboutSuspension, tellOfSuspensions } from '../../src/notices/tell-of-suspensions.ts'
import { everybodyActive } from '../world/accounts.ts'
import { halfHours, olga } from '../world/cast.ts'
import { editor } from '../world/services.ts'
import { onBothEngines } from './engines.ts'
import { now, openWithLinks } from './story.ts'

const reviewer = { ...(editor as object), folder: 'reviewer', delegate: false } as Standing
const nothing = { ...(reviewer as object), folder: 'none' } as Standing

onBothEngines('who is concerned is told of suspended links', ({ place }) => {
  test('once when they are suspended and once when they work again, in one letter each, by whichever of two instances', async () => {
    const room = await place()
    const [one, two] = [await openWithLinks(room), await room.open()]
    let [standing, at]: [Standing, number] = [editor, now]
    const clock = () => at
    const needs = { standings: { of: async () => standing }, accounts: everybodyActive, clock }
    const telling = {
      ...{ readers: { of: async () => ({ language: null, zone: null }) }, newId: () => 'id', ...needs },
      wordsFor: async ({ links, news }: AboutSuspension) => ({ subject: `${news.what} ${links.length}`, text: '' })
    }
    const look = async (after: number) => {
      at += after
      for (const storage of [one, two]) await noteSuspensions(olga, { ...storage, ...needs })
      at += 10_000
      await Promise.all(
        [one, two].map((storage) => tellOfSuspensions(50, { ...storage, ...telling, chosen: storage.chosenNotices }))
      )
      return (await one.letters.take(9, 1, at)).map(({ to, kind, words }) => `${to.name}: ${kind}, ${words.subject}`)
    }
    const sent = async (after: number) => {
      const letters = await look(after)
      await room.sql(`update letters set done_at = ${at} where done_at is null`)
      return letters
    }
    expect(await sent(0)).toEqual([])
    await one.chosenNotices.choose(olga.id, { ...usualChoices, asOrganizer: true })
    standing = reviewer
    expect((await sent(LOOK_EVERY)).sort()).toEqual([
      'Dana Whitfield: suspended, suspended 2',
      'Olga Okafor: suspended, suspended 2'
    ])
    standing = nothing // for another reason now: the history knows it, and nobody is written to again
    expect(await sent(LOOK_EVERY)).toEqual([])
    await one.chosenNotices.choose(olga.id, usualChoices)
    standing = editor
    expect(await sent(LOOK_EVERY)).toEqual(['Dana Whitfield: suspended, revived 2'])
    expect(await sent(LOOK_EVERY)).toEqual([])
  })
})

onBothEngines('what the history is told of suspended links', ({ place }) => {
  test('once when the right is lost, once when it is back, whichever of two instances looks', async () => {
    const room = await place()
    const [one, two] = [await openWithLinks(room), await room.open()]
    let [standing, at]: [Standing, number] = [editor, now]
    const needs = { standings: { of: async () => standing }, accounts: everybodyActive, clock: () => at }
    const look = async (after: number) => {
      at += after
      await Promise.all([one, two].map((storage) => noteSuspensions(olga, { ...storage, ...needs })))
      return (await one.audit.find({}, 10)).map(({ object, right, act, result }) =>
        [object === `link ${halfHours.id}` ? 'half hours' : 'two times', right, act, result].join(', ')
      )
    }
    expect(await look(0)).toEqual([])
    standing = reviewer
    expect(await look(LOOK_EVERY - 1)).toEqual([])
    const both = ['half hours', 'two times'].map((link) => `${link}, role_reviewer, suspend link, suspended`)
    expect((await look(1)).sort()).toEqual(both)
    expect(await look(LOOK_EVERY)).toHaveLength(2)
    standing = { unknown: 'no answer' }
    expect(await look(LOOK_EVERY)).toHaveLength(2)
    standing = nothing // for another reason now
    await one.links.revoke(halfHours.id, at)
    expect((await look(LOOK_EVERY))[0]).toBe('two times, no_grant, suspend link, suspended')
    standing = editor
    const told = await look(LOOK_EVERY)
    expect([told.length, told[0]]).toEqual([4, 'two times, the link, revive link, open again'])
    expect((await one.suspensions.of(olga.id)).size).toBe(0)
  })
})
