// Sign-in, Exchange and Salesforce in one sandbox, under the trouble that the product has to live through.
import { createSign } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { aSandbox, journalOf, send, sendForm } from './asking.ts'
import { msalFor, redirectUri, scopes, signIn } from './msal.ts'
import { aFolder, killed, started } from './running-sandbox.ts'

vi.setConfig({ testTimeout: 30_000 })

type Place = { origin: string; settings: Record<string, string> }
type State = {
  mailboxes: Record<string, { events: Record<string, unknown>[]; sent: Record<string, unknown>[] }>
  salesforce: Record<string, Record<string, unknown>[]>
}

const olga = 'olga.okafor@acme.example'
const stateOf = async ({ origin }: Place) => (await (await fetch(`${origin}/_sandbox/state`)).json()) as State
const named = (rows: Record<string, unknown>[] | undefined, subject: string) =>
  (rows ?? []).filter((row) => row.subject === subject || row.Subject === subject)

async function bearerOfApp(place: Place): Promise<string> {
  const result = await msalFor(place).acquireTokenByClientCredential({
    scopes: ['https://graph.microsoft.com/.default']
  })
  return result?.accessToken ?? ''
}

const write = (method: string, url: string, bearer: string, body: object) =>
  fetch(url, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })

const meeting = {
  subject: 'Grace and Olga',
  start: { dateTime: '2027-01-04T13:00:00', timeZone: 'UTC' },
  end: { dateTime: '2027-01-04T13:30:00', timeZone: 'UTC' },
  attendees: [{ type: 'required', emailAddress: { address: 'grace@navy.example', name: 'Grace Hopper-Lee' } }],
  transactionId: 'booking-1'
}
const book = async (place: Place, bearer: string) =>
  write('POST', `${place.origin}/v1.0/users/${encodeURIComponent(olga)}/events`, bearer, meeting)

test('Dana signs in, and Exchange knows her', async () => {
  const sandbox = await aSandbox()
  const app = msalFor(sandbox)
  const { code, verifier } = await signIn(app, 'dana.whitfield@acme.example')
  const asked = { code, scopes, redirectUri, codeVerifier: verifier, nonce: 'n-1' }
  const { accessToken } = await app.acquireTokenByCode(asked)

  const me = await fetch(`${sandbox.origin}/v1.0/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  expect(await me.json()).toMatchObject({ displayName: 'Dana Whitfield' })
  expect((await journalOf(sandbox.origin)).at(-1)).toMatchObject({
    path: '/v1.0/me',
    actor: 'dana.whitfield@acme.example'
  })
})

test('a meeting whose answer was lost is in Olga’s calendar, once, when it is sent again', async () => {
  const sandbox = await aSandbox()
  const bearer = await bearerOfApp(sandbox)
  await send(sandbox.origin, 'POST', '/_sandbox/trouble', {
    cloud: 'graph',
    method: 'POST',
    path: '/events$',
    times: 1,
    kind: 'drop-after'
  })
  await expect(book(sandbox, bearer)).rejects.toThrow('fetch failed')
  const [kept] = named((await stateOf(sandbox)).mailboxes[olga]?.events, meeting.subject)

  const again = await book(sandbox, bearer)
  expect(again.status).toBe(201)
  expect(await again.json()).toMatchObject({ id: kept?.id })
  expect(named((await stateOf(sandbox)).mailboxes[olga]?.events, meeting.subject)).toHaveLength(1)
  expect(await (await fetch(sandbox.origin)).text()).toContain('Grace and Olga')
})

test('a meeting that was answered survives kill -9, and its token still works', async () => {
  const folder = aFolder()
  const first = await started('--folder', folder)
  const bearer = await bearerOfApp(first)
  expect((await book(first, bearer)).status).toBe(201)
  await killed(first)

  const second = await started('--folder', folder)
  expect(named((await stateOf(second)).mailboxes[olga]?.events, meeting.subject)).toHaveLength(1)
  expect((await book(second, bearer)).status, 'the same booking again').toBe(201)
  expect(named((await stateOf(second)).mailboxes[olga]?.events, meeting.subject)).toHaveLength(1)
})

test('the settings of the sandbox sign an app in to Salesforce as Olga, and what it writes is kept', async () => {
  const folder = aFolder()
  const first = await started('--folder', folder)
  const signedIn = await sendForm(first.origin, '/services/oauth2/token', {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: assertionFor(olga, first)
  })
  const { access_token } = (await signedIn.json()) as { access_token: string }
  const activity = {
    Subject: 'Grace and Olga',
    StartDateTime: '2027-01-04T13:00:00.000Z',
    EndDateTime: '2027-01-04T13:30:00.000Z'
  }
  const made = await write('POST', `${first.origin}/services/data/v60.0/sobjects/Event`, access_token, activity)
  expect(made.status).toBe(201)
  await killed(first)

  const second = await started('--folder', folder)
  expect(named((await stateOf(second)).salesforce.Event, activity.Subject)).toHaveLength(1)
})

test('Olga gives Rae another right, and Exchange says so', async () => {
  const sandbox = await aSandbox()
  const bearer = await bearerOfApp(sandbox)
  const roleOfRae = async () => {
    const url = `${sandbox.origin}/v1.0/users/${olga}/calendar/calendarPermissions`
    const list = (await (await fetch(url, { headers: { authorization: `Bearer ${bearer}` } })).json()) as {
      value: { role: string; emailAddress?: { name?: string } }[]
    }
    return list.value.find(({ emailAddress }) => emailAddress?.name === 'Rae Lindqvist')?.role
  }
  expect(await roleOfRae()).toBe('read')
  await send(sandbox.origin, 'PUT', '/_sandbox/permission', { organizer: olga, person: 'rae', role: 'write' })
  expect(await roleOfRae()).toBe('write')
  await send(sandbox.origin, 'PUT', '/_sandbox/permission', { organizer: olga, person: 'rae', role: 'none' })
  expect(await roleOfRae()).toBeUndefined()
})

function assertionFor(username: string, { origin, settings }: Place): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')
  const claims = {
    iss: settings.SALESFORCE_CLIENT_ID,
    sub: username,
    aud: origin,
    exp: Math.floor(Date.now() / 1000) + 180
  }
  const text = `${part({ alg: 'RS256' })}.${part(claims)}`
  return `${text}.${createSign('RSA-SHA256')
    .update(text)
    .sign(settings.SALESFORCE_PRIVATE_KEY ?? '', 'base64url')}`
}
