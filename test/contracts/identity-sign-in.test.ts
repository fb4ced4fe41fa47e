import { expect, test } from 'vitest'
import { REMEMBERED_FOR, signIn } from '../../src/identity/sign-in.ts'
import { objectIdOf, type Person } from '../../src/people/person.ts'
import { dana, useAcme } from './acme.ts'
import { loopback, sendHtml, sendJson, silence, stall } from './loopback.ts'

const acme = useAcme()
const home = 'http://127.0.0.1:3000/signed-in'

/** The browser's part: a person presses her button, and is sent back with an answer. */
async function press(url: string, choice: Record<string, string>): Promise<Record<string, string>> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(choice), redirect: 'manual' })
  const back = response.headers.get('location')
  if (!back) throw new Error(`nobody was sent back: ${response.status}`)
  return Object.fromEntries(new URL(back).searchParams)
}

const as = ({ address }: Person) => ({ as: address })

test('Dana signs in, and is known by tenant and object id', async () => {
  const door = signIn(acme.entra)
  const { url, remember } = await door.begin(home)
  const signedIn = await door.finish(remember, await press(url, as(dana)), home)
  expect(signedIn).toEqual({ person: dana, token: expect.any(String), tokenEndsAt: expect.any(Number) })
  if ('refused' in signedIn) return
  expect(signedIn.tokenEndsAt).toBeGreaterThan(Date.now())

  const calendar = `${acme.origin}/v1.0/users/${objectIdOf(dana.id)}/calendar`
  const read = await fetch(calendar, { headers: { authorization: `Bearer ${signedIn.token}` } })
  expect(read.status).toBe(200)
})

test('the browser is sent with PKCE, state, nonce and only the scopes that are needed', async () => {
  const query = new URL((await signIn(acme.entra).begin(home)).url).searchParams
  expect(query.get('code_challenge_method')).toBe('S256')
  for (const name of ['state', 'nonce', 'code_challenge']) expect(query.get(name)?.length).toBeGreaterThanOrEqual(32)
  const scopes = query
    .get('scope')
    ?.split(' ')
    .filter((scope) => scope !== 'offline_access')
  expect(scopes?.sort()).toEqual(['Calendars.Read.Shared', 'User.Read', 'openid', 'profile'])
})

test('what is remembered says nothing to whoever holds it', async () => {
  const { url, remember } = await signIn(acme.entra).begin(home)
  const readable = Buffer.from(remember, 'base64url').toString('latin1') + remember
  for (const secret of ['state', 'nonce']) expect(readable).not.toContain(new URL(url).searchParams.get(secret))
})

test('an answer to another sign-in, a stale one, or one without a memory is refused', async () => {
  let now = Date.now()
  const door = signIn(acme.entra, () => now)
  const mine = await door.begin(home)
  const theirs = await door.begin(home)
  const answer = await press(mine.url, as(dana))

  const again = { refused: 'try again' }
  expect(await door.finish(theirs.remember, answer, home)).toEqual(again)
  expect(await door.finish('', answer, home)).toEqual(again)
  expect(await door.finish(`${mine.remember.slice(0, -2)}AA`, answer, home)).toEqual(again)
  expect(await door.finish(mine.remember, { ...answer, state: `${answer.state}x` }, home)).toEqual(again)
  expect(await door.finish(mine.remember, { ...answer, state: 'ü'.repeat(32) }, home)).toEqual(again)
  expect(await door.finish(mine.remember, { code: answer.code ?? '' }, home)).toEqual(again)
  expect(await door.finish(mine.remember, { ...answer, code: 'forged' }, home)).toEqual(again)
  expect(await door.finish(mine.remember, answer, `${home}/elsewhere`)).toEqual(again)

  now += REMEMBERED_FOR
  expect(await door.finish(mine.remember, answer, home)).toEqual(again)
  now -= 1000
  expect(await door.finish(mine.remember, answer, home)).toHaveProperty('person')
})

test('a code opens the door once', async () => {
  const door = signIn(acme.entra)
  const { url, remember } = await door.begin(home)
  const answer = await press(url, as(dana))
  expect(await door.finish(remember, answer, home)).toHaveProperty('person')
  expect(await door.finish(remember, answer, home)).toEqual({ refused: 'try again' })
})

test('whoever declines is asked to try again', async () => {
  const door = signIn(acme.entra)
  const { url, remember } = await door.begin(home)
  expect(await door.finish(remember, await press(url, { cancel: '1' }), home)).toEqual({ refused: 'try again' })
})

/** An Entra that redeems every code with these claims; `nonce` is what the browser was sent with, unless said otherwise. */
async function redeeming(claims: Record<string, unknown>) {
  let nonce = ''
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const entra = await loopback((_, response) => {
    const now = Math.floor(Date.now() / 1000)
    const all = { aud: acme.entra.clientId, tid: acme.entra.tenantId, oid: objectIdOf(dana.id), sub: 's', iss: 'x' }
    const token = { ...all, nonce, iat: now, exp: now + 600, name: 'Dana', preferred_username: dana.address, ...claims }
    sendJson(response, 200, {
      token_type: 'Bearer',
      scope: 'User.Read',
      expires_in: 600,
      access_token: 'x',
      id_token: `${encoded({ alg: 'none' })}.${encoded(token)}.`
    })
  })
  const door = signIn({ ...acme.entra, authority: entra.origin })
  const { url, remember } = await door.begin(home)
  const query = new URL(url).searchParams
  nonce = query.get('nonce') ?? ''
  return door.finish(remember, { code: 'c', state: query.get('state') ?? '' }, home)
}

test('a person of another tenant is of another organization', async () => {
  expect(await redeeming({ tid: '99999999-0000-4000-8000-000000000000' })).toEqual({ refused: 'different_org' })
  expect(await redeeming({})).toHaveProperty('person')
})

test('an answer for another application, without a person, or for another sign-in is refused', async () => {
  for (const forged of [
    { aud: 'another-app' },
    { oid: undefined },
    { tid: undefined },
    { nonce: 'another' },
    { nonce: undefined }
  ]) {
    expect(await redeeming(forged)).toEqual({ refused: 'try again' })
  }
})

test.each([
  ['is silent', silence],
  ['stalls', stall],
  ['shows a page', (response: never) => sendHtml(response, 502)]
])('an Entra that %s is left in time', async (_, answer) => {
  const entra = await loopback((_, response) => answer(response as never))
  const door = signIn({ ...acme.entra, authority: entra.origin, timeLimit: 200 })
  const { url, remember } = await door.begin(home)
  const state = new URL(url).searchParams.get('state') ?? ''
  const begun = Date.now()
  expect(await door.finish(remember, { code: 'c', state }, home)).toEqual({ refused: 'try again' })
  expect(Date.now() - begun).toBeLessThan(2000)
  expect(entra.heard.length).toBe(1)
})

test('a wrong secret is our mistake and nobody else’s', async () => {
  const door = signIn({ ...acme.entra, clientSecret: 'wrong' })
  const { url, remember } = await door.begin(home)
  await expect(door.finish(remember, await press(url, as(dana)), home)).rejects.toThrow()
})

test('a sealed token opens here, and neither elsewhere nor changed nor as something else', async () => {
  const door = signIn(acme.entra)
  const sealed = door.seal('a token — 日本')
  expect(door.open(sealed)).toBe('a token — 日本')
  expect(door.seal('a token — 日本')).not.toBe(sealed)
  expect(signIn({ ...acme.entra, secret: Buffer.alloc(32, 8) }).open(sealed)).toBeUndefined()
  const bytes = Buffer.from(sealed, 'base64url')
  for (const at of [0, 14, bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(door.open(changed.toString('base64url'))).toBeUndefined()
  }
  expect(door.open('')).toBeUndefined()
  expect(door.open((await door.begin(home)).remember)).toBeUndefined()
})

test("Microsoft's own sign-in is asked by its own name, with nothing redirected", async () => {
  const { configurationOf } = await import('../../src/identity/entra.ts')
  const { auth } = configurationOf({ ...acme.entra, authority: 'https://login.microsoftonline.com' })
  expect(auth.authority).toBe(`https://login.microsoftonline.com/${acme.entra.tenantId}`)
  expect(auth.authorityMetadata).toBeUndefined()
})
