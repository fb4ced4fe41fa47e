import { describe, expect, test } from 'vitest'
import type { HeldLink, HoldStore, TakenHold } from '../../src/links/hold-store.ts'
import { daysOf, heldUntil, whyOver } from '../../src/links/holds.ts'
import type { TimeSlotLink } from '../../src/links/link.ts'
import type { Storage } from '../../src/storage/database.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../../src/time/instant.ts'
import { type Span, same } from '../../src/time/span.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import { dana, olga, twoTimes } from '../world/cast.ts'
import { onBothEngines } from './engines.ts'
import { hash } from './keys.ts'
import { halfHour, meeting, now, openWithLinks, wish } from './story.ts'

const LEASE = 40_000
const berlin = zoneNamed('Europe/Berlin') as NonNullable<ReturnType<typeof zoneNamed>>
const [tuesday, wednesday] = twoTimes.slots as [Span, Span]

type Wanted = Partial<TimeSlotLink> & { holdsPerDay?: number }

function heldLink(id: string, { holdsPerDay = 8, ...changed }: Wanted = {}): HeldLink {
  const link: TimeSlotLink = { ...twoTimes, ...changed, id }
  return {
    link,
    tokenHash: hash(`token of ${id}`),
    holds: link.slots.map((slot, nth) => ({ id: `${id} ${nth}`, slot, until: heldUntil(slot, link) })),
    days: daysOf(link.slots, berlin),
    holdsPerDay,
    now,
    entry: {
      ...{ at: now, actor: dana.id, actorName: dana.name, organizer: link.organizer.id },
      ...{ right: 'delegate editor', act: 'make time-slot link', object: `link ${id}`, result: 'made' }
    }
  }
}

async function takeOne(holds: HoldStore, at: Instant): Promise<TakenHold> {
  const [taken] = await holds.take(1, LEASE, at)
  if (!taken) throw new Error('nothing is due')
  return taken
}

async function place(holds: HoldStore, at = now) {
  for (const taken of await holds.take(100, LEASE, at)) await holds.placed(taken, at + DAY, at)
}

async function confirm({ bookings }: Storage, link: TimeSlotLink, slot: Span) {
  const id = `booking ${link.id} ${slot.start}`
  expect(await bookings.place({ ...wish({ id, slot, link }), messages: [] })).toBe('placed')
  await bookings.append(id, 1, [{ type: 'confirmed', at: now, meeting }], [], now)
}

onBothEngines('calendar holds', ({ place: aPlace }) => {
  test('a link comes with its holds, which are wanted at once', async () => {
    const { holds, links } = await openWithLinks(await aPlace())
    const held = heldLink('a')
    expect(await holds.addLink(held)).toBe('added')
    expect(await links.findByToken(held.tokenHash)).toEqual({ link: held.link, taken: 0 })
    const hold = { link: 'a', organizer: olga.id, state: 'wanted', since: now, why: null, problem: null }
    const both = [
      { ...hold, id: 'a 0', slot: tuesday },
      { ...hold, id: 'a 1', slot: wednesday }
    ]
    expect(await holds.ofLink('a')).toEqual(both)
    expect(await holds.ofOrganizer(olga.id, now)).toEqual(both)
    expect(await holds.standing('a')).toEqual([])
    expect(await holds.ofLink('nowhere')).toEqual([])
  })

  test('a link that cannot be written leaves no hold behind', async () => {
    const { holds } = await openWithLinks(await aPlace())
    await holds.addLink(heldLink('a'))
    await expect(holds.addLink({ ...heldLink('b'), tokenHash: hash('token of a') })).rejects.toThrow()
    expect(await holds.ofLink('b')).toEqual([])
  })

  test('a day that is full refuses the whole link, and says how many it can take', async () => {
    const { holds, links } = await openWithLinks(await aPlace())
    const slots = Array.from({ length: 6 }, (_, nth) => halfHour(4 + nth))
    expect(await holds.addLink(heldLink('a', { slots }))).toBe('added')
    const more = heldLink('b', { slots: [...slots.slice(0, 3), wednesday] })
    expect(await holds.addLink(more)).toEqual({ full: [{ ...more.days[0], free: 2 }] })
    expect(await links.find('b')).toBeUndefined()
    expect(await holds.addLink(heldLink('c', { slots: [...slots.slice(0, 2), wednesday] }))).toBe('added')
    expect(await holds.addLink({ ...more, holdsPerDay: 0 })).toMatchObject({ full: [{ free: 0 }, { free: 0 }] })
  })

  test('what leaves makes room', async () => {
    const { holds } = await openWithLinks(await aPlace())
    const slots = Array.from({ length: 8 }, (_, nth) => halfHour(4 + nth))
    await holds.addLink(heldLink('a', { slots }))
    expect(await holds.addLink(heldLink('b', { slots: slots.slice(0, 1) }))).toHaveProperty('full')
    expect(await holds.leave(['a 0'], 'released', now)).toBe(1)
    expect(await holds.addLink(heldLink('b', { slots: slots.slice(0, 1) }))).toBe('added')
  })

  test('many who hold at once: the day takes what it takes', async () => {
    const room = await aPlace()
    const { holds } = await openWithLinks(room)
    const other = await room.open()
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, nth) =>
        (nth % 2 ? holds : other.holds).addLink(heldLink(`link ${nth}`, { slots: [halfHour(4 + nth)], holdsPerDay: 5 }))
      )
    )
    expect(answers.filter((answer) => answer === 'added')).toHaveLength(5)
    expect(await holds.ofOrganizer(olga.id, now)).toHaveLength(5)
  })

  test('many workers at once never get the same hold', async () => {
    const room = await aPlace()
    const { holds } = await openWithLinks(room)
    const other = await room.open()
    await holds.addLink(
      heldLink('a', { slots: Array.from({ length: 30 }, (_, nth) => halfHour(nth)), holdsPerDay: 99 })
    )
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, worker) => (worker % 2 ? holds : other.holds).take(2, LEASE, now))
    )
    const ids = taken.flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length + (await holds.take(50, LEASE, now)).length).toBe(30)
  })

  test('who takes a hold knows whether somebody has tried before', async () => {
    const { holds } = await openWithLinks(await aPlace())
    await holds.addLink(heldLink('a', { slots: [tuesday] }))
    const first = await takeOne(holds, now)
    expect(first).toMatchObject({ id: 'a 0', attempt: 1, asked: null, wasPlaced: false, state: 'wanted' })
    expect(await holds.take(1, LEASE, now + LEASE - 1)).toEqual([])
    const second = await takeOne(holds, now + LEASE) // the first one has died
    expect(second).toMatchObject({ attempt: 2, asked: expect.any(Number) })
    await holds.leave(['a 0'], 'released', now + LEASE)
    await holds.later(second, now + DAY, 'no answer')
    expect(await takeOne(holds, now + LEASE)).toMatchObject({ state: 'leaving', attempt: 1, asked: now + LEASE })
  })

  test('what stands is known to be standing, until it is known to be gone', async () => {
    const { holds } = await openWithLinks(await aPlace())
    await holds.addLink(heldLink('a'))
    const taken = await takeOne(holds, now)
    expect(await holds.placed(taken, now + HOUR, now + 1)).toBe(true)
    expect(await holds.standing('a')).toEqual([tuesday])
    expect((await holds.ofLink('a'))[0]).toMatchObject({ state: 'placed', since: now + 1 })
    const again = (await holds.take(8, LEASE, now + HOUR)).find(({ id }) => id === taken.id) as TakenHold
    expect(again).toMatchObject({ state: 'placed', attempt: 1, wasPlaced: true })
    await holds.placed(again, now + 2 * HOUR, now + HOUR)
    expect((await holds.ofLink('a'))[0]).toMatchObject({ state: 'placed', since: now + 1 })
    await holds.leave(['a 0'], 'link revoked', now + HOUR)
    expect(await holds.standing('a')).toEqual([tuesday])
    expect(await holds.gone(await takeOne(holds, now + HOUR), 'link revoked', now + HOUR + 1)).toBe(true)
    expect(await holds.standing('a')).toEqual([])
    expect((await holds.ofLink('a'))[0]).toMatchObject({ state: 'gone', why: 'link revoked', since: now + HOUR + 1 })
    expect((await holds.ofOrganizer(olga.id, now)).map(({ id }) => id)).toEqual(['a 1'])
    expect(await holds.leave(['a 0'], 'released', now)).toBe(0)
  })

  test('a worker that was frozen and thaws changes nothing any more', async () => {
    const { holds } = await openWithLinks(await aPlace())
    await holds.addLink(heldLink('a', { slots: [tuesday] }))
    const thawed = await takeOne(holds, now)
    const successor = await takeOne(holds, now + LEASE)
    expect(await holds.placed(thawed, now + DAY, now + LEASE)).toBe(false)
    expect(await holds.gone(thawed, 'released', now + LEASE)).toBe(false)
    expect(await holds.later(thawed, now + DAY, 'late')).toBe(false)
    expect((await holds.ofLink('a'))[0]).toMatchObject({ state: 'wanted', problem: null })
    expect(await holds.placed(successor, now + DAY, now + LEASE)).toBe(true)
  })

  test('what failed comes back when it is due, and remembers why', async () => {
    const { holds } = await openWithLinks(await aPlace())
    await holds.addLink(heldLink('a', { slots: [tuesday] }))
    expect(await holds.later(await takeOne(holds, now), now + MINUTE, 'Exchange was\0 busy')).toBe(true)
    expect(await holds.take(1, LEASE, now + MINUTE - 1)).toEqual([])
    expect((await holds.ofLink('a'))[0]).toMatchObject({ problem: 'Exchange was busy' })
    await holds.placed(await takeOne(holds, now + MINUTE), now + DAY, now + MINUTE)
    expect((await holds.ofLink('a'))[0]).toMatchObject({ problem: null })
  })

  test('told to leave while somebody has it in hand: it is known to stand, and leaves at once', async () => {
    const { holds } = await openWithLinks(await aPlace())
    await holds.addLink(heldLink('a', { slots: [tuesday] }))
    const taken = await takeOne(holds, now)
    await holds.leave(['a 0'], 'link revoked', now)
    expect(await holds.take(1, LEASE, now)).toEqual([])
    expect(await holds.placed(taken, now + DAY, now + 1)).toBe(true)
    expect(await holds.standing('a')).toEqual([tuesday])
    expect(await takeOne(holds, now + 1)).toMatchObject({ state: 'leaving', why: 'link revoked', wasPlaced: true })
  })

  test('what somebody took out in Outlook is told while its slot lies ahead', async () => {
    const { holds } = await openWithLinks(await aPlace())
    await holds.addLink(heldLink('a'))
    await place(holds)
    await holds.gone(await takeOne(holds, now + DAY), 'deleted in Outlook', now + DAY)
    expect((await holds.ofOrganizer(olga.id, now + DAY)).map(({ why }) => why)).toEqual(['deleted in Outlook', null])
    expect((await holds.ofOrganizer(olga.id, tuesday.start)).map(({ why }) => why)).toEqual([null])
  })

  describe('finds what is over exactly when the rule says so', () => {
    type Case = [string, Partial<TimeSlotLink>, { taken?: Span[]; revoked?: boolean; at?: Instant }]
    // biome-ignore format: a table
    test.each<Case>([
      ['a new link',                     {},                       {}],
      ['when the first begins',          {},                       { at: tuesday.start }],
      ['when the last begins',           {},                       { at: wednesday.start }],
      ['too late to book the first',     { notice: 120 },          { at: tuesday.start - 2 * HOUR }],
      ['expired',                        { expiresAt: now + HOUR }, { at: now + HOUR }],
      ['revoked',                        {},                       { revoked: true }],
      ['one booking closes it',          { uses: 1 },              { taken: [tuesday] }],
      ['one for each time',              { uses: 2 },              { taken: [tuesday] }],
      ['all are taken',                  { uses: 2 },              { taken: [tuesday, wednesday] }],
      ['any number of bookings',         { uses: null },           { taken: [wednesday] }]
    ])('%s', async (_, changed, { taken = [], revoked = false, at = now }) => {
      const storage = await openWithLinks(await aPlace())
      const { link, ...held } = heldLink('a', changed)
      await storage.holds.addLink({ link, ...held })
      await storage.holds.addLink(heldLink('another', { uses: null, notice: 0, slots: [halfHour(999)] }))
      for (const slot of taken) await confirm(storage, link, slot)
      if (revoked) await storage.links.revoke('a', at)

      const found = await storage.holds.over(10, at)
      const expected = link.slots.filter((slot) =>
        whyOver(slot, { ...link, revokedAt: revoked ? at : null }, taken, at)
      )
      expect(found.map(({ hold }) => hold.slot)).toEqual(expected)
      for (const { hold, link: told, taken: others } of found) {
        expect(whyOver(hold.slot, told, others, at)).toBeDefined()
        expect(others.every((slot) => taken.some((each) => same(each, slot)))).toBe(true)
      }
    })
  })

  test('a booking that is held only, or released, ends nothing', async () => {
    const storage = await openWithLinks(await aPlace())
    const { link, ...held } = heldLink('a', { uses: 1 })
    await storage.holds.addLink({ link, ...held })
    await storage.bookings.place({ ...wish({ id: 'b', slot: tuesday, link }), messages: [] })
    expect(await storage.holds.over(10, now)).toEqual([])
    await storage.bookings.append('b', 1, [{ type: 'released', at: now, why: 'no' }], [], now)
    expect(await storage.holds.over(10, now)).toEqual([])
  })
})
