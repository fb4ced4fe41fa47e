import { expect, test } from 'vitest'
import { tenants } from '../../sandbox/directory.ts'
import { aSandbox, journalOf, send, sendForm } from './asking.ts'
import { msalFor, redirectUri, scopes, signIn } from './msal.ts'

const tokenPath = `/${tenants.acme.id}/oauth2/v2.0/token`
const rehearse = (origin: string, rule: object) => send(origin, 'POST', '/_sandbox/trouble', rule)
const keys = `/${tenants.acme.id}/discovery/v2.0/keys`

test('an answer that is lost on its way has still taken effect', async () => {
  const sandbox = await aSandbox()
  const app = msalFor(sandbox)
  const { code, verifier } = await signIn(app, 'olga.okafor@acme.example')
  const redeem = () => app.acquireTokenByCode({ code, scopes, redirectUri, codeVerifier: verifier, nonce: 'n-1' })

  await rehearse(sandbox.origin, { cloud: 'entra', method: 'post', path: '/token', times: 1, kind: 'drop-after' })
  await expect(redeem()).rejects.toThrow()
  await expect(redeem(), 'the code was used up by the request whose answer was lost').rejects.toThrow('AADSTS54005')
  expect((await journalOf(sandbox.origin)).slice(-2)).toMatchObject([
    { status: 0, actor: 'olga.okafor@acme.example' },
    { status: 400 }
  ])
})

test('a request that never arrives has no effect', async () => {
  const sandbox = await aSandbox()
  const app = msalFor(sandbox)
  const { code, verifier } = await signIn(app, 'olga.okafor@acme.example')
  const redeem = () => app.acquireTokenByCode({ code, scopes, redirectUri, codeVerifier: verifier, nonce: 'n-1' })

  await rehearse(sandbox.origin, { cloud: 'entra', path: 'token', times: 1, kind: 'drop-before' })
  await expect(redeem()).rejects.toThrow()
  expect((await redeem()).account?.name).toBe('Olga Okafor')
})

test('throttling says how long to wait, so often as was asked for', async () => {
  const { origin } = await aSandbox()
  await rehearse(origin, { cloud: 'Microsoft', times: 2, kind: 'status', status: 429, retryAfter: '2.128' })
  for (const _ of [1, 2]) {
    const answer = await send(origin, 'GET', '/v1.0/users')
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('2.128')
    expect(await answer.json()).toMatchObject({
      error: { code: 'ApplicationThrottled', innerError: { date: expect.any(String) } }
    })
  }
  expect((await send(origin, 'GET', '/v1.0/users')).status).not.toBe(429)
})

test('each cloud refuses in its own words', async () => {
  const { origin } = await aSandbox()
  for (const cloud of ['graph', 'salesforce', 'entra']) await rehearse(origin, { cloud, times: 1, kind: 'status' })
  const graph = await send(origin, 'POST', '/v1.0/$batch', {})
  expect(await graph.json()).toMatchObject({ error: { code: 'ServiceUnavailable' } })
  const salesforce = await send(origin, 'GET', '/services/data/')
  expect(await salesforce.json()).toEqual([{ errorCode: 'SERVER_UNAVAILABLE', message: expect.any(String) }])
  const entra = await sendForm(origin, tokenPath, {})
  expect(await entra.json()).toMatchObject({ error: 'temporarily_unavailable' })
})

test('a gateway in front answers in HTML', async () => {
  const { origin } = await aSandbox()
  await rehearse(origin, { cloud: 'graph', times: 1, kind: 'html', status: 504 })
  const answer = await send(origin, 'GET', '/v1.0/users')
  expect(answer.status).toBe(504)
  expect(answer.headers.get('content-type')).toContain('text/html')
  expect(await answer.text()).toContain('<h1>504 Gateway Timeout</h1>')
})

test('a delay and a refusal meet the same request; of two refusals the older comes first', async () => {
  const { origin } = await aSandbox()
  await rehearse(origin, { cloud: 'graph', times: 1, kind: 'delay', ms: 60 })
  await rehearse(origin, { cloud: 'graph', times: 1, kind: 'status', status: 504 })
  await rehearse(origin, { cloud: 'graph', times: 1, kind: 'status', status: 429 })
  const began = performance.now()
  expect((await send(origin, 'GET', '/v1.0/users')).status).toBe(504)
  expect(performance.now() - began).toBeGreaterThan(50)
  expect((await send(origin, 'GET', '/v1.0/users')).status).toBe(429)
})

test('a late answer comes after its effect', async () => {
  const sandbox = await aSandbox()
  await rehearse(sandbox.origin, { cloud: 'entra', times: 1, kind: 'delay', ms: 5000, after: true })
  const impatient = fetch(sandbox.origin + keys, { signal: AbortSignal.timeout(100) })
  await expect(impatient).rejects.toThrow(/time/i)
  expect(await journalOf(sandbox.origin)).toMatchObject([{ path: keys, status: 200 }])
})

test('a refusal after the effect: the booking stands, and whoever asked believes it does not', async () => {
  const { origin } = await aSandbox()
  await rehearse(origin, { cloud: 'salesforce', path: 'token', times: 1, kind: 'status', after: true })
  const grant = { grant_type: 'client_credentials', client_id: 'APP_KEY', client_secret: 'APP_SECRET' }
  expect((await sendForm(origin, '/services/oauth2/token', grant)).status).toBe(503)
  const token = async () =>
    ((await (await sendForm(origin, '/services/oauth2/token', grant)).json()) as { access_token: string }).access_token
  const write = async () =>
    fetch(`${origin}/services/data/v67.0/sobjects/Event/Booking_Key__c/bk-1`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ StartDateTime: '2026-12-01T09:00:00Z', DurationInMinutes: 30 })
    })
  await rehearse(origin, { cloud: 'salesforce', method: 'PATCH', times: 1, kind: 'html', after: true })
  expect((await write()).status).toBe(503)
  expect(await (await write()).json()).toMatchObject({ created: false })
})

test('no answer at all, or half of one', async () => {
  const { origin } = await aSandbox()
  const patience = (ms: number) => ({ signal: AbortSignal.timeout(ms) })
  await rehearse(origin, { cloud: 'salesforce', times: 1, kind: 'silence' })
  await expect(fetch(`${origin}/services/data/`, patience(80))).rejects.toThrow(/time/i)
  await rehearse(origin, { cloud: 'salesforce', times: 1, kind: 'stall' })
  const half = await fetch(`${origin}/services/data/`, patience(150))
  expect(half.status).toBe(200)
  await expect(half.text()).rejects.toThrow(/time|abort/i)
  expect((await fetch(`${origin}/services/data/`)).ok).toBe(true)
})

test('a rule meets only its cloud, its method and its path, query included and decoded', async () => {
  const { origin } = await aSandbox()
  await rehearse(origin, {
    cloud: 'graph',
    method: 'GET',
    path: "olga@acme.*filter=subject eq 'x'",
    times: 9,
    kind: 'status'
  })
  const path = "/v1.0/users/olga%40acme.example/events?$filter=subject+eq+'x'"
  expect((await send(origin, 'GET', path)).status).toBe(503)
  expect((await send(origin, 'POST', path, {})).status).not.toBe(503)
  expect((await send(origin, 'GET', '/v1.0/users')).status).not.toBe(503)

  await send(origin, 'DELETE', '/_sandbox/trouble')
  expect((await send(origin, 'GET', path)).status).not.toBe(503)
})

test.each([
  [{}, 'which cloud'],
  [{ cloud: 'graph', kind: 'explode' }, 'which kind'],
  [{ cloud: 'graph', kind: 'status', times: 0 }, 'times'],
  [{ cloud: 'graph', kind: 'status', status: 42 }, 'status'],
  [{ cloud: 'graph', kind: 'delay', ms: -1 }, 'ms'],
  [{ cloud: 'graph', kind: 'status', path: '(' }, 'regular expression']
])('a rule that makes no sense is refused with a sentence: %j', async (rule, words) => {
  const { origin } = await aSandbox()
  const answer = await rehearse(origin, rule)
  expect(answer.status).toBe(400)
  expect(((await answer.json()) as { error: string }).error).toContain(words)
})
