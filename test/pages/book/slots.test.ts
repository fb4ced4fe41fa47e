import { beforeEach, describe, expect, test } from 'vitest'
import { bookRoutes } from '../../../server/routes/book/book.ts'
import { DAY, HOUR, MINUTE } from '../../../src/time/instant.ts'
import { halfHours, mondayMorning, twoTimes } from '../../world/cast.ts'
import { serverWith, valuesOf } from '../../world/pages.ts'
import { editor, worldWith } from '../../world/services.ts'

let world: ReturnType<typeof worldWith>

async function get(query = '', link: typeof halfHours | typeof twoTimes = halfHours) {
  const app = await serverWith(bookRoutes, world.services)
  return app.inject(`/book/${world.tokenOf(link)}/slots${query}`)
}

beforeEach(() => {
  world = worldWith({ links: [{ ...halfHours, lengths: [30, 60] }, twoTimes] })
})

describe('the times of a link as JSON', () => {
  test('are those of the page, under the dates of the clock that was asked for', async () => {
    world.outside.busy = [{ start: mondayMorning + HOUR, end: mondayMorning + 3 * HOUR, status: 'busy' }]
    const app = await serverWith(bookRoutes, world.services)
    for (const zone of ['Europe/Berlin', 'Pacific/Honolulu', 'Asia/Kathmandu']) {
      const path = `/book/${world.tokenOf(halfHours)}`
      const told = (await app.inject(`${path}/slots?to=2027-01-08&zone=${zone}`)).json()
      expect(told.zone).toBe(zone)
      const page = valuesOf((await app.inject(`${path}?zone=${zone}`)).body, 'slot')
      const starts = Object.values<string[]>(told.days).flat()
      expect(starts.length).toBeGreaterThan(60)
      expect(page.map((slot) => Date.parse(slot.split('/')[0] ?? ''))).toEqual(starts.map((start) => Date.parse(start)))
    }
    const { days } = (await app.inject(`/book/${world.tokenOf(halfHours)}/slots?zone=Pacific/Honolulu`)).json()
    expect(Object.keys(days)[0]).toBe('2027-01-04') // Monday's first is at eleven in Berlin, midnight in Honolulu
    expect(days['2027-01-04'][0]).toBe('2027-01-04T10:00:00.000Z')
  })

  test('are of one month from today by the organizer’s clock, of the usual length', async () => {
    const answer = await get()
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    const { zone, days } = answer.json()
    expect(zone).toBe('Europe/Berlin')
    expect([Object.keys(days)[0], Object.keys(days).at(-1)]).toEqual(['2027-01-04', '2027-02-03'])
    expect(days['2027-01-04']).toHaveLength(16)
  })

  test('are of the length that was asked for', async () => {
    const { days } = (await get('?from=2027-01-05&to=2027-01-05&length=60')).json()
    expect(Object.keys(days)).toEqual(['2027-01-05'])
    expect(days['2027-01-05']).toHaveLength(8)
  })

  test('are the picked ones of a time-slot link', async () => {
    const { days } = (await get('', twoTimes)).json()
    expect(days).toEqual({ '2027-01-05': ['2027-01-05T09:00:00.000Z'], '2027-01-06': ['2027-01-06T14:00:00.000Z'] })
  })

  test('reach over 62 days, both included, and any distance away', async () => {
    for (const from of ['2027-01-04', '2027-07-01', '2020-01-01', '0001-01-01', '9999-10-31']) {
      const to = new Date(Date.parse(from) + 61 * DAY).toISOString().slice(0, 10)
      expect((await get(`?from=${from}&to=${to}`)).statusCode).toBe(200)
    }
    const { days } = (await get('?from=2027-07-01&to=2027-08-31')).json()
    expect([Object.keys(days)[0], Object.keys(days).at(-1)]).toEqual(['2027-07-01', '2027-08-31'])
    const now = world.outside.now
    world.outside.now = now + MINUTE / 2
    expect((await get('?to=2027-03-06')).json().days['2027-03-05']).toHaveLength(16)
  })

  test('are asked of Exchange in the question of the page', async () => {
    const asked: string[] = []
    const { read } = world.services.busyTimes
    world.services.busyTimes.read = (person, span, freshness) => {
      asked.push(`${span.start} ${span.end} ${freshness}`)
      return read(person, span, freshness)
    }
    await get('?from=2027-01-20&to=2027-01-25')
    await (await serverWith(bookRoutes, world.services)).inject(`/book/${world.tokenOf(halfHours)}`)
    expect(asked).toHaveLength(2)
    expect(asked[0]).toBe(asked[1])
  })

  test('follow the calendar within the same minute', async () => {
    const app = await serverWith(bookRoutes, world.services)
    const first = async () =>
      (await app.inject(`/book/${world.tokenOf(halfHours)}/slots`)).json().days['2027-01-04'][0] as string
    expect(await first()).toBe('2027-01-04T08:00:00.000Z')
    world.outside.busy = [{ start: mondayMorning, end: mondayMorning + 2 * HOUR, status: 'busy' }]
    expect(await first()).toBe('2027-01-04T09:00:00.000Z')
  })

  test.each([
    '?from=2027-02-30',
    '?from=',
    '?from=2027-01-04&from=2027-01-05',
    '?to=tomorrow',
    '?from=2027-01-05&to=2027-01-04',
    '?from=2027-01-04&to=2027-03-07',
    '?length=45',
    '?length=30&length=60',
    '?zone=Mars/Phobos',
    '?zone=UTC&zone=UTC'
  ])('are not guessed from %s', async (query) => {
    const answer = await get(query)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toEqual({ problem: expect.stringMatching(/^(from, to|length|zone): /) })
  })

  test('are unknown, and not none, while a calendar or the right cannot be read', async () => {
    world.outside.busy = undefined
    const blind = await get()
    world.outside.standing = { unknown: 'Exchange does not answer' }
    for (const answer of [blind, await get()]) {
      expect(answer.statusCode).toBe(503)
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
      expect(answer.json()).toEqual({
        unknown: true,
        problem: 'The times cannot be read right now. Try again in a few minutes.'
      })
    }
  })

  test('say when they were read, where nothing newer can be had', async () => {
    const readAt = mondayMorning - 3 * MINUTE
    world.services.busyTimes.read = async () => ({ items: [], readAt, stale: 'Exchange answered: ErrorServerBusy' })
    const answer = await get()
    expect(answer.json()).toMatchObject({ zone: 'Europe/Berlin', readAt: '2027-01-04T06:57:00.000Z' })
    expect(answer.body).not.toContain('ErrorServerBusy')
  })

  test('of a closed link: the neutral page, byte for byte', async () => {
    const unknown = await get('', { ...halfHours, id: 'nobody' })
    const app = await serverWith(bookRoutes, world.services)
    expect(unknown.body).toBe((await app.inject('/book/none')).body)
    world.outside.standing = { ...editor, folder: 'reviewer' }
    const suspended = await get('?from=nonsense')
    expect([unknown.statusCode, suspended.statusCode]).toEqual([410, 410])
    expect(suspended.body).toBe(unknown.body)
  })

  test('are all that is told', async () => {
    const link = { ...halfHours, note: 'canary-note', subject: 'canary-subject' }
    world = worldWith({ links: [link] })
    const answer = await get()
    expect(Object.keys(answer.json())).toEqual(['zone', 'days'])
    expect(answer.body.replace(/\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}\.000Z)?|[[\]{}:,"]/g, '')).toBe(
      'zoneEurope/Berlindays'
    )
  })
})
