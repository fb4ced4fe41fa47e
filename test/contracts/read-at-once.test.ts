// What the booking page reads may be remembered by the store, and must never be older than the question.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextEvent } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { organizersIn } from '../../src/storage/organizers.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { halfHours, olga } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'
import { hash } from './keys.ts'
import { createMeeting, halfHour, now, openWithLinks, tokenOf, wish } from './story.ts'

onBothEngines('what was written is read at once', ({ place }) => {
  async function twoInstances() {
    const where = await place()
    const [here, there] = [await openWithLinks(where), await where.open()]
    /** As the page of the link is read, by either instance. */
    const seen = async () => {
      await nextEvent() // whatever is asked of an instance comes to it from outside
      for (const each of [here, there]) each.arrived()
      const looks = [here, there].map(async ({ links, bookings, organizers }) => {
        const found = await links.findByToken(hash(tokenOf(halfHours)))
        const held = await bookings.heldTime(olga.id, { start: 0, end: Number.MAX_SAFE_INTEGER })
        const { name } = (await organizers.find(olga.id)) ?? { name: 'nobody' }
        return { taken: found?.taken, revoked: found?.link.revokedAt, held: held.length, name }
      })
      const [mine, theirs] = await Promise.all(looks)
      expect(theirs).toEqual(mine)
      return mine
    }
    return { here, there, where, seen }
  }

  test('by the instance that wrote, and by another', async () => {
    const { here, there, seen } = await twoInstances()
    const first = { taken: 0, revoked: null, held: 0, name: olga.name }
    expect(await seen()).toEqual(first)
    await here.bookings.place(wish({ id: 'first', slot: halfHour(1) }))
    expect(await seen()).toEqual({ ...first, taken: 1, held: 1 })
    await there.bookings.place(wish({ id: 'second', slot: halfHour(2) }))
    expect(await seen()).toEqual({ ...first, taken: 2, held: 2 })
    const released = { type: 'released' as const, at: now, why: 'no answer' }
    await there.bookings.append('first', 1, [released], [createMeeting('first')], now)
    expect(await seen()).toEqual({ ...first, taken: 1, held: 1 })
    await there.organizers.enrol({ ...olga, name: 'Olga Okafor-Lind' })
    expect(await seen()).toEqual({ ...first, taken: 1, held: 1, name: 'Olga Okafor-Lind' })
    await here.links.revoke(halfHours.id, now)
    expect(await seen()).toEqual({ taken: 1, revoked: now, held: 1, name: 'Olga Okafor-Lind' })
  })

  test('and whoever asks how many changes there were hears of each, and of none when there was none', async () => {
    const { here, there, where, seen } = await twoInstances()
    const counts = async () => {
      await seen()
      return [here.changes(), there.changes()]
    }
    const writes = [
      () => here.bookings.place(wish({ id: 'first', slot: halfHour(1) })),
      () => there.bookings.place(wish({ id: 'second', slot: halfHour(2) })),
      () => where.sql('update links set revoked_at = 7')
    ]
    let before = await counts()
    for (const write of writes) {
      expect(await counts()).toEqual(before)
      await write()
      const after = await counts()
      if (here.engine === 'sqlite') for (const nth of [0, 1]) expect(after[nth]).toBeGreaterThan(before[nth] ?? 0)
      else expect(after).toEqual([undefined, undefined]) // nobody knows without asking the server
      before = after
    }
  })

  test('whoever wrote it', async () => {
    const { where, seen } = await twoInstances()
    expect(await seen()).toMatchObject({ revoked: null })
    await where.sql('update links set revoked_at = 7')
    expect(await seen()).toMatchObject({ revoked: 7 })
  })
})

test('what a transaction has written is not read before it ends, nor if it is rolled back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onbehalf-read-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const engine = await openSqlite(folder)
  onTestFinished(() => engine.close())
  const { find, enrol } = organizersIn(engine)
  await enrol(olga)
  let name: string | undefined
  const ended = engine.inTransaction(async (tx) => {
    await tx.updateTable('organizers').set({ name: 'Nobody' }).execute()
    const looking = find(olga.id).then((organizer) => {
      name = organizer?.name
    })
    await nextEvent()
    expect(name).toBeUndefined() // it waits
    return Promise.reject(Object.assign(new Error('rolled back'), { looking: () => looking }))
  })
  const { looking } = await ended.catch((error) => error)
  await looking()
  expect(name).toBe(olga.name)
})
