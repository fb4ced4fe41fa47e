import { expect, test, vi } from 'vitest'
import { busyTimes } from '../../src/exchange/busy-time.ts'
import { createGraph } from '../../src/exchange/graph-client.ts'
import { meetings } from '../../src/exchange/meetings.ts'
import { standings } from '../../src/exchange/standings.ts'
import { turnstile } from '../../src/exchange/turnstile.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { olga, rae } from './acme.ts'
import { breakOff, hangUp, loopback, nobody, sendHtml, sendJson, silence, stall } from './loopback.ts'
import { wanted } from './wishes.ts'

const tokens = { get: async () => 'our-token' }
const graphAt = (graphOrigin: string, more = {}) => createGraph({ graphOrigin, tokens, timeLimit: 300, ...more })
const path = '/users/somebody'
const span = { start: Date.UTC(2026, 11, 1), end: Date.UTC(2026, 11, 2) }

test('the token goes to Graph, and the wish for ids that last goes with every request', async () => {
  const server = await loopback((_, response) => sendJson(response, 200, { value: [] }))
  await graphAt(server.origin).ask({ method: 'GET', path, query: { $filter: "mail eq 'o''brien+x@acme.example'" } })
  expect(server.heard[0]?.headers).toMatchObject({ authorization: 'Bearer our-token', prefer: 'IdType="ImmutableId"' })
  expect(new URL(server.heard[0]?.url ?? '', server.origin).searchParams.get('$filter')).toBe(
    "mail eq 'o''brien+x@acme.example'"
  )
})

test('a next page at another origin is never asked, with or without the token', async () => {
  const stranger = await loopback((_, response) => sendJson(response, 200, { value: [] }))
  const links = [
    `${stranger.origin}/v1.0/me`,
    'https://graph.microsoft.com.evil.example/v1.0/me',
    'https://graph.microsoft.com@evil.example/v1.0/me',
    '//evil.example/v1.0/me'
  ]
  const server = await loopback((_, response, before) =>
    sendJson(response, 200, { value: [], '@odata.nextLink': links[before] })
  )
  for (const _ of links) {
    const answer = await graphAt(server.origin).all({ method: 'GET', path })
    expect(answer).toEqual({ failed: 'not sent', message: expect.stringContaining('refused') })
  }
  expect(stranger.heard).toEqual([])
  expect(server.heard.length).toBe(links.length)
})

test('a path that would leave Graph is refused by the last step, too', async () => {
  const server = await loopback((_, response) => sendJson(response, 200, {}))
  for (const path of ['https://evil.example/v1.0/me', 'https://graph.microsoft.com.evil.example/v1.0/me']) {
    const answer = await graphAt(server.origin).ask({ method: 'GET', path })
    expect(answer).toEqual({ failed: 'not sent', message: expect.stringContaining('refused') })
  }
  expect(server.heard).toEqual([])
})

test('a process that stood still for longer than a call may take does not send it any more', async () => {
  const server = await loopback((_, response) => sendJson(response, 201, {}))
  const standsStill = {
    async get() {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60) // not even a timer can run meanwhile
      return 'our-token'
    }
  }
  const answer = await graphAt(server.origin, { tokens: standsStill, timeLimit: 30 }).ask({ method: 'POST', path })
  expect(answer).toEqual({ failed: 'not sent', message: expect.stringContaining('the time was over') })
  expect(server.heard).toEqual([])
})

test('a redirect to another origin takes no token there', async () => {
  const stranger = await loopback((_, response) => sendJson(response, 200, { value: [] }))
  const server = await loopback((_, response) => response.writeHead(302, { location: stranger.origin }).end())
  expect(await graphAt(server.origin).ask({ method: 'GET', path })).toMatchObject({ status: 302 })
  expect(stranger.heard).toEqual([])
})

test('the next page is asked where Graph really is, and a list without an end is given up', async () => {
  const next = 'https://graph.microsoft.com/v1.0/users/somebody?$skip=10'
  const server = await loopback((_, response, before) =>
    sendJson(response, 200, { value: [before], ...(before === 0 ? { '@odata.nextLink': next } : {}) })
  )
  expect(await graphAt(server.origin).all({ method: 'GET', path })).toEqual({ entries: [0, 1] })
  expect(server.heard[1]?.url).toBe('/v1.0/users/somebody?$skip=10')

  const endless = await loopback((_, response) => sendJson(response, 200, { value: [], '@odata.nextLink': next }))
  expect(await graphAt(endless.origin, { timeLimit: 5000 }).all({ method: 'GET', path })).toHaveProperty('failed')
})

test('a token that is refused is renewed once; twice refused is an answer', async () => {
  const renewed: string[] = []
  const renewing = {
    get: async () => 'old',
    renew: async (refused: string) => {
      renewed.push(refused)
      return 'new'
    }
  }
  const server = await loopback(({ headers }, response) =>
    sendJson(response, headers.authorization === 'Bearer new' ? 200 : 401, {})
  )
  expect(await graphAt(server.origin, { tokens: renewing }).ask({ method: 'GET', path })).toMatchObject({ status: 200 })
  expect(renewed).toEqual(['old'])

  const never = await loopback((_, response) =>
    sendJson(response, 401, { error: { code: 'InvalidAuthenticationToken' } })
  )
  expect(await graphAt(never.origin, { tokens: renewing }).ask({ method: 'GET', path })).toMatchObject({ status: 401 })
  expect(never.heard.length).toBe(2)
  expect(await meetings(graphAt(never.origin)).create(olga, wanted())).toHaveProperty('notNow')
})

test("a person's own token is not renewed by the application", async () => {
  const server = await loopback((_, response) => sendJson(response, 401, {}))
  await graphAt(server.origin).as('danas-token').ask({ method: 'GET', path })
  expect(server.heard.map(({ headers }) => headers.authorization)).toEqual(['Bearer danas-token'])
})

test.each([
  ['says nothing', silence],
  ['stalls in the body', stall]
])('a server that %s is left in time', async (_, answer) => {
  const server = await loopback((_, response) => answer(response as never))
  const begun = Date.now()
  expect(await busyTimes(graphAt(server.origin)).read(olga, span, 'fresh')).toHaveProperty('unknown')
  expect(Date.now() - begun).toBeLessThan(2000)
})

test('a token that does not come ends the call in time, and nothing was sent', async () => {
  const server = await loopback((_, response) => sendJson(response, 200, {}))
  const waiting = graphAt(server.origin, { tokens: { get: () => new Promise<string>(() => {}) } })
  expect(await meetings(waiting).create(olga, wanted())).toHaveProperty('notNow')
  expect(server.heard).toEqual([])
})

test('a meeting is posted once, whatever the answer', async () => {
  const answers = [
    (response: never) => sendJson(response, 503, { error: { code: 'ServiceUnavailable', message: '' } }),
    (response: never) => sendJson(response, 429, { error: { code: 'TooManyRequests' } }, { 'retry-after': '2.128' }),
    (response: never) => sendJson(response, 504, { error: { code: 'UnknownError' } }),
    hangUp
  ]
  for (const answer of answers) {
    const server = await loopback((_, response) => answer(response as never))
    await meetings(graphAt(server.origin)).create(olga, wanted())
    expect(server.heard.length).toBe(1)
  }
})

const graphError =
  (status: number, headers = {}) =>
  (response: never) =>
    sendJson(response, status, { error: { code: 'SomeCode', message: 'some text' } }, headers)

// What became of a posted meeting, by what was answered.
test.each([
  ['400', graphError(400), 'refused'],
  ['403', graphError(403), 'refused'],
  ['404', graphError(404), 'refused'],
  ['503', graphError(503), 'notNow'],
  ['429', graphError(429), 'notNow'],
  ['500', graphError(500), 'unclear'],
  ['502', graphError(502), 'unclear'],
  ['504', graphError(504), 'unclear'],
  ['409', graphError(409), 'unclear'],
  ['418', graphError(418), 'unclear'],
  ['302', graphError(302), 'unclear'],
  ['an HTML page with 503', (response: never) => sendHtml(response, 503), 'unclear'],
  ['an HTML page with 403', (response: never) => sendHtml(response, 403), 'unclear'],
  ['an HTML page with 200', (response: never) => sendHtml(response, 200), 'unclear'],
  ['an HTML page with 201', (response: never) => sendHtml(response, 201), 'unclear'],
  ['an empty 201', (response: never) => sendJson(response, 201, {}), 'unclear'],
  ['a broken body', breakOff, 'unclear'],
  ['a hang-up', hangUp, 'unclear'],
  ['silence', silence, 'unclear']
])('a meeting answered with %s', async (_, answer, outcome) => {
  const server = await loopback((_, response) => answer(response as never))
  const created = await meetings(graphAt(server.origin)).create(olga, wanted())
  expect(Object.keys(created)[0]).toBe(outcome)
})

test('nobody listening means that surely nothing was written', async () => {
  expect(await meetings(graphAt(await nobody())).create(olga, wanted())).toHaveProperty('notNow')
  expect(await meetings(graphAt('http://no-such-host.invalid')).create(olga, wanted())).toHaveProperty('notNow')
})

test('a busy Exchange says for how long, in decimals or as a date', async () => {
  const now = Date.UTC(2026, 10, 23, 9)
  const headers = ['2.128', new Date(now + MINUTE).toUTCString()]
  const server = await loopback((_, response, before) =>
    graphError(429, { 'retry-after': headers[before] })(response as never)
  )
  const calendar = meetings(graphAt(server.origin, { clock: () => now }))
  expect(await calendar.create(olga, wanted())).toMatchObject({ busy: true, after: 2128 })
  expect(await calendar.create(olga, wanted())).toMatchObject({ busy: true, after: MINUTE })
})

test('at most four calls at once go to one mailbox, and nobody else waits for them', async () => {
  const waiting: (() => void)[] = []
  const server = await loopback(({ url }, response) => {
    const answer = () => sendJson(response, 200, {})
    if (url.includes('olga')) waiting.push(answer)
    else answer()
  })
  const graph = graphAt(server.origin, { timeLimit: 2000 })
  const ask = (mailbox: string) => graph.ask({ method: 'GET', path: `/users/${mailbox}`, mailbox })
  const calls = Promise.all(Array.from({ length: 11 }, () => ask('olga')))

  for (let answered = 0; answered < 11; ) {
    await vi.waitFor(() => expect(waiting.length).toBe(Math.min(4, 11 - answered)))
    expect(await ask('priya')).toMatchObject({ status: 200 })
    expect(waiting.length).toBeLessThanOrEqual(4)
    for (const answer of waiting.splice(0)) {
      answer()
      answered++
    }
  }
  expect((await calls).every((answer) => 'status' in answer && answer.status === 200)).toBe(true)
})

test('who waits too long for a turn has asked nothing, and takes no turn from others', async () => {
  const gate = turnstile(1)
  const patient = new AbortController()
  const first = await gate.enter('olga', patient.signal)
  const tooLong = gate.enter('olga', AbortSignal.timeout(20))
  const second = gate.enter('olga', patient.signal)
  expect(await tooLong).toBeUndefined()
  expect(await gate.enter('olga', AbortSignal.abort())).toBeUndefined()
  first?.()
  first?.()
  expect(await second).toBeTypeOf('function')
  expect(await gate.enter('olga', AbortSignal.timeout(20))).toBeUndefined()
})

test('a person is addressed by object id only', async () => {
  const server = await loopback((_, response) => sendJson(response, 200, { value: [] }))
  const graph = graphAt(server.origin)
  for (const id of ['acme/olga@acme.example', 'acme/../../me', 'acme/', 'acme/x#EXT#']) {
    await expect(meetings(graph).find({ ...olga, id }, 'key')).rejects.toThrow('object id')
    await expect(standings(graph, async () => undefined).of(rae, { ...olga, id })).rejects.toThrow('object id')
  }
  await meetings(graph).remove(olga, { id: 'AAMk/../x?y#z=', iCalUId: '', joinUrl: null })
  expect(server.heard.map(({ url }) => url.split('/events/')[1])).toContain('AAMk%2F..%2Fx%3Fy%23z%3D/cancel')
  await expect(meetings(graph).remove(olga, { id: '..', iCalUId: '', joinUrl: null })).rejects.toThrow('path part')
})
