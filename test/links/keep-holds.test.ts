import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditInto } from '../../src/audit/audit-log.ts'
import type { Authority } from '../../src/delegates/authority.ts'
import { createHeldLink } from '../../src/links/create-held-link.ts'
import type { HoldItem, HoldItems, WantedItem } from '../../src/links/hold-items.ts'
import { CHECKED_EVERY, keepHolds } from '../../src/links/keep-holds.ts'
import { releaseHolds } from '../../src/links/release-holds.ts'
import { tokensFrom } from '../../src/links/token.ts'
import { LEASE } from '../../src/outbox/deliver.ts'
import type { Failure } from '../../src/outbox/failure.ts'
import { openStorage, type Storage } from '../../src/storage/database.ts'
import { HOUR, MINUTE, SECOND } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { dana, grace, mondayMorning, olga, twoTimes } from '../world/cast.ts'

const tokens = tokensFrom(Buffer.alloc(32, 7))
const [tuesday, wednesday] = twoTimes.slots as [Span, Span]

let folder: string
let storage: Storage
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onbehalf-holds-'))
  storage = await openStorage({ folder, keyHashOf: (booking) => booking })
  await storage.organizers.enrol(olga)
})
afterEach(async () => {
  await storage.close()
  rmSync(folder, { recursive: true })
})

const authority = (act: string) =>
  ({ actor: dana, organizer: olga, act, right: 'delegate editor', at: mondayMorning }) as unknown as Authority<never>

/** Olga's calendar as far as holds meet it, and the worker that looks every few seconds. */
async function aHeldLink({ uses = 1 as number | null, notice = 0, perDay = 8 } = {}) {
  let made = 0
  const world = {
    now: mondayMorning,
    calendar: [] as (WantedItem & HoldItem & { at?: number })[],
    /** How long a search does not show what was made. */
    shownAfter: 0,
    /** Runs once, right before the next link is read. */
    frozen: undefined as (() => Promise<void>) | undefined,
    /** For the next creations, in order. `lost`: written, but the answer does not arrive; `late`: not even written yet. */
    creations: [] as (Failure | 'lost' | 'late')[],
    finds: undefined as Failure | undefined,
    removals: undefined as Failure | undefined,
    asked: { find: 0, create: 0, remove: 0 },
    changed: 0,
    problems: [] as string[],
    late: [] as WantedItem[]
  }
  const put = (wanted: WantedItem) => {
    const item = { ...wanted, id: `item ${++made}`, touched: false, at: world.now }
    world.calendar.push(item)
    return item
  }
  const items: HoldItems = {
    async find(_, key) {
      world.asked.find++
      const isShown = ({ at = 0 }) => at + world.shownAfter <= world.now
      return world.finds ?? { item: world.calendar.find((item) => item.key === key && isShown(item)) }
    },
    async create(_, wanted) {
      world.asked.create++
      const trouble = world.creations.shift()
      if (trouble === 'late') world.late.push(wanted)
      if (trouble && trouble !== 'lost') return trouble === 'late' ? { unclear: 'no answer' } : trouble
      const item = put(wanted)
      return trouble === 'lost' ? { unclear: 'the connection broke' } : { item }
    },
    async remove(_, { id }) {
      world.asked.remove++
      if (world.removals) return world.removals
      world.calendar = world.calendar.filter((item) => item.id !== id)
      return 'removed'
    }
  }
  const needs = {
    holds: storage.holds,
    links: {
      ...storage.links,
      async find(id: string) {
        const { frozen } = world
        world.frozen = undefined
        await frozen?.()
        return storage.links.find(id)
      }
    },
    items,
    clock: () => world.now,
    random: () => 0,
    changed: () => void world.changed++,
    report: (_: unknown, problem: string) => void world.problems.push(problem)
  }
  const { id, organizer, initiator, madeBy, createdAt, revokedAt, ...rules } = twoTimes
  const audit = auditInto(storage.audit)
  let ids = 0
  const newId = () => `id-${++ids}`
  const created = await createHeldLink(
    authority('make time-slot link'),
    { ...rules, uses, notice, from: 'delegate' },
    { holds: storage.holds, tokens, newId, holdsPerDay: perDay }
  )
  if ('full' in created) throw new Error('no room')
  const { link } = created
  const holds = () => storage.holds.ofLink(link.id)
  return {
    world,
    link,
    holds,
    put,
    audit,
    states: async () => (await holds()).map(({ state, why }) => why ?? state),
    /** The worker looks after this long. */
    async worker(after = 0) {
      world.now += after
      return keepHolds(8, needs)
    },
    /** Grace takes the slot, and Exchange confirms. */
    async booked(slot: Span, answered: 'confirmed' | 'held' = 'confirmed') {
      const at = world.now
      const held = { type: 'held' as const, at, link: link.id, organizer: olga.id, slot, claim: slot, invitee: grace }
      const booking = `booking of ${slot.start}`
      const placed = await storage.bookings.place({
        id: booking,
        facts: [{ ...held, until: at + HOUR }],
        messages: [],
        uses,
        now: at
      })
      if (placed !== 'placed') throw new Error(placed)
      const meeting = { id: 'm', iCalUId: 'u', joinUrl: null }
      if (answered === 'confirmed') {
        await storage.bookings.append(booking, 1, [{ type: 'confirmed', at, meeting }], [], at)
      }
      return booking
    }
  }
}

describe('holding', () => {
  test('both times stand in the calendar, called by what they are for, and who offers them', async () => {
    const { world, worker, states, link } = await aHeldLink()
    expect(await states()).toEqual(['wanted', 'wanted'])
    expect(await storage.holds.standing(link.id)).toEqual([])
    await worker()
    expect(await states()).toEqual(['placed', 'placed'])
    expect(world.calendar).toMatchObject([
      {
        slot: tuesday,
        subject: 'Held: Meeting with Olga Okafor',
        initiatorLine: 'Offered by Dana Whitfield on behalf of Olga Okafor'
      },
      { slot: wednesday }
    ])
    expect(await storage.holds.standing(link.id)).toEqual([tuesday, wednesday])
    expect([world.changed, world.asked]).toEqual([2, { find: 0, create: 2, remove: 0 }])
  })

  test('an answer that was lost is looked for before anything is created again', async () => {
    const { world, worker, states } = await aHeldLink()
    world.creations = ['lost', 'lost']
    await worker()
    expect(await states()).toEqual(['wanted', 'wanted'])
    expect(await storage.holds.ofLink('')).toEqual([])
    await worker(2 * SECOND)
    expect(await states()).toEqual(['placed', 'placed'])
    expect([world.calendar.length, world.asked.create]).toEqual([2, 2])
  })

  test('a worker that died with a hold in its hands: the next one looks first', async () => {
    const { world, worker, put, holds, states } = await aHeldLink()
    const [first] = await storage.holds.take(1, LEASE, world.now)
    put({ key: `hold:${first?.id}`, slot: tuesday, subject: '', initiatorLine: '' }) // and here it was killed
    await worker()
    expect((await holds()).find(({ id }) => id === first?.id)?.state).toBe('wanted')
    await worker(LEASE)
    expect(await states()).toEqual(['placed', 'placed'])
    expect(world.calendar.length).toBe(2)
  })

  test('a calendar that says no is asked again, not too often, and the reason is kept', async () => {
    const { world, worker, holds } = await aHeldLink()
    world.creations = Array.from({ length: 200 }, () => ({ refused: 'Exchange answered 403' }))
    await worker()
    expect((await holds())[0]).toMatchObject({ state: 'wanted', problem: 'Exchange answered 403' })
    for (let minute = 0; minute < 60; minute++) await worker(MINUTE)
    expect(world.asked.create).toBeGreaterThan(30)
    expect(world.asked.create).toBeLessThan(100)
    expect(world.problems.length).toBe(world.asked.create)
  })

  test('a look-up that failed has not found that nothing is there', async () => {
    const { world, worker, states } = await aHeldLink()
    world.creations = ['lost', 'lost']
    await worker()
    world.finds = { notNow: 'busy' }
    await worker(MINUTE)
    expect(world.asked.create).toBe(2)
    world.finds = undefined
    await worker(2 * MINUTE)
    expect([await states(), world.calendar.length]).toEqual([['placed', 'placed'], 2])
  })

  test('a time that nobody can take any more is not held at all', async () => {
    const { worker, world } = await aHeldLink({ notice: (tuesday.start - mondayMorning) / MINUTE })
    await worker()
    expect(world.calendar.map(({ slot }) => slot)).toEqual([wednesday])
  })
})

describe('letting go', () => {
  test('one booking takes both times away when it closes the link', async () => {
    const { world, worker, states, booked } = await aHeldLink()
    await worker()
    await booked(tuesday)
    await worker(2 * SECOND)
    expect([await states(), world.calendar]).toEqual([['slot taken', 'link used up'], []])
  })

  test('and its own only, when the others can still be taken', async () => {
    const { world, worker, states, booked } = await aHeldLink({ uses: 2 })
    await worker()
    await booked(tuesday)
    await worker(2 * SECOND)
    expect([await states(), world.calendar.length]).toEqual([['slot taken', 'placed'], 1])
  })

  test('not before Exchange has confirmed: until then nothing else keeps the time in sight', async () => {
    const { worker, states, booked, world } = await aHeldLink()
    await worker()
    const booking = await booked(tuesday, 'held')
    await worker(2 * SECOND)
    expect(await states()).toEqual(['placed', 'placed'])
    await storage.bookings.append(booking, 1, [{ type: 'released', at: world.now, why: 'no' }], [], world.now)
    await worker(2 * SECOND)
    expect(await states()).toEqual(['placed', 'placed'])
  })

  test('on revocation, and when a slot has passed', async () => {
    const { world, worker, states, link } = await aHeldLink()
    await worker()
    await worker(tuesday.start - world.now)
    expect(await states()).toEqual(['slot has passed', 'placed'])
    await storage.links.revoke(link.id, world.now)
    await worker(2 * SECOND)
    expect([await states(), world.calendar]).toEqual([['slot has passed', 'link revoked'], []])
  })

  test('a calendar that is away for a while is tried until it is done', async () => {
    const { world, worker, states, link } = await aHeldLink()
    await worker()
    await storage.links.revoke(link.id, world.now)
    world.removals = { unclear: 'no answer' }
    await worker(2 * SECOND)
    expect(await states()).toEqual(['link revoked', 'link revoked'])
    expect((await storage.holds.ofLink(link.id)).map(({ state }) => state)).toEqual(['leaving', 'leaving'])
    expect(await storage.holds.standing(link.id)).toHaveLength(2)
    world.removals = undefined
    await worker(3 * SECOND)
    expect([world.calendar, await storage.holds.standing(link.id)]).toEqual([[], []])
  })

  test('a link that is revoked while its hold is being created keeps no item behind', async () => {
    const { world, worker, link, holds } = await aHeldLink()
    world.creations = ['late', 'late']
    await worker()
    await storage.links.revoke(link.id, world.now)
    await worker(2 * SECOND)
    expect((await holds()).map(({ state }) => state)).toEqual(['leaving', 'leaving']) // nothing there, yet
    for (const wanted of world.late) world.calendar.push({ ...wanted, id: wanted.key, touched: false })
    for (let turn = 0; turn < 14; turn++) await worker(10 * SECOND)
    expect([(await holds()).map(({ state }) => state), world.calendar]).toEqual([['gone', 'gone'], []])
  })

  test('one that was placed a moment ago and that no search shows yet is waited for, and taken out', async () => {
    const { world, worker, states, booked, holds } = await aHeldLink()
    world.shownAfter = MINUTE
    await worker()
    await booked(tuesday)
    await worker(2 * SECOND)
    expect((await holds()).map(({ state }) => state)).toEqual(['leaving', 'leaving'])
    for (let turn = 0; turn < 10; turn++) await worker(15 * SECOND)
    expect([await states(), world.calendar]).toEqual([['slot taken', 'link used up'], []])
    expect((await holds()).map(({ state }) => state)).toEqual(['gone', 'gone'])
  })

  test('whatever carries its key goes, also what Exchange has made twice', async () => {
    const { world, worker, link, put, holds } = await aHeldLink()
    await worker()
    for (const { id, slot } of await holds()) put({ key: `hold:${id}`, slot, subject: '', initiatorLine: '' })
    await storage.links.revoke(link.id, world.now)
    await worker(2 * SECOND)
    expect([(await holds()).map(({ state }) => state), world.calendar]).toEqual([['gone', 'gone'], []])
  })

  test('a process that stood still before it put the hold there leaves nothing behind', async () => {
    const { world, worker, link, states } = await aHeldLink({ notice: (tuesday.start - mondayMorning) / MINUTE })
    world.frozen = async () => {
      await worker(LEASE)
      await storage.links.revoke(link.id, world.now)
      await worker(MINUTE)
    }
    await worker()
    expect([await states(), world.calendar]).toEqual([['link revoked'], []])
  })

  test('one that never arrived is gone within two minutes', async () => {
    const { world, worker, link, holds } = await aHeldLink()
    world.creations = ['late', 'late']
    await worker()
    await storage.links.revoke(link.id, world.now)
    for (let turn = 0; turn < 60; turn++) await worker(2 * SECOND)
    expect((await holds()).map(({ state }) => state)).toEqual(['gone', 'gone'])
  })

  test('a hold that is told to leave while it is being put there leaves as soon as it is there', async () => {
    const { world, worker, link, holds } = await aHeldLink()
    const taken = await storage.holds.take(8, LEASE, world.now)
    await storage.links.revoke(link.id, world.now)
    await worker(SECOND)
    expect((await holds()).map(({ state }) => state)).toEqual(['leaving', 'leaving'])
    expect(world.asked).toEqual({ find: 0, create: 0, remove: 0 }) // still in the other's hands
    for (const hold of taken) {
      world.calendar.push({ key: `hold:${hold.id}`, id: hold.id, touched: false } as WantedItem & HoldItem)
      expect(await storage.holds.placed(hold, world.now + CHECKED_EVERY, world.now)).toBe(true)
    }
    await worker(SECOND)
    expect([(await holds()).map(({ why }) => why), world.calendar]).toEqual([['link revoked', 'link revoked'], []])
  })

  test('by hand: the link’s own, once, and it is written down who did', async () => {
    const { world, worker, states, link, holds, audit } = await aHeldLink()
    await worker()
    const release = async () =>
      releaseHolds(authority('revoke link'), link, await holds(), { holds: storage.holds, audit })
    const foreign = (await holds()).map((hold) => ({ ...hold, link: 'another' }))
    expect(await releaseHolds(authority('revoke link'), link, foreign, { holds: storage.holds, audit })).toBe(0)
    expect([await release(), await release()]).toEqual([2, 0])
    await worker(2 * SECOND)
    expect([await states(), world.calendar]).toEqual([['released', 'released'], []])
    const [last, first] = await storage.audit.of(olga.id, 5)
    expect(last).toMatchObject({
      actorName: 'Dana Whitfield',
      object: `link ${link.id}`,
      result: 'calendar holds released: 2'
    })
    expect(first?.result).toMatch(/^made, with its times held: Offered by /)
  })
})

describe('what Olga does in Outlook is respected', () => {
  test('a hold that she deletes is not put there again, and that is noted', async () => {
    const { world, worker, states, link } = await aHeldLink()
    await worker()
    world.calendar = world.calendar.slice(1)
    await worker(CHECKED_EVERY)
    expect(await states()).toEqual(['deleted in Outlook', 'placed'])
    expect(await storage.holds.standing(link.id)).toEqual([wednesday])
    await worker(CHECKED_EVERY)
    expect(world.asked.create).toBe(2)
    const told = await storage.holds.ofOrganizer(olga.id, world.now)
    expect(told.map(({ why }) => why)).toEqual(['deleted in Outlook', null])
  })

  test('something else that she deletes in the minute in which no search shows the holds is not taken for them', async () => {
    const { world, worker, states } = await aHeldLink()
    world.shownAfter = MINUTE
    await worker()
    await storage.holds.hasten(olga.id, world.now + 5 * SECOND)
    await worker(10 * SECOND)
    expect(await states()).toEqual(['placed', 'placed'])
    world.calendar = world.calendar.slice(1)
    await worker(2 * MINUTE)
    expect(await states()).toEqual(['deleted in Outlook', 'placed'])
  })

  test('an item that she has made her own is never deleted', async () => {
    const { world, worker, states, link } = await aHeldLink()
    await worker()
    for (const item of world.calendar) item.touched = true
    await storage.links.revoke(link.id, world.now)
    await worker(SECOND)
    expect(await states()).toEqual(['changed in Outlook', 'changed in Outlook'])
    expect([world.calendar.length, world.asked.remove]).toEqual([2, 0])
  })

  test('nor one that somebody else has put at the same time', async () => {
    const { world, worker, link, put } = await aHeldLink()
    await worker()
    put({ key: 'of somebody else', slot: tuesday, subject: 'Dentist?', initiatorLine: '' })
    await storage.links.revoke(link.id, world.now)
    await worker(SECOND)
    expect(world.calendar.map(({ subject }) => subject)).toEqual(['Dentist?'])
  })
})
