import { describe, expect, test } from 'vitest'
import type { Link } from '../../../src/links/link.ts'
import { ari, dana, halfHours, max, twoTimes } from '../../world/cast.ts'
import { flawsOf, textOf, valuesOf } from '../../world/pages.ts'
import { consoleOf } from './desk.ts'

async function ask(
  query: string,
  link: Link = halfHours,
  change?: (world: Awaited<ReturnType<typeof consoleOf>>) => void
) {
  const world = await consoleOf({ links: [link] })
  change?.(world)
  const answer = await (await world.as(dana)).get(`/console/links/${link.id}?${query}`)
  expect(flawsOf(answer.body)).toEqual([])
  return answer.body
}

describe('why a time is not offered', () => {
  test('is not asked until somebody wants to know', async () => {
    const html = await ask('')
    expect(textOf(html)).toContain(
      'Why is a time not offered? Date Time Length 30 minutes Tell me why Times in Berlin time'
    )
    expect(html).not.toMatch(/<div class="notice" role="status">/)
  })

  // biome-ignore format: the question, and the deciding rule
  test.each([
    ['date=2027-01-05&time=10:00', 'Tuesday 5 January, 10:00 to 10:30. It is offered'],
    ['date=2027-01-05&time=12.30', 'Tuesday 5 January, 12:30 to 13:00. Olga Okafor is busy: Tuesday 5 January, 12:00 to 13:00.'],
    ['date=2027-01-05&time=8',     'It does not lie within the hours of that day: 09:00 to 17:00.'],
    ['date=2027-01-09&time=10:00', 'The link is closed on that day.'],
    ['date=2027-01-05&time=10:10', 'It lies between two starts: 10:00 and 10:30.'],
    ['date=2027-01-03&time=10:00', 'It has passed.'],
    ['date=2028-06-03&time=10:00', 'It is too far ahead.'],
    ['date=2027-03-28&time=02:30', 'There is no such time on that day: the clocks are put forward.']
  ])('%s', async (query, text) => {
    const html = await ask(query)
    expect(textOf(html)).toContain(text)
    expect(html).toMatch(/<details class="more" open>\s*<summary id="why-heading">/)
  })

  test('of a time that comes twice both are told, by their offsets', async () => {
    const text = textOf(await ask('date=2027-10-31&time=02:30', { ...halfHours, horizonDays: 700 }))
    expect(text).toContain('02:30 (UTC+2) to 02:00 (UTC+1)')
    expect(text).toContain('02:30 (UTC+1) to 03:00')
  })

  test('a time-slot link is asked in its own lengths', async () => {
    expect(textOf(await ask('date=2027-01-05&time=10:30', twoTimes))).toContain('It is not one of the picked times.')
    expect(textOf(await ask('date=2027-01-05&time=10:00', twoTimes))).toContain('It is offered')
  })

  test('a calendar that cannot be read is neither free nor busy, but a rule of the link still answers', async () => {
    const silent = (world: Awaited<ReturnType<typeof consoleOf>>) => {
      world.outside.entries = undefined
    }
    expect(textOf(await ask('date=2027-01-05&time=10:00', halfHours, silent))).toContain(
      'cannot be read right now. Until it can be, no time is offered. (Exchange does not answer)'
    )
    expect(textOf(await ask('date=2027-01-09&time=10:00', halfHours, silent))).toContain(
      'The link is closed on that day.'
    )
  })

  test('an old answer is none: the reason may have gone, or another one come', async () => {
    const old = ({ services }: Awaited<ReturnType<typeof consoleOf>>) => {
      const { read } = services.busyTimes
      services.busyTimes.readAll = async (people, span, freshness) => {
        const answers = people.map(async (person) => [
          person.id,
          { ...(await read(person, span, freshness)), stale: 'Exchange does not answer' }
        ])
        return new Map((await Promise.all(answers)) as [string, never][])
      }
    }
    expect(textOf(await ask('date=2027-01-05&time=12:30', halfHours, old))).toMatch(
      /Nobody can tell.*\(last read just now\)/
    )
  })

  test('a colleague who is busy is named, and nothing of her day', async () => {
    const link = { ...halfHours, required: [ari] }
    const text = textOf(
      await ask('date=2027-01-05&time=10:00', link, ({ services }) => {
        const { readAll } = services.busyTimes
        services.busyTimes.readAll = async (people, span, freshness) => {
          const answers = await readAll(people, span, freshness)
          const busy = { start: Date.parse('2027-01-05T08:17Z'), end: Date.parse('2027-01-05T09:43Z') }
          return answers.set(ari.id, { items: [{ ...busy, status: 'busy' }], readAt: busy.start })
        }
      })
    )
    expect(text).toContain('Ari Weiss must be free as well, and is not.')
    expect(text).not.toMatch(/09:17|10:43/)
  })

  test.each([
    ['date=&time=10:00', 'Write the date'],
    ['date=2027-02-30&time=10:00', 'Write the date'],
    ['date=9999-12-31&time=10:00', 'Write the date'],
    ['date=2027-01-05&time=25', 'Write the time'],
    ['date=2027-01-05&time=24:00', 'Write the time'],
    ['date=2027-01-05&date=x&time=<script>', 'Write the time'],
    ['date=2027-01-05&time=10:00&length=31', 'It is offered'],
    ['date=2027-01-05&time=10:00&length=__proto__', 'It is offered']
  ])('%s', async (query, text) => {
    const html = await ask(query)
    expect(textOf(html)).toContain(text)
    expect(html).not.toContain('<script>')
  })

  test('what was asked stays in the fields', async () => {
    const html = await ask('date=2027-01-05&time=10:10&length=30')
    expect([valuesOf(html, 'date'), valuesOf(html, 'time')]).toEqual([['2027-01-05'], ['10:10']])
  })

  test('is told to nobody who may not see the calendar', async () => {
    const world = await consoleOf({ links: [halfHours] })
    const answer = await (await world.as(max)).get(`/console/links/${halfHours.id}?date=2027-01-05&time=12:30`)
    expect(answer.statusCode).toBe(404)
    expect(answer.body).not.toContain('Olga')
  })
})
