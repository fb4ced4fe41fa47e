import type { FastifyInstance } from 'fastify'
import { afterEach, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { networkOf } from '../../server/network.ts'
import { limits } from '../../server/plugins/limits.ts'
import { type Tallies, talliesInMemory } from '../../server/tallies.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { halfHours } from '../world/cast.ts'
import { flawsOf, form, textOf, titleOf, valuesOf } from '../world/pages.ts'
import { worldWith } from '../world/services.ts'

const apps: FastifyInstance[] = []
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()))
})

type Given = { bookingsPerHour?: number; trustedProxies?: string[]; tallies?: Tallies }

/** Instances over one store, and people who come from an address. */
async function serving(count = 1, given: Given = {}) {
  const world = worldWith()
  const tallies = given.tallies ?? talliesInMemory(() => world.outside.now)
  const instances = await Promise.all(
    Array.from({ length: count }, () =>
      createApp({ services: world.services, cookieKey: Buffer.alloc(32, 1), bookingsPerHour: 3, ...given, tallies })
    )
  )
  apps.push(...instances)
  const link = `/book/${world.services.tokens.ofLink(halfHours.id)}`
  const from = (remoteAddress: string, nth = 0, headers: Record<string, string> = {}) => {
    const ask = (request: Record<string, unknown>) => {
      const app = instances[nth]
      if (!app) throw new Error('no such instance')
      return app.inject({ remoteAddress, ...request, headers: { ...(request.headers as object), ...headers } })
    }
    return {
      open: (url = link) => ask({ url }),
      async book(slot: number, more: Record<string, string> = {}) {
        const page = (await ask({ url: link })).body
        const fields = {
          id: valuesOf(page, 'id')[0] ?? '',
          slot: valuesOf(page, 'slot')[slot] ?? '',
          zone: 'Europe/Berlin',
          name: 'Grace Hopper-Lee',
          email: 'grace.hopper-lee@harborlight.example',
          note: '',
          ...more
        }
        return ask(form(`${link}/bookings`, fields))
      },
      send: (fields: Record<string, string>) => ask(form(`${link}/bookings`, fields)),
      ask
    }
  }
  const guess = () => `/book/${Math.random().toString(36).slice(2).padEnd(32, 'x').slice(0, 32)}`
  return { ...world, link, from, guess, instances }
}

async function times(count: number, act: () => Promise<{ statusCode: number }>): Promise<number[]> {
  const statuses: number[] = []
  for (let nth = 0; nth < count; nth++) statuses.push((await act()).statusCode)
  return statuses
}

describe('guessing addresses', () => {
  test('ends in a page that says when to come back, for that network alone; and it does end', async () => {
    const { from, guess, outside } = await serving()
    const guesser = from('203.0.113.7')
    expect(new Set(await times(limits.guesses.atMost, () => guesser.open(guess())))).toEqual(new Set([410]))

    const refused = await guesser.open(guess())
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60)
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(600)
    expect(titleOf(refused.body)).toContain('Too many addresses that do not exist')
    expect(textOf(refused.body)).toContain('Please try again in 10 minutes.')
    expect(flawsOf(refused.body)).toEqual([])

    expect((await guesser.open('/booked/unknown')).statusCode).toBe(429)
    expect((await from('203.0.113.8').open()).statusCode).toBe(200)
    outside.now += limits.guesses.window
    expect((await guesser.open()).statusCode).toBe(200)
  })

  test('is counted together by all instances', async () => {
    const { from, guess } = await serving(2)
    await times(limits.guesses.atMost, () => from('203.0.113.7', 0).open(guess()))
    await from('203.0.113.7', 1).open(guess())
    expect((await from('203.0.113.7', 1).open(guess())).statusCode).toBe(429)
  })

  test('whoever looks at a link that exists, or has ended, or at health, is never counted', async () => {
    const { from, services } = await serving()
    await services.links.revoke(halfHours.id, 1)
    const everybody = from('203.0.113.7')
    await times(limits.guesses.atMost + 5, () => everybody.open())
    expect((await everybody.open()).statusCode).toBe(410)
    for (const path of ['/livez', '/readyz']) expect((await everybody.open(path)).statusCode).toBe(200)
  })
})

describe('booking', () => {
  test('is limited by what was booked within an hour; the page says that nothing was booked now', async () => {
    const { from, bookings, outside } = await serving()
    const office = from('203.0.113.7')
    for (const slot of [0, 2, 4]) expect((await office.book(slot)).statusCode).toBe(303)
    const fourth = await office.book(6)
    expect(fourth.statusCode).toBe(429)
    expect(textOf(fourth.body)).toContain('Nothing was booked now.')
    expect(bookings()).toHaveLength(3)
    expect((await office.open()).statusCode).toBe(200) // looking is free
    expect((await from('203.0.113.8').book(6)).statusCode).toBe(303)
    outside.now += HOUR
    expect((await office.book(8)).statusCode).toBe(303)
  })

  test('a crowd behind one address that loses a race is not blamed, and a double click is one booking', async () => {
    const counted: string[] = []
    const inMemory = talliesInMemory(() => 0)
    const tallies: Tallies = {
      add(what, who, window) {
        counted.push(what)
        return inMemory.add(what, who, window)
      }
    }
    const { from, bookings } = await serving(1, { bookingsPerHour: 2, tallies })
    const office = from('203.0.113.7')
    const page = (await office.open()).body
    const [id = '', slot = ''] = [valuesOf(page, 'id')[0], valuesOf(page, 'slot')[0]]
    const others = await Promise.all(Array.from({ length: 30 }, () => office.open()))
    const grace = { slot, zone: 'Europe/Berlin', name: 'Grace', email: 'grace@harborlight.example', note: '' }
    expect(await times(20, () => office.send({ id, ...grace }))).toEqual(Array(20).fill(303))
    for (const { body } of others) {
      const form = { ...grace, id: valuesOf(body, 'id')[0] ?? '', email: 'late@harborlight.example' }
      expect((await office.send(form)).statusCode).toBe(409)
    }
    expect(counted).toEqual(['bookings'])
    expect((await office.book(4)).statusCode).toBe(303)
    expect(bookings()).toHaveLength(2)
    expect((await office.book(6)).statusCode).toBe(429)
  })

  test('forms that cannot be used are counted, and shut out forms only', async () => {
    const { from } = await serving(1, { bookingsPerHour: 0 })
    const careless = from('203.0.113.7')
    await times(limits.mistakes.atMost, () => careless.send({ name: '' }))
    expect((await careless.send({ name: '' })).statusCode).toBe(429)
    expect((await careless.open()).statusCode).toBe(200)
  })

  test('is counted here alone while the store cannot count: nobody gets through because it is down', async () => {
    const tallies: Tallies = { add: () => Promise.reject(new Error('the store is down')) }
    const { from } = await serving(1, { tallies })
    const office = from('203.0.113.7')
    for (const slot of [0, 2, 4]) expect((await office.book(slot)).statusCode).toBe(303)
    expect((await office.book(6)).statusCode).toBe(429)
  })
})

describe('who it is', () => {
  test('X-Forwarded-For of somebody who is no proxy of ours is not believed', async () => {
    const { from } = await serving(1, { bookingsPerHour: 1 })
    expect((await from('203.0.113.7', 0, { 'x-forwarded-for': '198.51.100.1' }).book(0)).statusCode).toBe(303)
    expect((await from('203.0.113.7', 0, { 'x-forwarded-for': '198.51.100.2' }).book(2)).statusCode).toBe(429)
  })

  test('behind a proxy of ours everybody is herself, and what she has put before is not believed', async () => {
    const { from } = await serving(1, { bookingsPerHour: 1, trustedProxies: ['10.0.0.0/8'] })
    const via = (forwarded: string) => from('10.0.0.1', 0, { 'x-forwarded-for': forwarded })
    expect((await via('198.51.100.1').book(0)).statusCode).toBe(303)
    expect((await via('198.51.100.2').book(2)).statusCode).toBe(303)
    expect((await via('9.9.9.9, 198.51.100.1').book(4)).statusCode).toBe(429)
    expect((await via('198.51.100.3, 10.0.0.7').book(4)).statusCode).toBe(303) // two proxies, one behind the other
  })

  // biome-ignore format: a table
  test.each([
    ['203.0.113.7',                          '203.0.113.7'],
    ['::ffff:203.0.113.7',                   '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6',                 '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002:ffff::1',          '2001:db8:1:2::/64'],
    ['2001:db8::1',                          '2001:db8:0:0::/64'],
    ['::1',                                  '0:0:0:0::/64'],
    ['fe80::1%eth0',                         'fe80:0:0:0::/64'],
    ['',                                     'unknown'],
    ['no address',                           'unknown']
  ])('%s counts as %s', (address, network) => expect(networkOf(address)).toBe(network))

  test('a window ends by itself, also when nobody came meanwhile', async () => {
    let now = 0
    const tallies = talliesInMemory(() => now)
    expect(await tallies.add('x', 'a', MINUTE)).toEqual({ count: 1, left: MINUTE })
    now += 50_000
    expect(await tallies.add('x', 'a', MINUTE)).toEqual({ count: 2, left: 10_000 })
    now += 10_000
    expect(await tallies.add('x', 'a', MINUTE)).toEqual({ count: 1, left: MINUTE })
    expect(await tallies.add('y', 'a', MINUTE)).toMatchObject({ count: 1 })
  })
})
