import { describe, expect, test } from 'vitest'
import { letterWords } from '../../server/wording/letters.ts'
import { utc } from '../../server/wording/when.ts'
import type { Reading } from '../../src/availability/busy-time.ts'
import { keeperOf, type Link } from '../../src/links/link.ts'
import type { Person, PersonId } from '../../src/people/person.ts'
import { DAY, MINUTE } from '../../src/time/instant.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import type { CalendarWatches, Letter, Watched } from '../../src/watch/calendar-watches.ts'
import type { Mail } from '../../src/watch/mail.ts'
import { unreadCalendars } from '../../src/watch/unread-calendars.ts'
import { LOOK_EVERY, type WatchNeeds, watchCalendar } from '../../src/watch/watch-calendar.ts'
import { eve, halfHours, mondayMorning, olga, twoTimes } from '../world/cast.ts'

const down: Reading = { unknown: 'Exchange answered 503' }
const well: Reading = { items: [], readAt: mondayMorning }

const berlin = { zone: zoneNamed('Europe/Berlin') ?? utc }

function watching(links: Link[] = [halfHours]) {
  const world = {
    now: mondayMorning,
    reading: well as Reading,
    /** Of whoever is not asked about as organizer. */
    colleagues: well as Reading,
    asked: 0,
    /** Until when what was asked about can be read. */
    readableUntil: Number.POSITIVE_INFINITY,
    mailing: 'sent' as Awaited<ReturnType<Mail['send']>>,
    sent: [] as { to: string; subject: string; text: string }[],
    reported: [] as string[],
    /** Who is told besides the keeper. */
    also: [] as Person[]
  }
  type Kept = Watched & { lookedAt: number; failures: number; unreadSince: number | null }
  const kept = new Map<PersonId, Kept>()
  const letters = new Map<string, Letter>()
  const keyOf = ({ whose, since, kind, person }: Letter) => `${whose} ${since} ${kind} ${person}`
  const watches: CalendarWatches = {
    async take(watched, every, now) {
      const known = kept.get(watched.whose)
      if (known && known.lookedAt > now - every) return undefined
      const taken = { failures: 0, unreadSince: null, ...known, ...watched, lookedAt: now }
      kept.set(watched.whose, taken)
      return taken
    },
    async note(watched, watch) {
      kept.set(watched.whose, { lookedAt: 0, ...kept.get(watched.whose), ...watched, ...watch })
    },
    unread: async (atLeast, lookedAfter) =>
      [...kept.values()]
        .filter(({ failures, lookedAt }) => failures >= atLeast && lookedAt > lookedAfter)
        .map(({ unreadSince, ...watched }) => ({ ...watched, since: unreadSince ?? 0 })),
    async claim(letter) {
      if (letters.has(keyOf(letter))) return false
      letters.set(keyOf(letter), letter)
      return true
    },
    giveBack: async (letter) => void letters.delete(keyOf(letter)),
    toldOf: async ({ whose }, since, kind) =>
      [...letters.values()]
        .filter((each) => each.whose === whose && each.since === since && each.kind === kind)
        .map(({ person }) => person)
  }
  const needs: WatchNeeds = {
    links: { ofOrganizer: async () => links.map((link) => ({ link, taken: 0 })) },
    watches,
    busyTimes: {
      async readAll(people, { end }) {
        world.asked++
        const own = end > world.readableUntil ? down : world.reading
        return new Map(people.map(({ id }) => [id, id === olga.id ? own : world.colleagues]))
      }
    },
    clock: () => world.now,
    mail: {
      async send(to, words) {
        if (world.mailing === 'sent') world.sent.push({ to: to.name, ...words })
        return world.mailing
      }
    },
    whomToTell: async (link) => [keeperOf(link), ...world.also],
    wordsFor: (kind, about) => letterWords(kind, about, { ...berlin, now: world.now }, 'https://meet.acme.example'),
    report: (problem) => void world.reported.push(problem)
  }
  /** Ten-second steps for so many minutes, as the worker looks. */
  async function pass(minutes: number) {
    for (let step = 0; step < minutes * 6; step++) {
      world.now += MINUTE / 6
      await watchCalendar(olga, needs)
    }
  }
  const onPages = () => unreadCalendars(watches, () => world.now)()
  return { world, needs, pass, onPages }
}

describe('a calendar behind open links', () => {
  test('cannot be read: the organizer is told, too, if she wants it, and of its return', async () => {
    const { world, pass } = watching()
    world.also.push(olga)
    world.reading = down
    await pass(5)
    world.reading = well
    await pass(5)
    expect(world.sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['Dana Whitfield', "Olga Okafor's calendar cannot be read"],
      ['Olga Okafor', 'Your calendar cannot be read'],
      ['Dana Whitfield', "Olga Okafor's calendar can be read again"],
      ['Olga Okafor', 'Your calendar can be read again']
    ])
  })

  test('cannot be read: its delegate is told once within five minutes, and once when it can be again', async () => {
    const { world, pass, onPages } = watching()
    await pass(10)
    expect([world.sent, (await onPages()).size]).toEqual([[], 0])
    world.reading = down
    await pass(5)
    expect(world.sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['Dana Whitfield', "Olga Okafor's calendar cannot be read"]
    ])
    expect(world.sent[0]?.text).toContain('Exchange answered 503')
    expect([...(await onPages()).keys()]).toEqual([olga.id])
    await pass(60)
    expect(world.sent).toHaveLength(1)

    world.reading = well
    await pass(5)
    expect(world.sent.map(({ subject }) => subject).slice(1)).toEqual(["Olga Okafor's calendar can be read again"])
    expect((await onPages()).size).toBe(0)
    world.reading = down // another outage is another story
    await pass(5)
    expect(world.sent).toHaveLength(3)
  })

  test('cannot be read three weeks ahead: pages show nothing then, and so it is told', async () => {
    const { world, pass } = watching()
    world.readableUntil = mondayMorning + 21 * DAY
    await pass(5)
    expect(world.sent).toHaveLength(1)
  })

  test('is not called unreadable after one failure', async () => {
    const { world, pass, onPages } = watching()
    world.reading = down
    await pass(1)
    world.reading = well
    await pass(10)
    expect(world.sent).toEqual([])
    expect((await onPages()).size).toBe(0)
  })

  test('counts as unreadable, too, while only an old answer can be shown', async () => {
    const { world, pass } = watching()
    world.reading = { ...well, stale: 'Exchange answered 503' }
    await pass(5)
    expect(world.sent).toHaveLength(1)
  })

  test('is looked at every two minutes and no more', async () => {
    const { world, pass } = watching()
    await pass(20)
    expect(world.asked).toBe((20 * MINUTE) / LOOK_EVERY)
  })

  test('is told to everybody who has an open link on it, once each', async () => {
    const evesLink: Link = { ...twoTimes, id: 'eves', madeBy: eve, initiator: eve }
    const { world, pass } = watching([halfHours, { ...halfHours, id: 'second' }, evesLink])
    world.reading = down
    await pass(10)
    expect(world.sent.map(({ to }) => to).sort()).toEqual(['Dana Whitfield', 'Eve Tanaka'])
  })

  test('without an open link is nobody’s concern, and is not asked for', async () => {
    const { world, pass } = watching([{ ...halfHours, revokedAt: mondayMorning }])
    world.reading = down
    await pass(10)
    expect([world.asked, world.sent]).toEqual([0, []])
  })
})

describe('the calendar of a colleague whom links require', () => {
  const withEve: Link = { ...halfHours, id: 'with-eve', required: [eve] }
  const evesOwn: Link = { ...twoTimes, id: 'eves', madeBy: eve, initiator: eve }

  test('cannot be read: whoever made such a link is told whose it is and which links are concerned, and nobody else', async () => {
    const { world, pass, onPages } = watching([withEve, evesOwn])
    world.colleagues = down
    await pass(5)
    expect(world.sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['Dana Whitfield', "Eve Tanaka's calendar cannot be read"]
    ])
    expect(world.sent[0]?.text).toContain("Eve Tanaka's calendar cannot be read since")
    expect((await onPages()).size).toBe(0) // the organizer's own can be read
    world.colleagues = well
    await pass(5)
    expect(world.sent.map(({ subject }) => subject).slice(1)).toEqual(["Eve Tanaka's calendar can be read again"])
  })

  test("is asked about together with the organizer's, in one question", async () => {
    const { world, pass } = watching([withEve, evesOwn])
    await pass(20)
    expect(world.asked).toBe((20 * MINUTE) / LOOK_EVERY)
  })
})

describe('a letter', () => {
  test('that was surely not sent is tried again, and its failure is reported', async () => {
    const { world, pass } = watching()
    world.reading = down
    world.mailing = { notSent: 'Exchange answered 503' }
    await pass(9)
    expect(world.sent).toEqual([])
    expect(world.reported.length).toBeGreaterThan(1)
    world.mailing = 'sent'
    await pass(3)
    expect(world.sent).toHaveLength(1)
  })

  test('that may have been sent is not repeated', async () => {
    const { world, pass } = watching()
    world.reading = down
    world.mailing = { unclear: 'no answer' }
    await pass(9)
    world.mailing = 'sent'
    await pass(9)
    expect(world.sent).toEqual([])
    expect(world.reported).toEqual(['no answer'])
  })

  test('of relief waits until it can be sent, and goes only to who was worried', async () => {
    const { world, pass } = watching()
    world.reading = down
    await pass(5)
    world.reading = well
    world.mailing = { notSent: 'busy' }
    await pass(5)
    world.mailing = 'sent'
    await pass(5)
    expect(world.sent.map(({ subject }) => subject)).toEqual([
      "Olga Okafor's calendar cannot be read",
      "Olga Okafor's calendar can be read again"
    ])
  })

  test('is not written where no mailbox to write from is set', async () => {
    const { world, needs, pass, onPages } = watching()
    needs.mail = undefined
    world.reading = down
    await pass(10)
    expect(world.sent).toEqual([])
    expect((await onPages()).size).toBe(1)
    world.reading = well
    await pass(3)
    expect((await onPages()).size).toBe(0)
  })

  test('is in plain words, with time and zone, and addresses the organizer herself as such', () => {
    const about = {
      to: olga,
      link: halfHours,
      organizer: olga,
      whose: olga,
      since: mondayMorning,
      problem: 'Exchange answered 503'
    }
    const own = letterWords('unread', about, { ...berlin, now: mondayMorning }, 'https://meet.acme.example')
    expect(own.subject).toBe('Your calendar cannot be read')
    expect(own.text).toContain('Your calendar cannot be read since Monday 4 January 2027, 08:00, Berlin')
    expect(own.text).toContain('nobody is told that everything is taken')
    expect(own.text).toContain('https://meet.acme.example/console')
  })
})
