import { expect, test } from 'vitest'
import { halfHours, olga, twoTimes } from '../world/cast.ts'
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

  test('revoking twice is once, and keeps the first moment', async () => {
    const { links } = await openWithLinks(await place())
    expect(await links.revoke(halfHours.id, now)).toBe(true)
    expect(await links.revoke(halfHours.id, now + 1)).toBe(false)
    expect((await links.find(halfHours.id))?.link.revokedAt).toBe(now)
    expect(await links.revoke('nowhere', now)).toBe(false)
  })
})
