import { expect, test } from 'vitest'
import { collisionWords } from '../../server/wording/collisions.ts'
import { utc } from '../../server/wording/when.ts'
import { keeperOf } from '../../src/links/link.ts'
import type { Person } from '../../src/people/person.ts'
import type { Storage } from '../../src/storage/database.ts'
import { MINUTE, SECOND } from '../../src/time/instant.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import type { OtherEntry } from '../../src/watch/collisions.ts'
import type { Mail } from '../../src/watch/mail.ts'
import { type CollisionNeeds, watchCollisions } from '../../src/watch/watch-collisions.ts'
import { olga } from '../world/cast.ts'
import { onBothEngines, type Place } from './engines.ts'
import { halfHour, meeting, now, openWithLinks, wish } from './story.ts'

const slot = halfHour(4)
const board: OtherEntry = {
  id: 'board',
  start: slot.start - 15 * MINUTE,
  end: slot.start + 15 * MINUTE,
  status: 'busy'
}

/** A meeting of Grace's that has just been confirmed, and instances that watch the calendar. */
async function watching(room: Place, instances = 1) {
  const stores = [await openWithLinks(room)]
  while (stores.length < instances) stores.push(await room.open())
  const [{ bookings }] = stores as [Storage]
  await bookings.place(wish({ id: 'graces', slot }))
  await bookings.append('graces', 1, [{ at: now, type: 'confirmed', meeting }], [], now)
  const world = {
    now,
    entries: [] as OtherEntry[] | undefined,
    asked: 0,
    mailing: 'sent' as Awaited<ReturnType<Mail['send']>>,
    /** Who is told besides the keeper. */
    also: [] as Person[],
    sent: [] as string[],
    reported: [] as string[]
  }
  const all = stores.map(
    (storage): CollisionNeeds => ({
      collisions: storage.collisions,
      entries: {
        async at() {
          world.asked++
          return world.entries ? { entries: world.entries } : { unknown: 'Exchange answered 503' }
        }
      },
      bookings: storage.bookings,
      links: storage.links,
      clock: () => world.now,
      mail: {
        async send({ name }, { text }) {
          if (world.mailing === 'sent') world.sent.push(`${name}: ${text}`)
          return world.mailing
        }
      },
      whomToTell: async (link) => [keeperOf(link), ...world.also],
      wordsFor: (about) =>
        collisionWords(about, { zone: zoneNamed('Europe/Berlin') ?? utc, now: world.now }, 'https://meet.acme.example'),
      report: (problem) => void world.reported.push(problem)
    })
  )
  /** Five-second steps, as the workers look; all of them at once. */
  async function pass(time: number) {
    for (const until = world.now + time; world.now < until; ) {
      world.now += 5 * SECOND
      await Promise.all(all.map((needs) => watchCollisions(8, needs)))
    }
  }
  const onPages = async () => (await stores[0]?.collisions.ofBookings(['graces', 'other']))?.get('graces') ?? []
  return { world, pass, onPages, bookings }
}

onBothEngines('the collision watch', ({ place }) => {
  test('who stood still over a look does not end the looks of whoever has it since', async () => {
    const { collisions, bookings } = await openWithLinks(await place())
    await bookings.place(wish({ id: 'graces', slot }))
    await bookings.append('graces', 1, [{ at: now, type: 'confirmed', meeting }], [], now)
    const look = async (at: number) => (await collisions.take(1, MINUTE, at))[0] ?? expect.fail('nothing is due')
    const thawed = await look(now)
    const since = await look(now + MINUTE)
    await collisions.next({ ...since, looks: 1 }, now + 5 * MINUTE)
    await collisions.next({ ...thawed, looks: 2 }, null)
    expect(await look(now + 5 * MINUTE)).toMatchObject({ booking: 'graces', looks: 1 })
  })

  test('looks twice after a confirmation, and then leaves the calendar in peace', async () => {
    const { world, pass, onPages } = await watching(await place())
    await pass(10 * MINUTE)
    expect([world.asked, world.sent, await onPages()]).toEqual([2, [], []])
  })

  test('tells the organizer, too, who wants to know', async () => {
    const { world, pass } = await watching(await place())
    world.also.push(olga)
    world.entries = [board]
    await pass(3 * MINUTE)
    expect(world.sent.map((each) => each.split(':')[0]).sort()).toEqual(['Dana Whitfield', 'Olga Okafor'])
  })

  test('tells whoever made the link within two minutes, once, however many instances watch', async () => {
    const { world, pass, onPages } = await watching(await place(), 3)
    await pass(10 * SECOND)
    world.entries = [board] // Exchange shows it a little late
    await pass(100 * SECOND)
    expect(world.sent).toHaveLength(1)
    expect(world.sent[0]).toContain('Dana Whitfield: Grace Hopper-Lee has booked')
    expect(world.sent[0]).toContain(
      'Grace Hopper-Lee has booked “Meeting with Olga Okafor” on Monday 4 January, 10:00 to 10:30'
    )
    expect(world.sent[0]).toContain(
      'from Monday 4 January 2027, 09:45, Berlin time (UTC+1) to Monday 4 January 2027, 10:15'
    )
    expect(await onPages()).toEqual([
      { entry: 'board', start: board.start, end: board.end, foundAt: expect.any(Number) }
    ])
    await pass(30 * MINUTE)
    expect(world.sent).toHaveLength(1)
  })

  test('looks on while both stand, and the page is calm again when one has moved', async () => {
    const { world, pass, onPages } = await watching(await place())
    world.entries = [board]
    await pass(10 * MINUTE)
    world.entries = []
    await pass(6 * MINUTE)
    expect([world.sent.length, await onPages()]).toEqual([1, []])
    const { asked } = world
    await pass(20 * MINUTE)
    expect(world.asked).toBe(asked)
  })

  test('says nothing of what the link lets pass, of what only touches, and of a meeting that is over', async () => {
    const { world, pass, onPages } = await watching(await place())
    world.entries = [
      { ...board, id: 'free', status: 'free' },
      { ...board, id: 'elsewhere', status: 'workingElsewhere' },
      { id: 'before', start: slot.start - 30 * MINUTE, end: slot.start, status: 'busy' }
    ]
    await pass(5 * MINUTE)
    expect([world.sent, await onPages()]).toEqual([[], []])
    world.now = slot.end
    world.entries = [board]
    const { asked } = world
    await pass(5 * MINUTE)
    expect(world.asked).toBe(asked)
  })

  test('a status that nobody knows is not called free', async () => {
    const { world, pass } = await watching(await place())
    world.entries = [{ ...board, status: 'unknown' }]
    await pass(10 * SECOND)
    expect(world.sent).toHaveLength(1)
  })

  test('a calendar that cannot be read is asked again until it can', async () => {
    const { world, pass, onPages } = await watching(await place())
    world.entries = undefined
    await pass(3 * MINUTE)
    expect(world.reported).toContain('Exchange answered 503')
    world.entries = [board]
    await pass(20 * SECOND)
    expect([world.sent.length, (await onPages()).length]).toEqual([1, 1])
  })

  test('a letter that was surely not sent is sent later; one that may have been sent is not sent twice', async () => {
    const { world, pass, onPages } = await watching(await place())
    world.entries = [board]
    world.mailing = { notSent: 'the mailbox is full' }
    await pass(1 * MINUTE)
    expect([world.sent.length, (await onPages()).length]).toEqual([0, 1])
    world.mailing = 'sent'
    await pass(6 * MINUTE)
    expect(world.sent).toHaveLength(1)

    const other = await watching(await place())
    other.world.entries = [board]
    other.world.mailing = { unclear: 'the answer was lost' }
    await other.pass(1 * MINUTE)
    other.world.mailing = 'sent'
    await other.pass(10 * MINUTE)
    expect(other.world.sent).toEqual([])
  })

  test('a meeting that was moved is looked at anew', async () => {
    const { world, pass, bookings } = await watching(await place())
    await pass(3 * MINUTE)
    const later = halfHour(8)
    const moved = {
      type: 'moved' as const,
      at: world.now,
      by: { as: 'calendar' as const },
      slot: later,
      claim: later
    }
    await bookings.append('graces', 2, [moved], [], world.now)
    world.entries = [{ ...board, start: later.start, end: later.end }]
    await pass(10 * SECOND)
    expect(world.sent).toHaveLength(1)
  })

  test('of two instances that would write one letter, one does', async () => {
    const room = await place()
    const [one, other] = [await openWithLinks(room), await room.open()]
    await one.bookings.place(wish({ id: 'b', slot }))
    await one.collisions.found('b', [board], now)
    const claims = [one, other, one, other].map(({ collisions }) => collisions.claimTelling('b', 'board', now))
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1)
  })

  test('an instance that died over a look is followed by another', async () => {
    const { world, pass } = await watching(await place())
    const room = await place()
    const storage = await openWithLinks(room)
    await storage.bookings.place(wish({ id: 'b', slot }))
    await storage.bookings.append('b', 1, [{ at: now, type: 'confirmed', meeting }], [], now)
    expect(await storage.collisions.take(5, 40 * SECOND, now)).toMatchObject([{ booking: 'b', looks: 0 }])
    expect(await storage.collisions.take(5, 40 * SECOND, now + 39 * SECOND)).toEqual([])
    expect(await storage.collisions.take(5, 40 * SECOND, now + 40 * SECOND)).toMatchObject([{ booking: 'b', looks: 0 }])
    await pass(1)
    expect(world.asked).toBe(1)
  })
})
