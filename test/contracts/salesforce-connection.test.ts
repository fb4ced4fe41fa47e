import { generateKeyPairSync } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { beforeAll, expect, test, vi } from 'vitest'
import type { ActivityLog } from '../../src/activities/activity-log.ts'
import { activityLog } from '../../src/salesforce/activity-log.ts'
import { LIMIT_WAIT } from '../../src/salesforce/allowance.ts'
import { MINT_PAUSE } from '../../src/salesforce/connection.ts'
import type { SalesforceSettings } from '../../src/salesforce/mint.ts'
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
  timeLimit: 400
})

const connected = { username: 'olga@acme.example', as: 'organizer' as const }
const activity = {
  key: 'bk-1',
  subject: 's',
  start: 0,
  end: 1,
  location: '',
  description: '',
  private: false,
  cancelled: false
}
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
  const write = (log = activityLog(settings(server.origin))) => writeOnce(log)
  return { ...server, write, calls: () => server.heard.filter((heard) => !isToken(heard)) }
}

/** As a leg does it: may we act as her, and whose id is it? Then one write. */
async function writeOnce(log: ActivityLog) {
  const user = await log.connect(connected.username)
  return 'trouble' in user ? user : log.write(connected, activity, user.userId, null, false)
}

const refusing =
  (errorCode: string, status = 400, message = 'said so') =>
  (response: ServerResponse) =>
    sendJson(response, status, [{ message, errorCode }])

const noKeyField = 'Provided external ID field does not exist or is not accessible: Booking_Key__c'

// What becomes of a write, by what was answered: the code counts and never the status.
test.each<[string, (response: ServerResponse) => void, string]>([
  ['silence', silence, 'again'],
  ['a body that stalls', stall, 'again'],
  ['a body that breaks off', breakOff, 'again'],
  ['a hang-up', hangUp, 'again'],
  ['a page', (response) => sendHtml(response, 503), 'again'],
  ['a page that says 200', (response) => sendHtml(response, 200), 'again'],
  ['a redirect', (response) => void response.writeHead(302, { location: '/elsewhere' }).end(), 'again'],
  ['an empty answer', (response) => void response.writeHead(204).end(), 'again'],
  ['a success without an id', (response) => sendJson(response, 200, { success: true }), 'again'],
  ['a failure with 200', (response) => sendJson(response, 200, { ...saved, success: false }), 'again'],
  ['DUPLICATE_VALUE', refusing('DUPLICATE_VALUE'), 'again'],
  ['UNABLE_TO_LOCK_ROW', refusing('UNABLE_TO_LOCK_ROW'), 'again'],
  ['REQUEST_LIMIT_EXCEEDED with 403', refusing('REQUEST_LIMIT_EXCEEDED', 403), 'limit'],
  ['SERVER_UNAVAILABLE', refusing('SERVER_UNAVAILABLE', 503), 'again'],
  ['INSUFFICIENT_ACCESS_OR_READONLY with 403', refusing('INSUFFICIENT_ACCESS_OR_READONLY', 403), 'read only'],
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', refusing('FIELD_CUSTOM_VALIDATION_EXCEPTION'), 'rejected'],
  ['a key field that does not exist', refusing('NOT_FOUND', 404, noKeyField), 'rejected'],
  ['an Event that is not there', refusing('NOT_FOUND', 404), 'not found'],
  ['an Event in the recycle bin', refusing('ENTITY_IS_DELETED', 404), 'deleted'],
  ['an id that leads nowhere', refusing('INVALID_CROSS_REFERENCE_KEY', 404), 'not found'],
  ['another record that may not be seen', refusing('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY'), 'no access'],
  [
    'two Events of one key',
    (response) => sendJson(response, 300, ['/services/data/v67.0/sobjects/Event/00U1']),
    'rejected'
  ],
  ['API_DISABLED_FOR_ORG with 403', refusing('API_DISABLED_FOR_ORG', 403), 'rejected'],
  [
    'two errors, one of them final',
    (response) =>
      sendJson(response, 400, [
        { message: '', errorCode: 'UNABLE_TO_LOCK_ROW' },
        { message: '', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' }
      ]),
    'rejected'
  ]
])('a write answered with %s', async (_, answer, outcome) => {
  const salesforce = await org(answer)
  const begun = Date.now()
  expect(await salesforce.write()).toHaveProperty('trouble', outcome)
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
    expect(await activityLog(settings(salesforce.origin)).matches(['a@b.example'])).toHaveProperty('trouble', 'again')
  }
})

test('a session that is refused again and again is asked for no more than once', async () => {
  let now = Date.now()
  const salesforce = await org(refusing('INVALID_SESSION_ID', 401))
  const log = activityLog({ ...settings(salesforce.origin), clock: () => now })

  expect(await salesforce.write(log)).toHaveProperty('trouble', 'again')
  expect(salesforce.heard.map(isToken)).toEqual([true, false]) // refused when it was new: another would not help

  now += MINT_PAUSE
  expect(await salesforce.write(log)).toHaveProperty('trouble', 'again')
  expect(salesforce.heard.filter(isToken).length).toBe(2)
})

test('many who write for one organizer at once share one session; a broken one is made anew', async () => {
  const salesforce = await org((response) => sendJson(response, 201, saved))
  const log = activityLog(settings(salesforce.origin))
  const all = await Promise.all(Array.from({ length: 10 }, () => salesforce.write(log)))
  expect(all).toEqual(Array(10).fill({ recordId: saved.id }))
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
  expect(await salesforce.write(patient)).toHaveProperty('trouble', 'again')
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
  expect(await salesforce.write()).toHaveProperty('trouble', 'again')
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
    expect(await writeOnce(activityLog(settings(origin)))).toHaveProperty('trouble', 'again')
  }
  expect(await writeOnce(activityLog(settings(await nobody())))).toHaveProperty('trouble', 'again')
})

test.each([
  ['invalid_grant', "user hasn't approved this consumer"],
  ['invalid_grant', 'inactive user'],
  ['app_not_found', 'External client app is not installed in this org'],
  ['invalid_client_id', 'client identifier invalid']
])('%s (%s) means that Salesforce does not let us act', async (error, error_description) => {
  const { origin } = await loopback((_, response) => sendJson(response, 400, { error, error_description }))
  expect(await writeOnce(activityLog(settings(origin)))).toEqual({
    trouble: 'not connected',
    said: `Salesforce: ${error} ${error_description}`
  })
})

test('changes are read page by page, to the end or not at all', async () => {
  const stamp = '2026-12-01T15:00:00.000+0000'
  const row = (number: number) => ({
    Id: `00U00000000000${number}`,
    IsDeleted: number === 2,
    Booking_Key__c: `bk-${number}`,
    OwnerId: '005000000000001',
    StartDateTime: stamp,
    EndDateTime: stamp,
    SystemModstamp: stamp
  })
  let broken = false
  const salesforce = await org((response, { url }) => {
    if (url.includes('/query/01g'))
      return broken ? hangUp(response) : sendJson(response, 200, { done: true, records: [row(2)] })
    const next = '/services/data/v67.0/query/01g-2000'
    return sendJson(response, 200, { done: false, records: [row(1)], nextRecordsUrl: next })
  })
  const log = activityLog(settings(salesforce.origin))
  const seen: unknown[] = []
  expect(await log.changedSince(0, async (page) => void seen.push(...page))).toBe('read')
  const at = Date.UTC(2026, 11, 1, 15)
  expect(seen).toMatchObject([
    { key: 'bk-1', deleted: false, start: at, stamp: at },
    { key: 'bk-2', deleted: true }
  ])
  expect(decodeURIComponent(salesforce.calls()[0]?.url ?? '')).toContain(
    'IsChild = false AND SystemModstamp >= 1970-01-01'
  )
  broken = true
  expect(await log.changedSince(0, async () => {})).toMatchObject({ trouble: 'again' })
})

test('when the requests are used up nobody asks for a while; what can wait stops before', async () => {
  let now = Date.now()
  let used = 10
  const salesforce = await org((response) =>
    sendJson(response, 200, { ...saved, records: [] }, { 'sforce-limit-info': `api-usage=${used}/100` })
  )
  const log = activityLog({ ...settings(salesforce.origin), clock: () => now })
  used = 96
  expect(await salesforce.write(log)).toHaveProperty('recordId')
  expect(await log.changedSince(0, async () => {})).toMatchObject({ trouble: 'limit', used: 96, of: 100 })
  used = 100
  expect(await salesforce.write(log)).toHaveProperty('recordId')
  const calls = salesforce.calls().length
  expect(await salesforce.write(log)).toMatchObject({ trouble: 'limit', until: now + LIMIT_WAIT })
  expect(salesforce.calls().length).toBe(calls)

  now += LIMIT_WAIT
  used = 50
  expect(await salesforce.write(log)).toHaveProperty('recordId')
  expect(await log.changedSince(0, async () => {})).toBe('read')
})
