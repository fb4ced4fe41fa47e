// Answers to invitations as they are kept: one on its way for each invitation, each told to the history once.
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Entry } from '../../src/audit/audit-log.ts'
import type { TakenAnswer, WishedAnswer } from '../../src/invitations/given-answer.ts'
import { DAY, HOUR, SECOND } from '../../src/time/instant.ts'
import { dana, eve, olga } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'
import { now, openWithLinks } from './story.ts'

const wish = (more: Partial<WishedAnswer> = {}): WishedAnswer => ({
  ...{ id: randomUUID(), organizer: olga.id, item: 'AAMkAD=', answer: 'accept', comment: 'Gladly\0', silently: false },
  ...{ before: 'none', times: 'a/b', actor: dana, right: 'delegate editor' },
  ...{ start: now + DAY, end: now + DAY + HOUR, title: 'Numbers', at: now },
  ...more
})

const entry: Entry = {
  ...{ at: now, actor: dana.id, actorName: dana.name, organizer: olga.id, right: 'delegate editor' },
  ...{ act: 'answer invitation', object: 'invitation', result: 'accepted' }
}

const LEASE = 40 * SECOND

onBothEngines('answers to invitations', ({ place }) => {
  test('the same form is the same answer, and of one invitation one is on its way', async () => {
    const room = await place()
    const [one, two] = [await openWithLinks(room), await room.open()]
    const first = wish()
    const placed = await Promise.all([one, two].map((storage) => storage.invitationAnswers.place(first, LEASE)))
    expect(placed.filter((each) => typeof each === 'object' && 'lease' in each)).toHaveLength(1)
    expect(placed.filter((each) => typeof each === 'object' && 'known' in each)).toHaveLength(1)

    expect(await two.invitationAnswers.place(wish({ actor: eve, answer: 'decline' }), LEASE)).toBe('being answered')
    expect(await two.invitationAnswers.place(wish({ item: 'another' }), LEASE)).toMatchObject({ state: 'wanted' })
    const kept = await one.invitationAnswers.find(first.id)
    expect(kept).toMatchObject({ ...first, comment: expect.stringMatching(/^Gladly/), state: 'wanted', problem: null })

    const [mine] = placed.filter((each): each is TakenAnswer => typeof each === 'object' && 'lease' in each)
    if (!mine) throw new Error('not placed')
    expect(await one.invitationAnswers.settle(mine, { state: 'given', problem: null }, entry, now + 1)).toBe(true)
    expect(await one.invitationAnswers.settle(mine, { state: 'refused', problem: 'x' }, entry, now + 2)).toBe(false)
    expect((await one.audit.of(olga.id, 10)).filter(({ act }) => act === 'answer invitation')).toHaveLength(1)
    expect(await two.invitationAnswers.place(wish({ actor: eve }), LEASE)).toMatchObject({ actor: { id: eve.id } })
  })

  test('one that did not get through is taken by one of two workers, when it is due and nobody has it', async () => {
    const room = await place()
    const [one, two] = [await openWithLinks(room), await room.open()]
    const placed = (await one.invitationAnswers.place(wish(), LEASE)) as TakenAnswer
    const take = async (at: number) =>
      (await Promise.all([one, two].map((storage) => storage.invitationAnswers.take(8, LEASE, at)))).flat()

    expect(await take(now + LEASE - 1)).toEqual([])
    expect(await one.invitationAnswers.sending(placed, now + 1)).toBe(true)
    const [dead] = await take(now + LEASE) // whoever had it has died
    expect(dead).toMatchObject({ attempt: 2, sentAt: now + 1 })
    expect(await one.invitationAnswers.sending(placed, now + 2)).toBe(false)

    if (!dead) throw new Error('not taken')
    await two.invitationAnswers.sending(dead, now + LEASE + 1)
    await two.invitationAnswers.later(dead, now + HOUR, 'Exchange answered 503', true)
    expect(await take(now + HOUR - 1)).toEqual([])
    expect(await one.invitationAnswers.find(placed.id)).toMatchObject({ problem: 'Exchange answered 503' })
    expect(await take(now + HOUR)).toMatchObject([{ attempt: 3, sentAt: now + 1 }])
  })

  test('the console sees what is on its way, and what ended lately; a month later nothing is kept', async () => {
    const { invitationAnswers, tidy } = await openWithLinks(await place())
    const done = (await invitationAnswers.place(wish(), LEASE)) as TakenAnswer
    await invitationAnswers.settle(done, { state: 'overtaken', problem: 'moved' }, entry, now + 5)
    const wanted = (await invitationAnswers.place(wish({ at: now + 9 }), LEASE)) as TakenAnswer
    const listed = async (since: number) => (await invitationAnswers.ofOrganizer(olga.id, since)).map(({ id }) => id)
    expect(await listed(now + 5)).toEqual([wanted.id, done.id])
    expect(await listed(now + 6)).toEqual([wanted.id])
    expect(await invitationAnswers.ofOrganizer(dana.id, 0)).toEqual([])
    expect((await tidy(now + 31 * DAY)).invitation_answers).toBe(1)
    expect(await listed(0)).toEqual([wanted.id])
  })
})
