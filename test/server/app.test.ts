import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { requireAccess } from '../../server/plugins/access.ts'
import { samePath } from '../../server/routes/sign-in.ts'
import { halfHours } from '../world/cast.ts'
import { form, titleOf, valuesOf } from '../world/pages.ts'
import { worldWith } from '../world/services.ts'

let app: FastifyInstance
let world: ReturnType<typeof worldWith>
beforeEach(async () => {
  world = worldWith()
  app = await createApp({ services: world.services, cookieKey: Buffer.alloc(32, 1) })
})
afterEach(() => app.close())

const link = () => `/book/${world.services.tokens.ofLink(halfHours.id)}`
const booking = async () => {
  const page = (await app.inject(link())).body
  return form(`${link()}/bookings`, {
    id: valuesOf(page, 'id')[0] ?? '',
    slot: valuesOf(page, 'slot')[0] ?? '',
    zone: 'Europe/Berlin',
    name: 'Grace Hopper-Lee',
    email: 'grace.hopper-lee@harborlight.example',
    note: ''
  })
}

describe('a form from another site', () => {
  // biome-ignore format: a table
  test.each<[string, Record<string, string>, number]>([
    ['a page of ours, by a new browser',        { 'sec-fetch-site': 'same-origin', origin: 'null' },      303],
    ['a page of ours, by an old browser',       { origin: 'https://book.acme.example' },                  303],
    ['a program without any such header',       {},                                                       303],
    ['a stranger’s page',                       { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['a stranger’s page, by an old browser',    { origin: 'https://evil.example' },                       403],
    ['a neighbour under the same domain',       { 'sec-fetch-site': 'same-site' },                        403]
  ])('sent by %s', async (_, headers, status) => {
    const request = await booking()
    const answer = await app.inject({ ...request, headers: { ...request.headers, ...headers } })
    expect(answer.statusCode).toBe(status)
    expect(world.bookings()).toHaveLength(status === 303 ? 1 : 0)
    if (status === 403) expect(titleOf(answer.body)).toContain('Please use the page itself')
  })
})

describe('what cannot be read', () => {
  // biome-ignore format: a table
  test.each([
    ['an address that is too long',       { url: `/book/${'a'.repeat(500)}` },                                              414],
    ['an address with broken escapes',    { url: '/book/%zz' },                                                             400],
    ['an address with a NUL',             { url: '/book/%00' },                                                             410],
    ['JSON where a form belongs',         { method: 'POST', url: '/book/x/bookings', headers: { 'content-type': 'application/json' }, payload: '{}' }, 415],
    ['a form that is too long',           { ...form('/book/x/bookings', { note: 'x'.repeat(40_000) }) },                    413],
    ['a method that we do not have',      { method: 'PUT', url: '/console' },                                               404],
    ['somebody else’s file',              { url: '/assets/../package.json' },                                               404]
  ] as const)('%s is answered in words that repeat nothing', async (_, request, status) => {
    const answer = await app.inject(request as never)
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toMatch(/^text\/(html|plain); charset=utf-8$/)
    expect(answer.body).not.toMatch(/aaaa|%zz|FST_|xxxx/)
  })
})

describe('every answer', () => {
  test.each(['/livez', '/book/unknown', '/nowhere', '/console'])('%s carries the strict headers', async (url) => {
    const { headers } = await app.inject(url)
    expect(headers['content-security-policy']).toContain("default-src 'none';script-src 'self'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-robots-tag': 'noindex, nofollow'
    })
    expect(headers['strict-transport-security']).toContain('max-age=31536000')
    expect(headers).not.toHaveProperty('set-cookie')
  })

  test('that may be kept for ever is named by its content', async () => {
    const sheet = /href="(\/assets\/[\w-]{12}\/book\.css)"/.exec((await app.inject(link())).body)?.[1] ?? ''
    const answer = await app.inject(sheet)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toContain('immutable')
  })
})

describe('who may use what', () => {
  test('a route that does not say it keeps the app from starting', async () => {
    const careless = Fastify()
    requireAccess(careless)
    expect(() => careless.get('/secret', async () => 'open')).toThrow('does not say who may use it')
  })

  test('the console asks strangers to sign in, and brings them back', async () => {
    const { statusCode, headers } = await app.inject('/console/links?q=olga')
    expect([statusCode, headers.location]).toEqual([303, '/sign-in?returnTo=%2Fconsole%2Flinks%3Fq%3Dolga'])
  })

  test('a cookie that we did not sign opens nothing', async () => {
    const { statusCode } = await app.inject({ url: '/console', headers: { cookie: '__Host-session=abc' } })
    expect(statusCode).toBe(303)
  })

  test('a session ends when she signs out: the old cookie opens nothing', async () => {
    const begun = await app.inject('/sign-in')
    const back = await app.inject({ url: '/sign-in/callback?code=c&state=s', cookies: cookiesOf(begun) })
    const cookies = cookiesOf(back)
    expect(back.headers.location).toBe('/console')
    expect((await app.inject({ url: '/console', cookies })).statusCode).toBe(200)
    await app.inject({ method: 'POST', url: '/sign-out', cookies })
    expect((await app.inject({ url: '/console', cookies })).statusCode).toBe(303)
  })

  test('a signed-in person’s form without its token changes nothing', async () => {
    const back = await app.inject({
      url: '/sign-in/callback?code=c&state=s',
      cookies: cookiesOf(await app.inject('/sign-in'))
    })
    const answer = await app.inject({
      ...form(`/console/links/${halfHours.id}/revocation`, { sure: 'yes' }),
      cookies: cookiesOf(back)
    })
    expect(answer.statusCode).toBe(403)
    expect((await world.services.links.find(halfHours.id))?.link.revokedAt).toBeNull()
  })
})

describe('where sign-in leads to', () => {
  // biome-ignore format: a table
  test.each([
    ['/console/links?q=a',    '/console/links?q=a'],
    ['//evil.example',        '/console'],
    ['/\\evil.example',       '/console'],
    ['https://evil.example',  '/console'],
    ['https:evil.example',    '/console'],
    ['/%2f%2fevil',           '/%2f%2fevil'],
    ['javascript:alert(1)',   '/console'],
    ['/a\r\nSet-Cookie: x',   '/console'],
    ['',                      '/console'],
    [undefined,               '/console'],
    [['/a', '/b'],            '/console']
  ])('%j → %s', (wish, path) => expect(samePath(wish)).toBe(path))
})

describe('a store that is away', () => {
  const away = new Error('Connection terminated unexpectedly')
  async function without(name: 'links' | 'bookings') {
    const fails = () => Promise.reject(away)
    const store = Object.fromEntries(Object.keys(world.services[name]).map((key) => [key, fails]))
    const services = { ...world.services, [name]: store, storeIsAway: (cause: unknown) => cause === away }
    return createApp({ services, cookieKey: Buffer.alloc(32, 1) })
  }

  test('is no fault: 503, when to come back, and that nothing was changed', async () => {
    const broken = await without('links')
    const answer = await broken.inject(link())
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5'])
    expect(answer.body).toContain('Our records cannot be read right now. Nothing was changed.')
    expect(answer.body).not.toContain('terminated')
    await broken.close()
  })

  test('whoever sends a form is not told that it was lost, nor that it arrived: the same form is never taken twice', async () => {
    const request = await booking()
    const broken = await without('bookings')
    const answer = await broken.inject(request)
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5'])
    expect(answer.body).toContain('Go back and send the same form again: it is never taken twice.')
    await broken.close()
  })
})

describe('health', () => {
  test('alive and ready', async () => {
    expect((await app.inject('/livez')).json()).toEqual({ alive: true })
    const ready = await app.inject('/readyz')
    expect(ready.statusCode).toBe(200)
    expect(ready.json()).toMatchObject({ ready: true, oldestUndeliveredSeconds: 0, longestStallMs: expect.any(Number) })
  })
  test('not ready when the store does not answer', async () => {
    const ready = async () => Promise.reject(new Error('no store'))
    const without = await createApp({ services: { ...world.services, ready }, cookieKey: Buffer.alloc(32, 1) })
    expect((await without.inject('/readyz')).statusCode).toBe(503)
    expect((await without.inject('/livez')).statusCode).toBe(200)
    await without.close()
  })
})

test('a balancer’s connection that brings request after request is not turned away after some of them', async () => {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  const asked = 'GET /livez HTTP/1.1\r\nhost: localhost\r\n'
  socket.write(`${asked}\r\n`.repeat(1499))
  socket.write(`${asked}connection: close\r\n\r\n`)
  const answers = (await text(socket)).match(/HTTP\/1\.1 \d+/g) ?? []
  expect(answers).toHaveLength(1500)
  expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 200']))
})

const cookiesOf = (answer: { cookies: { name: string; value: string }[] }) =>
  Object.fromEntries(answer.cookies.filter(({ value }) => value).map(({ name, value }) => [name, value]))
