import { generateKeyPairSync } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { beforeAll, expect, test, vi } from 'vitest'
import { activityLog } from '../../src/salesforce/activity-log.ts'
import { MINT_PAUSE } from '../../src/salesforce/connection.ts'
import type { SalesforceSettings } from '../../src/salesforce/mint.ts'
import { olga } from './acme.ts'
import { breakOff, type Heard, hangUp, loopback, nobody, sendHtml, sendJson, silence, stall } from './loopback.ts'

// jsforce reads these when it is loaded, and forgets no_proxy: everything below works in spite of them.
vi.stubEnv('http_proxy', 'http://127.0.0.1:9')
vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:9')

beforeAll(() => import('jsforce/lib/core.js')) // so that the short limits below are Salesforce's alone

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const settings = (loginUrl: string): SalesforceSettings => ({
  loginUrl,
  clientId: 'app',
  clientSecret: 'secret',
  privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  keyField: 'Booking_Key__c',
  timeLimit: 200
})

const connected = { ...olga, salesforceUsername: 'olga@acme.example' }
const activity = { key: 'bk-1', subject: 's', start: 0, end: 1, location: '', description: '' }
const saved = { id: '00U000000000001AAA', success: true, errors: [] }
const isToken = ({ url }: Heard) => url.endsWith('/oauth2/token')

/** A Salesforce that lets everybody in, and answers all else as told. */
async function org(answer: (response: ServerResponse, heard: Heard) => void, token: object = {}) {
  const server = await loopback((heard, response) => {
    if (!isToken(heard)) return answer(response, heard)
    const given = {
      access_token: 'session',
      instance_url: server.origin,
      id: `${server.origin}/id/00D000000000001/005000000000001`
    }
    return sendJson(response, 200, { ...given, ...token })
  })
  const write = (log = activityLog(settings(server.origin))) => log.write(connected, activity, null)
  return { ...server, write, calls: () => server.heard.filter((heard) => !isToken(heard)) }
}

const refusing =
  (errorCode: string, status = 400) =>
  (response: ServerResponse) =>
    sendJson(response, status, [{ message: 'said so', errorCode }])

// What becomes of a write, by what was answered: the code counts and never the status.
test.each<[string, (response: ServerResponse) => void, string]>([
  ['silence', silence, 'retryLater'],
  ['a body that stalls', stall, 'retryLater'],
  ['a body that breaks off', breakOff, 'retryLater'],
  ['a hang-up', hangUp, 'retryLater'],
  ['a page', (response) => sendHtml(response, 503), 'retryLater'],
  ['a page that says 200', (response) => sendHtml(response, 200), 'retryLater'],
  ['a redirect', (response) => void response.writeHead(302, { location: '/elsewhere' }).end(), 'retryLater'],
  ['an empty answer', (response) => void response.writeHead(204).end(), 'retryLater'],
  ['a success without an id', (response) => sendJson(response, 200, { success: true }), 'retryLater'],
  ['a failure with 200', (response) => sendJson(response, 200, { ...saved, success: false }), 'retryLater'],
  ['DUPLICATE_VALUE', refusing('DUPLICATE_VALUE'), 'retryLater'],
  ['UNABLE_TO_LOCK_ROW', refusing('UNABLE_TO_LOCK_ROW'), 'retryLater'],
  ['REQUEST_LIMIT_EXCEEDED with 403', refusing('REQUEST_LIMIT_EXCEEDED', 403), 'retryLater'],
  ['SERVER_UNAVAILABLE', refusing('SERVER_UNAVAILABLE', 503), 'retryLater'],
  ['INSUFFICIENT_ACCESS_OR_READONLY with 403', refusing('INSUFFICIENT_ACCESS_OR_READONLY', 403), 'refused'],
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', refusing('FIELD_CUSTOM_VALIDATION_EXCEPTION'), 'refused'],
  ['a key field that does not exist', refusing('NOT_FOUND', 404), 'refused'],
  ['API_DISABLED_FOR_ORG with 403', refusing('API_DISABLED_FOR_ORG', 403), 'refused'],
  [
    'two errors, one of them final',
    (response) =>
      sendJson(response, 400, [
        { message: '', errorCode: 'UNABLE_TO_LOCK_ROW' },
        { message: '', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' }
      ]),
    'refused'
  ]
])('a write answered with %s', async (_, answer, outcome) => {
  const salesforce = await org(answer)
  const begun = Date.now()
  expect(Object.keys(await salesforce.write())[0]).toBe(outcome)
  expect(Date.now() - begun).toBeLessThan(2000)
  expect(salesforce.calls().length).toBe(1)
})

test('a request that took too long is ended, and holds no connection', async () => {
  const ended = Promise.withResolvers<string>()
  const salesforce = await org((response) => void response.on('close', () => ended.resolve('ended')))
  await salesforce.write()
  const late = new Promise((done) => setTimeout(done, 300, 'still open'))
  expect(await Promise.race([ended.promise, late])).toBe('ended')
})

test('a search that is answered with anything but records has found nobody out', async () => {
  for (const answer of [stall, breakOff, (response: ServerResponse) => sendJson(response, 200, { done: true })]) {
    const salesforce = await org(answer)
    expect(await activityLog(settings(salesforce.origin)).matches('a@b.example')).toHaveProperty('retryLater')
  }
})

test('a session that is refused again and again is asked for no more than once', async () => {
  let now = Date.now()
  const salesforce = await org(refusing('INVALID_SESSION_ID', 401))
  const log = activityLog({ ...settings(salesforce.origin), clock: () => now })

  expect(await salesforce.write(log)).toHaveProperty('retryLater')
  expect(salesforce.heard.map(isToken)).toEqual([true, false]) // refused when it was new: another would not help

  now += MINT_PAUSE
  expect(await salesforce.write(log)).toHaveProperty('retryLater')
  expect(salesforce.heard.filter(isToken).length).toBe(2)
})

test('many who write for one organizer at once share one session; a broken one is made anew', async () => {
  const salesforce = await org((response) => sendJson(response, 201, saved))
  const log = activityLog(settings(salesforce.origin))
  const all = await Promise.all(Array.from({ length: 10 }, () => salesforce.write(log)))
  expect(all).toEqual(Array(10).fill({ recordId: saved.id, actor: 'olga@acme.example' }))
  expect(salesforce.heard.filter(isToken).length).toBe(1)

  let broken = true
  const flaky = await loopback((heard, response) => {
    if (isToken(heard) && broken) return hangUp(response)
    if (!isToken(heard)) return sendJson(response, 201, saved)
    return sendJson(response, 200, {
      access_token: 's',
      instance_url: flaky.origin,
      id: 'x/00D000000000001/005000000000001'
    })
  })
  const patient = activityLog(settings(flaky.origin))
  expect(await salesforce.write(patient)).toHaveProperty('retryLater')
  broken = false
  expect(await salesforce.write(patient)).toHaveProperty('recordId')
})

test('many whose session ended together make one new one', async () => {
  let now = Date.now()
  let ended = false
  const salesforce = await org((response) =>
    ended && salesforce.heard.filter(isToken).length === 1
      ? refusing('INVALID_SESSION_ID', 401)(response)
      : sendJson(response, 201, saved)
  )
  const log = activityLog({ ...settings(salesforce.origin), clock: () => now })
  await salesforce.write(log)
  ended = true
  now += MINT_PAUSE
  const all = await Promise.all(Array.from({ length: 10 }, () => salesforce.write(log)))
  expect(all.every((each) => 'recordId' in each)).toBe(true)
  expect(salesforce.heard.filter(isToken).length).toBe(2)
})

test('the session goes nowhere but to the instance, and to no instance in clear', async () => {
  const stranger = await loopback((_, response) => sendJson(response, 201, saved))
  const salesforce = await org((response) => sendJson(response, 201, saved), { instance_url: stranger.origin })
  expect(await salesforce.write()).toHaveProperty('retryLater')
  const redirecting = await org((response) => void response.writeHead(307, { location: stranger.origin }).end())
  await redirecting.write()
  expect(stranger.heard).toEqual([])
})

test('the assertion is for the username, for minutes, and signed by us', async () => {
  const salesforce = await org((response) => sendJson(response, 201, saved))
  await salesforce.write()
  const form = new URLSearchParams(salesforce.heard[0]?.body)
  expect([...form.keys()].sort()).toEqual(['assertion', 'grant_type'])
  const [head = '', body = '', signature = ''] = (form.get('assertion') ?? '').split('.')
  const { verify } = await import('node:crypto')
  const signed = Buffer.from(`${head}.${body}`)
  expect(verify('RSA-SHA256', signed, keys.publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
  expect(claims).toMatchObject({ iss: 'app', sub: 'olga@acme.example', aud: salesforce.origin })
  expect(claims.exp - Date.now() / 1000).toBeGreaterThan(60)
  expect(claims.exp - Date.now() / 1000).toBeLessThan(180)
})

test('a write is one PATCH of the newest version, with its length, and without the key in it', async () => {
  const salesforce = await org((response) => sendJson(response, 201, saved))
  await salesforce.write()
  const [call] = salesforce.calls()
  expect(call).toMatchObject({ method: 'PATCH', url: '/services/data/v67.0/sobjects/Event/Booking_Key__c/bk-1' })
  expect(call?.headers).toMatchObject({
    authorization: 'Bearer session',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(call?.body ?? ''))
  })
  expect(call?.body).not.toContain('bk-1')
  expect(JSON.parse(call?.body ?? '')).toMatchObject({ OwnerId: '005000000000001' })
})

test('a sign-in that fails for another reason than the organizer is tried again', async () => {
  const failing = [
    (response: ServerResponse) => sendHtml(response, 503),
    (response: ServerResponse) => sendJson(response, 200, { access_token: 's', instance_url: 'https://x.example' }),
    hangUp,
    silence
  ]
  for (const answer of failing) {
    const { origin } = await loopback((_, response) => answer(response))
    expect(await activityLog(settings(origin)).write(connected, activity, null)).toHaveProperty('retryLater')
  }
  expect(await activityLog(settings(await nobody())).write(connected, activity, null)).toHaveProperty('retryLater')
})

test.each([
  ['invalid_grant', "user hasn't approved this consumer"],
  ['invalid_grant', 'inactive user'],
  ['app_not_found', 'External client app is not installed in this org'],
  ['invalid_client_id', 'client identifier invalid']
])('%s (%s) means that Salesforce does not let us act', async (error, error_description) => {
  const { origin } = await loopback((_, response) => sendJson(response, 400, { error, error_description }))
  expect(await activityLog(settings(origin)).write(connected, activity, null)).toEqual({
    notConnected: `Salesforce: ${error} ${error_description}`
  })
})
