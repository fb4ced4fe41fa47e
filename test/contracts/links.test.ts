import { expect, test } from 'vitest'
import type { Entry } from '../../src/audit/audit-log.ts'
import type { Link } from '../../src/links/link.ts'
import { ari, dana, eve, halfHours, olga, twoTimes } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'
import { hash } from './keys.ts'
import { createMeeting, halfHour, now, openWithLinks, tokenOf, wish } from './story.ts'

onBothEngines('links', ({ place }) => {
  test('a link is found by its id and by the hash of its token, with all its rules', async () => {
    const { links } = await openWithLinks(await place())
    for (const link of [halfHours, twoTimes]) {
      expect(await links.find(link.id)).toEqual({ link, taken: 0 })
      expect(await links.findByToken(hash(tokenOf(link)))).toEqual({ link, taken: 0 })
    }
  })

  test('a token itself opens nothing, nor does a guess', async () => {
    const { links } = await openWithLinks(await place())
    expect(await links.findByToken(tokenOf(halfHours))).toBeUndefined()
    expect(await links.findByToken(hash('a guess'))).toBeUndefined()
    expect(await links.find('nowhere')).toBeUndefined()
  })

  test('two links cannot share a token', async () => {
    const { links } = await openWithLinks(await place())
    await expect(links.add({ ...halfHours, id: 'another' }, hash(tokenOf(halfHours)))).rejects.toThrow()
  })

  test('held and confirmed bookings count, released ones do not', async () => {
    const { links, bookings } = await openWithLinks(await place())
    await bookings.place(wish({ id: 'first', slot: halfHour(1) }))
    await bookings.place(wish({ id: 'second', slot: halfHour(2) }))
    expect((await links.find(halfHours.id))?.taken).toBe(2)
    await bookings.append('first', 1, [{ type: 'released', at: now, why: 'no answer' }], [createMeeting('first')], now)
    expect((await links.find(halfHours.id))?.taken).toBe(1)
    expect((await links.find(twoTimes.id))?.taken).toBe(0)
  })

  test("Olga's links come newest first, whoever made them", async () => {
    const { links, organizers } = await openWithLinks(await place())
    const max = { ...olga, id: 'acme/max' }
    await organizers.enrol(max)
    await links.add({ ...halfHours, id: 'newest', createdAt: now + 1, madeBy: olga }, hash('1'))
    await links.add({ ...halfHours, id: 'of another', organizer: max }, hash('2'))
    const ids = (await links.ofOrganizer(olga.id)).map(({ link }) => link.id)
    expect(ids).toEqual(['newest', halfHours.id, twoTimes.id])
  })

  test('what Dana answers for is found by who she is, in whosever name, until it is revoked', async () => {
    const { links, organizers } = await openWithLinks(await place())
    const max = { ...olga, id: 'acme/max' }
    await organizers.enrol(max)
    await links.add({ ...halfHours, id: 'for another', createdAt: now + 1, organizer: max }, hash('1'))
    await links.add({ ...halfHours, id: 'by Olga', initiator: dana, madeBy: olga }, hash('2'))
    await links.revoke(twoTimes.id, now)
    expect((await links.ofKeeper(dana.id)).map(({ link }) => link.id)).toEqual(['for another', halfHours.id])
    expect(await links.ofKeeper("' or '1'='1")).toEqual([])
  })

  test('revoking twice is once, and keeps the first moment', async () => {
    const { links } = await openWithLinks(await place())
    expect(await links.revoke(halfHours.id, now)).toBe(true)
    expect(await links.revoke(halfHours.id, now + 1)).toBe(false)
    expect((await links.find(halfHours.id))?.link.revokedAt).toBe(now)
    expect(await links.revoke('nowhere', now)).toBe(false)
  })

  const entriesFor = (changed: readonly Link[]) =>
    changed.map(
      ({ id }): Entry => ({
        at: now,
        actor: olga.id,
        actorName: olga.name,
        organizer: olga.id,
        right: 'organizer',
        act: 'hand over links',
        object: `link ${id}`,
        result: 'handed over'
      })
    )
  const handing = { organizer: olga.id, from: dana.id, to: eve, entriesFor }

  test('a link that is handed over has another keeper, and everything else as it was made', async () => {
    const { links, audit } = await openWithLinks(await place())
    await links.find(halfHours.id) // read before, and kept in memory
    const handed = await links.handOver({ ...handing, only: halfHours.id })
    expect(handed).toEqual([halfHours])
    const { link: after } = (await links.find(halfHours.id)) ?? {}
    expect(after).toEqual({ ...halfHours, keeper: eve })
    expect((await links.findByToken(hash(tokenOf(halfHours))))?.link.keeper).toEqual(eve)
    expect((await links.find(twoTimes.id))?.link).toEqual(twoTimes)
    expect((await audit.of(olga.id, 9)).map(({ object }) => object)).toEqual([`link ${halfHours.id}`])

    expect(await links.revoke(halfHours.id, now)).toBe(true)
    expect((await links.find(halfHours.id))?.link).toEqual({ ...halfHours, keeper: eve, revokedAt: now })
  })

  test('all of hers are handed over at once: what she made, and what she took over from others; nobody else’s', async () => {
    const { links } = await openWithLinks(await place())
    await links.add({ ...halfHours, id: 'from ari', madeBy: ari, keeper: dana }, hash('1'))
    await links.add({ ...halfHours, id: 'given to ari', keeper: ari }, hash('2'))
    await links.add({ ...halfHours, id: 'revoked', revokedAt: now }, hash('3'))
    const handed = await links.handOver(handing)
    expect(handed.map(({ id }) => id).sort()).toEqual([halfHours.id, twoTimes.id, 'from ari', 'revoked'].sort())
    expect((await links.find('given to ari'))?.link.keeper).toEqual(ari)
    expect(await links.handOver(handing)).toEqual([])
  })

  test('a hand-over whose entry cannot be written has not happened', async () => {
    const { links } = await openWithLinks(await place())
    const broken = (changed: readonly Link[]) =>
      entriesFor(changed).map((entry) => ({ ...entry, at: 'never' as unknown as number }))
    await expect(links.handOver({ ...handing, entriesFor: broken })).rejects.toThrow()
    expect((await links.find(halfHours.id))?.link).toEqual(halfHours)
  })

  test('of two who hand over the same links at once one succeeds, and no link has two fates', async () => {
    const where = await place()
    const { links } = await openWithLinks(where)
    const { links: elsewhere } = await where.open()
    const both = await Promise.all([links.handOver(handing), elsewhere.handOver({ ...handing, to: ari })])
    expect(both.map(({ length }) => length).sort()).toEqual([0, 2])
    const keepers = (await links.ofOrganizer(olga.id)).map(({ link }) => link.keeper?.name)
    expect(new Set(keepers).size).toBe(1)
  })
})
