import { expect, test } from 'vitest'
import { READ_EVERY, refreshIndex, whoNames } from '../../src/delegates/name-index.ts'
import { calendarLists } from '../../src/exchange/calendar-list.ts'
import { namesOf } from '../../src/exchange/names-of.ts'
import { MINUTE, SECOND } from '../../src/time/instant.ts'
import { dana, eve, halfHours, mondayMorning as now, olga } from '../world/cast.ts'
import * as real from './acme.ts'
import { useAcme } from './acme.ts'
import { onBothEngines } from './engines.ts'

const editor = { name: 'x', folder: 'editor', delegate: true, privateItems: true } as const
const piet = { ...olga, id: `${halfHours.organizer.id.slice(0, 37)}piet`, name: 'Piet Jansen' }

onBothEngines('the index of who is named where', ({ place }) => {
  test('each list is in one instance’s hands; when it dies, in another’s; new organizers are due at once', async () => {
    const room = await place()
    const [one, two] = [await room.open(), await room.open()]
    await one.organizers.enrol(olga)
    await one.organizers.enrol(piet)
    const taken = await Promise.all([one.nameIndex.take(5, MINUTE, now), two.nameIndex.take(5, MINUTE, now)])
    expect(taken.flat().sort()).toEqual([olga.id, piet.id].sort())
    expect(await two.nameIndex.take(5, MINUTE, now + MINUTE - 1)).toEqual([])
    expect((await two.nameIndex.take(1, MINUTE, now + MINUTE)).length).toBe(1)
    expect((await one.nameIndex.take(5, MINUTE, now + MINUTE)).length).toBe(1)
  })

  test('finds by an address, whatever the case, what the newest reading says', async () => {
    const { nameIndex, organizers } = await (await place()).open()
    await organizers.enrol(olga)
    await nameIndex.take(1, MINUTE, now)
    await nameIndex.write(
      olga.id,
      [
        { ...editor, address: 'Dana@Acme.example' },
        { ...editor, address: '' }
      ],
      now,
      now + 1
    )
    const naming = { organizer: olga.id, folder: 'editor', delegate: true, privateItems: true, readAt: now }
    expect(await nameIndex.naming(['dana@ACME.example', 'dana@acme.example'])).toEqual([naming])
    expect(await nameIndex.naming(['', "' or ''='"])).toEqual([])
    expect(await nameIndex.write(olga.id, [], now - 1, now + 1)).toBe(false) // an older reading came late
    expect(await nameIndex.naming(['dana@acme.example'])).toEqual([naming])
    expect(await nameIndex.write(olga.id, [{ ...editor, address: 'eve@acme.example' }], now + 1, now + 2)).toBe(true)
    expect(await nameIndex.naming(['dana@acme.example'])).toEqual([])
  })

  test('what cannot be read stays as it was, and is counted, never shown as nobody', async () => {
    const { nameIndex, organizers } = await (await place()).open()
    await organizers.enrol(olga)
    await organizers.enrol(piet)
    expect(await nameIndex.state()).toEqual({ never: 2, failing: 0, oldest: null })
    await nameIndex.take(2, MINUTE, now)
    await nameIndex.write(olga.id, [{ ...editor, address: dana.address }], now, now + READ_EVERY)
    await nameIndex.unread(olga.id, '503', now + 2, now + MINUTE)
    await nameIndex.unread(olga.id, '503 \0', now + 3, now + MINUTE)
    await nameIndex.unread(piet.id, '503', now + 2, now + MINUTE)
    expect(await nameIndex.state()).toEqual({ never: 1, failing: 2, oldest: now })
    expect(await nameIndex.naming([dana.address])).toMatchObject([{ organizer: olga.id, readAt: now }])
  })

  test('who looks again makes due what was not read just now', async () => {
    const { nameIndex, organizers } = await (await place()).open()
    await organizers.enrol(olga)
    await nameIndex.take(1, MINUTE, now)
    await nameIndex.write(olga.id, [], now, now + READ_EVERY)
    await nameIndex.hurry(now - 1, now + SECOND)
    expect(await nameIndex.take(1, MINUTE, now + SECOND)).toEqual([])
    await nameIndex.hurry(now + 1, now + 31 * SECOND)
    expect(await nameIndex.take(1, MINUTE, now + 31 * SECOND)).toEqual([olga.id])
  })

  test('full access that was seen is remembered for each person', async () => {
    const { nameIndex, organizers } = await (await place()).open()
    await organizers.enrol(olga)
    await organizers.enrol(piet)
    await nameIndex.sawFullAccess(eve.id, [olga.id, piet.id], now)
    await nameIndex.sawFullAccess(eve.id, [piet.id], now + 1)
    expect([await nameIndex.fullAccessOf(eve.id), await nameIndex.fullAccessOf(dana.id)]).toEqual([[piet.id], []])
  })
})

const acme = useAcme()

onBothEngines('the index over the imitated Exchange', ({ name, place }) => {
  test('knows of a change within a quarter of an hour, and on demand at once', async () => {
    const storage = await (await place()).open()
    await storage.organizers.enrol(real.olga)
    let at = now
    const reported: string[] = []
    const needs = {
      ...storage,
      calendarLists: calendarLists({ ...acme.graph, clock: () => at }),
      clock: () => at,
      random: () => 0.9999987, // no round number comes of it, as of most
      report: (_: string, problem: string) => void reported.push(problem)
    }
    const names = namesOf(acme.graph)
    const whoNamesEve = async () =>
      [...(await whoNames(real.eve, { ...storage, namesOf: names })).namings.values()].map(({ folder, readAt }) => [
        folder,
        at - readAt
      ])
    expect(await refreshIndex(8, needs)).toBe(1)
    expect(await whoNamesEve()).toEqual([['editor', 0]])

    await acme.post('/_sandbox/permission', {
      organizer: real.olga.address,
      person: real.eve.address,
      role: 'reviewer'
    })
    at += READ_EVERY - 1
    expect(await refreshIndex(8, needs)).toBe(0)
    needs.random = () => 0.123_456 // no whole milliseconds
    at += 1
    expect(await refreshIndex(8, needs)).toBe(1)
    expect(await whoNamesEve()).toEqual([['reviewer', 0]])
    if (name === 'postgres') return // the rest is not about the store

    await acme.trouble({ cloud: 'graph', kind: 'status', path: 'calendarPermissions', times: 1 })
    await acme.post('/_sandbox/permission', { organizer: real.olga.address, person: real.eve.address, role: 'none' })
    at += READ_EVERY
    await refreshIndex(8, needs)
    expect([await whoNamesEve(), reported.length]).toEqual([[['reviewer', READ_EVERY]], 1])
    await storage.nameIndex.hurry(at, at)
    await refreshIndex(8, needs)
    expect(await whoNamesEve()).toEqual([])
  })
})
