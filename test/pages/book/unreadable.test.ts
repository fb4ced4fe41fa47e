// Whatever Exchange says in place of free/busy: nobody is offered a time, told that everything is taken, or booked.
import { describe, expect, test } from 'vitest'
import { bookRoutes } from '../../../server/routes/book/book.ts'
import { recentBusyTimes } from '../../../src/availability/recent-busy-time.ts'
import { DAY, MINUTE } from '../../../src/time/instant.ts'
import { ari, halfHours, mondayMorning, olga, twoTimes } from '../../world/cast.ts'
import { busyTimesSaying, readable, unreadable } from '../../world/free-busy.ts'
import { form, serverWith, textOf, valuesOf } from '../../world/pages.ts'
import { worldWith } from '../../world/services.ts'

/** Tuesday, ten in Berlin: the first of the two picked times, too. */
const hour = { start: Date.parse('2027-01-05T09:00Z'), end: Date.parse('2027-01-05T10:00Z') }
const links = [
  halfHours,
  { ...twoTimes, uses: null },
  { ...halfHours, id: '00000000-0000-4000-8000-0000000000c3', required: [ari] }
]

async function outsideOf(saying: (typeof unreadable)[string]) {
  const world = worldWith({ links })
  const now = () => world.outside.now
  const blind = { say: readable['as it should be'] as typeof saying }
  const busyTimes = busyTimesSaying((schedules, hour) => blind.say(schedules, hour), hour, now)
  const shared = recentBusyTimes(busyTimes, now)
  Object.assign(world.services, { busyTimes: shared })
  const app = await serverWith(bookRoutes, world.services)
  const path = (link = halfHours.id) => `/book/${world.tokenOf(links.find(({ id }) => id === link) ?? halfHours)}`
  const goBlind = () => {
    blind.say = saying
  }
  return { app, world, path, goBlind }
}

const asked = (page: string, slot: string) => ({
  id: valuesOf(page, 'id')[0] ?? '',
  zone: 'Europe/Berlin',
  name: 'Grace Hopper-Lee',
  email: 'grace@harborlight.example',
  note: 'A word.',
  slot
})
const free = '2027-01-05T13:00:00Z/2027-01-05T13:30:00Z'

describe.each(Object.entries(unreadable))('%s', (_, saying) => {
  test.each(links.map(({ id, kind, required }) => [`${kind}${required.length > 0 ? ' with a colleague' : ''}`, id]))(
    'shows no times of a link (%s), and does not call them taken',
    async (_, id) => {
      const { app, path, goBlind } = await outsideOf(saying)
      goBlind()
      const page = await app.inject(path(id))
      expect(page.statusCode).toBe(503)
      expect(page.headers['retry-after']).toBeDefined()
      expect(textOf(page.body)).toContain('times cannot be read right now')
      expect(textOf(page.body)).not.toMatch(/No times|taken|full|canary/i)
      expect(valuesOf(page.body, 'slot')).toEqual([])

      const json = await app.inject(`${path(id)}/slots`)
      expect([json.statusCode, json.json().unknown, Object.keys(json.json())]).toEqual([
        503,
        true,
        ['unknown', 'problem']
      ])
      const turned = await app.inject(
        form(`${path(id)}/times`, { zone: 'Asia/Tokyo', name: 'Grace', 'new-from': '2027-02-01' })
      )
      expect(turned.statusCode).toBe(503)
      expect(valuesOf(turned.body, 'name')).toContain('Grace')
      expect(`${json.body}${turned.body}`).not.toMatch(/canary/)
    }
  )

  test('is told without a word of its own: the log and the console have the code at most', async () => {
    const day = { start: mondayMorning, end: mondayMorning + 7 * DAY }
    const reading = await busyTimesSaying(saying, hour, () => mondayMorning).read(olga, day, 'fresh')
    expect(reading).toEqual({ unknown: expect.stringMatching(/^Exchange/) })
    expect(JSON.stringify(reading)).not.toMatch(/canary/i)
  })

  test('books nothing, also from a page of a minute ago that is still shown with its age', async () => {
    const { app, world, path, goBlind } = await outsideOf(saying)
    const page = (await app.inject(path())).body
    expect(valuesOf(page, 'slot')).toContain(free)
    goBlind()
    world.outside.now += MINUTE
    const shown = await app.inject(path())
    expect(shown.statusCode).toBe(200)
    expect(textOf(shown.body)).toContain('These times were read 1 minute ago; we check again when you book.')
    expect((await app.inject(`${path()}/slots`)).json().readAt).toBe(new Date(mondayMorning).toISOString())

    const sent = await app.inject(form(`${path()}/bookings`, asked(page, free)))
    expect(sent.statusCode).toBe(503)
    expect(textOf(sent.body)).toContain('Nothing was booked.')
    expect(valuesOf(sent.body, 'name')).toContain('Grace Hopper-Lee')
    expect(await world.services.bookings.ofLink(halfHours.id)).toEqual([])

    world.outside.now += 10 * MINUTE
    expect((await app.inject(path())).statusCode).toBe(503)
  })
})

describe.each(Object.entries(readable))('an answer %s', (_, saying) => {
  test('takes away the busy hour, and nothing else', async () => {
    const { app, path, goBlind } = await outsideOf(saying)
    goBlind()
    for (const { id, kind } of links) {
      const page = await app.inject(path(id))
      expect(page.statusCode).toBe(200)
      const shown = valuesOf(page.body, 'slot').filter((slot) => slot.startsWith('2027-01-05'))
      expect(shown.some((slot) => Date.parse(slot.split('/')[0] ?? '') < hour.end && slot >= '2027-01-05T09')).toBe(
        false
      )
      expect(shown).toHaveLength(kind === 'availability' ? 14 : 0)
      expect(page.body).not.toMatch(/canary/)
    }
  })
})

test('an entry from midnight to midnight takes the day of its owner, wherever her wall is', async () => {
  const day = { start: Date.parse('2027-01-05T00:00Z'), end: Date.parse('2027-01-06T00:00Z') }
  const world = worldWith({ links })
  const saying = readable['as it should be'] as (typeof readable)[string]
  Object.assign(world.services, { busyTimes: busyTimesSaying(saying, day, () => world.outside.now) })
  const app = await serverWith(bookRoutes, world.services)
  const { days } = (await app.inject(`/book/${world.tokenOf(halfHours)}/slots`)).json()
  // her zone was set by hand and is not known: the fifth is taken on every wall, which reaches into the fourth and the sixth
  expect(Object.keys(days).slice(0, 3)).toEqual(['2027-01-04', '2027-01-06', '2027-01-07'])
  expect(days['2027-01-04'].at(-1)).toBe('2027-01-04T09:30:00.000Z')
  expect(days['2027-01-06'][0]).toBe('2027-01-06T12:00:00.000Z')
})
