import { describe, expect, test } from 'vitest'
import type { Reading } from '../../src/availability/busy-time.ts'
import { recentBusyTimes } from '../../src/availability/recent-busy-time.ts'
import type { Person, PersonId } from '../../src/people/person.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { ari, dana, mondayMorning, olga, rae } from '../world/cast.ts'

const monday: Span = { start: Date.parse('2027-01-04T00:00Z'), end: Date.parse('2027-01-05T00:00Z') }
const week: Span = { start: monday.start, end: monday.start + 7 * DAY }
const lunch = { start: monday.start + 11 * HOUR, end: monday.start + 12 * HOUR, status: 'busy' as const }
const thursday = { start: lunch.start + 3 * DAY, end: lunch.end + 3 * DAY, status: 'busy' as const }
const empty: Reading = { items: [], readAt: mondayMorning }
const down: Reading = { unknown: 'Exchange does not answer' }

type Asked = {
  people: PersonId[]
  span: Span
  answer(readings: Reading | Record<PersonId, Reading>): void
  fail(fault: Error): void
}

/** A calendar that answers when the test says so: what was asked, and how it is answered. */
function slowCalendar(learned: () => void = () => {}) {
  const asked: Asked[] = []
  let now = mondayMorning
  const readAll = (people: readonly Person[], span: Span) =>
    new Promise<Map<PersonId, Reading>>((resolve, fail) => {
      const answer = (said: Reading | Record<PersonId, Reading>) =>
        resolve(
          new Map(
            people.map(({ id }) => [id, 'items' in said || 'unknown' in said ? said : (said[id] ?? down)] as never)
          )
        )
      asked.push({ people: people.map(({ id }) => id), span, answer, fail })
    })
  const patience: (() => void)[] = []
  const wait = () => new Promise<void>((resolve) => patience.push(resolve))
  const busyTimes = recentBusyTimes({ read: () => expect.fail('asked for one'), readAll }, () => now, { wait, learned })
  const read = (freshness: 'fresh' | 'recent', span = monday) => busyTimes.read(olga, span, freshness)
  return { busyTimes, read, asked, later: (ms: number) => (now += ms), now: () => now, patience }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('a shared reading', () => {
  test('pages opened at the same moment ask once', async () => {
    const { read, asked } = slowCalendar()
    const pages = Array.from({ length: 100 }, () => read('recent'))
    asked[0]?.answer(empty)
    await Promise.all(pages)
    expect(asked).toHaveLength(1)
  })

  test('two hundred bookings in one second ask twice: nobody relies on a question begun before', async () => {
    const { read, asked } = slowCalendar()
    const first = read('fresh')
    const others = Array.from({ length: 199 }, () => read('fresh'))
    asked[0]?.answer(empty)
    await first
    await settled()
    expect(asked).toHaveLength(2)
    asked[1]?.answer(empty)
    await Promise.all(others)
    expect(asked).toHaveLength(2)
  })

  test('an answer is shown for half a minute', async () => {
    const { read, asked, later } = slowCalendar()
    const shown = read('recent')
    asked[0]?.answer(empty)
    await shown
    later(28_999)
    expect(await read('recent')).toBe(empty)
    later(1)
    void read('recent')
    expect(asked).toHaveLength(2)
  })

  test('a longer span answers for a shorter one, and only with what touches it', async () => {
    const { read, asked } = slowCalendar()
    const shown = read('recent', week)
    asked[0]?.answer({ items: [lunch, thursday], readAt: mondayMorning })
    await shown
    expect(await read('recent')).toEqual({ items: [lunch], readAt: mondayMorning })
    void read('recent', { ...week, end: week.end + 1 })
    expect(asked).toHaveLength(2)
  })

  test('a failure is not remembered', async () => {
    const { read, asked } = slowCalendar()
    const shown = read('recent')
    asked[0]?.answer(down)
    expect(await shown).toEqual(down)
    void read('recent')
    expect(asked).toHaveLength(2)
  })

  test('a calendar that we have changed is asked again, also when the question was under way', async () => {
    const { busyTimes, read, asked } = slowCalendar()
    const shown = read('recent')
    busyTimes.forget(olga.id)
    void read('recent')
    expect(asked).toHaveLength(2)
    asked[0]?.answer(empty)
    asked[1]?.answer(empty)
    await shown
    busyTimes.forget(dana.id) // somebody else's
    expect(await read('recent')).toBe(empty)
    busyTimes.forget(olga.id)
    void read('recent')
    expect(asked).toHaveLength(3)
  })
})

test('whoever keeps what was made of an answer is told when the next one may be another: asked, answered, failed, forgotten', async () => {
  const told: string[] = []
  let step = ''
  const { busyTimes, read, asked } = slowCalendar(() => told.push(step))
  const during = async (name: string, act: () => unknown) => {
    step = name
    await act()
    await settled()
  }
  await during('asked', () => void read('recent'))
  await during('asked again', () => void read('recent'))
  await during('answered', () => asked[0]?.answer(empty))
  await during('known', () => read('recent'))
  await during('forgotten', () => busyTimes.forget(olga.id))
  await during('asked afresh', () => void read('fresh').catch(() => {}))
  await during('a fault', () => asked[1]?.fail(new Error('ours')))
  expect(told).toEqual(['asked', 'answered', 'forgotten', 'asked afresh', 'a fault'])
})

describe('several people', () => {
  test('are asked about in one question, and each has an answer of her own', async () => {
    const { busyTimes, asked } = slowCalendar()
    const reading = busyTimes.readAll([olga, ari, rae], monday, 'fresh')
    asked[0]?.answer({ [olga.id]: empty, [ari.id]: down, [rae.id]: empty })
    expect([...(await reading)]).toEqual([
      [olga.id, empty],
      [ari.id, down],
      [rae.id, empty]
    ])
    expect(asked).toHaveLength(1)
  })

  test('who is known is not asked about again; the organizer still asks', async () => {
    const { busyTimes, asked } = slowCalendar()
    const first = busyTimes.readAll([olga, ari], monday, 'recent')
    asked[0]?.answer(empty)
    await first
    void busyTimes.readAll([olga, ari, rae], monday, 'recent')
    expect(asked.map(({ people }) => people)).toEqual([
      [olga.id, ari.id],
      [olga.id, rae.id]
    ])
  })

  test('what one organizer may see of a colleague is not what another may see', async () => {
    const { busyTimes, asked } = slowCalendar()
    const first = busyTimes.readAll([olga, ari], monday, 'recent')
    asked[0]?.answer(empty)
    await first
    void busyTimes.readAll([ari], monday, 'recent')
    expect(asked).toHaveLength(2)
  })
})

describe('while Exchange does not answer', () => {
  async function minutesLater(minutes: number, freshness: 'fresh' | 'recent') {
    const { read, asked, later } = slowCalendar()
    const before = read('recent')
    asked[0]?.answer({ items: [lunch], readAt: mondayMorning })
    await before
    later(minutes * MINUTE)
    const reading = read(freshness)
    asked[1]?.answer(down)
    return reading
  }

  test('an answer of up to ten minutes is shown, with its age and the reason', async () => {
    const shown = { items: [lunch], readAt: mondayMorning, stale: down.unknown }
    expect(await minutesLater(1, 'recent')).toEqual(shown)
    expect(await minutesLater(10, 'recent')).toEqual(shown)
    expect(await minutesLater(10.001, 'recent')).toEqual(down)
  })

  test('however many people look meanwhile, and at whatever else', async () => {
    const { read, asked, later } = slowCalendar()
    const before = read('recent')
    asked[0]?.answer({ items: [lunch], readAt: mondayMorning })
    await before
    later(MINUTE)
    for (let visitor = 1; visitor <= 20; visitor++) {
      const reading = read('recent', visitor % 2 ? monday : { start: week.end, end: week.end + visitor * DAY })
      asked.at(-1)?.answer(down)
      await reading
      later(20_000)
    }
    const shown = read('recent')
    asked.at(-1)?.answer(down)
    expect(await shown).toEqual({ items: [lunch], readAt: mondayMorning, stale: down.unknown })
  })

  test('nobody waits long for a calendar that hangs, if there is an older answer; the newer one counts when it comes', async () => {
    const { read, asked, later, patience } = slowCalendar()
    const before = read('recent')
    asked[0]?.answer({ items: [lunch], readAt: mondayMorning })
    await before
    later(MINUTE)
    const shown = read('recent')
    await settled()
    expect(patience).toHaveLength(1)
    patience[0]?.()
    expect(await shown).toEqual({ items: [lunch], readAt: mondayMorning, stale: 'Exchange has not answered yet' })
    asked[1]?.answer(empty)
    expect(await read('recent')).toBe(empty)
    expect(asked).toHaveLength(2)
  })

  test('who has no older answer waits, and so does who books', async () => {
    const { read, asked, later, patience } = slowCalendar()
    void read('recent')
    await settled()
    expect(patience).toHaveLength(0)
    asked[0]?.answer(empty)
    later(MINUTE)
    void read('fresh')
    await settled()
    expect(patience).toHaveLength(0)
  })

  test('who has waited long in vain waits no more than a moment for the next answer, whatever it is about', async () => {
    const { read, asked, later, patience } = slowCalendar()
    const booking = read('fresh')
    later(9_000)
    asked[0]?.answer(down)
    expect(await booking).toEqual(down)
    const page = read('recent', week)
    await settled()
    expect([asked.length, patience.length]).toEqual([2, 1])
    patience[0]?.()
    expect(await page).toEqual({ unknown: 'Exchange has not answered yet' })
    asked[1]?.answer(empty)
    expect(await read('recent', week)).toBe(empty)
  })

  // biome-ignore format: how long it took, and how long ago that was
  test.each([[100, 0], [9_000, 6_000]])('a failure after %d ms, %d ms ago, says nothing about the next answer', async (takes, ago) => {
    const { read, asked, later, patience } = slowCalendar()
    const booking = read('fresh')
    later(takes)
    asked[0]?.answer(down)
    await booking
    later(ago)
    void read('recent', week)
    await settled()
    expect([asked.length, patience.length]).toEqual([2, 0])
  })

  test('nothing is booked on it', async () => expect(await minutesLater(1, 'fresh')).toEqual(down))

  test('what one of our own writes has changed since is still better than nothing: our claims are known besides', async () => {
    const { busyTimes, read, asked } = slowCalendar()
    const before = read('recent')
    asked[0]?.answer(empty)
    await before
    busyTimes.forget(olga.id)
    const reading = read('recent')
    asked[1]?.answer(down)
    expect(await reading).toEqual({ ...empty, stale: down.unknown })
  })
})
