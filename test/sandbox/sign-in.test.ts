import { createPublicKey, verify, type webcrypto } from 'node:crypto'
import type { ConfidentialClientApplication } from '@azure/msal-node'
import { expect, test } from 'vitest'
import { people, tenants } from '../../sandbox/directory.ts'
import { aSandbox, journalOf, send, sendForm } from './asking.ts'
import { msalFor, redirectUri, type SignIn, scopes, signIn } from './msal.ts'

const dana = 'dana.whitfield@acme.example'
const tokenPath = `/${tenants.acme.id}/oauth2/v2.0/token`

const redeem = (app: ConfidentialClientApplication, { code, verifier }: Pick<SignIn, 'code' | 'verifier'>) =>
  app.acquireTokenByCode(
    { code, scopes, redirectUri, codeVerifier: verifier, state: 's', nonce: 'n-1' },
    { code, state: 's' }
  )

test('Dana signs in with a code and PKCE, and MSAL knows who she is', async () => {
  const sandbox = await aSandbox()
  const app = msalFor(sandbox)
  const came = await signIn(app, dana)
  expect(came.location.href).toContain(redirectUri)
  expect(came.location.searchParams.get('state')).toBe('where she was')
  expect(came.location.searchParams.get('session_state')).toBeTruthy()

  const result = await redeem(app, came)
  const person = people.acme.find(({ mail }) => mail === dana)
  expect(result.account?.homeAccountId).toBe(`${person?.id}.${tenants.acme.id}`)
  expect(result.account?.name).toBe('Dana Whitfield')
  expect(result.idTokenClaims).toMatchObject({
    iss: `${sandbox.origin}/${tenants.acme.id}/v2.0`,
    aud: tenants.acme.clientId,
    tid: tenants.acme.id,
    oid: person?.id,
    preferred_username: dana,
    email: dana,
    nonce: 'n-1',
    ver: '2.0'
  })
})

test('her id token is signed with the key that the tenant publishes', async () => {
  const sandbox = await aSandbox()
  const app = msalFor(sandbox)
  const { idToken } = await redeem(app, await signIn(app, dana))
  const [header = '', claims, signature = ''] = idToken.split('.')

  const configuration = `${sandbox.origin}/${tenants.acme.id}/v2.0/.well-known/openid-configuration`
  const { jwks_uri } = (await (await fetch(configuration)).json()) as { jwks_uri: string }
  const { keys } = (await (await fetch(jwks_uri)).json()) as { keys: (webcrypto.JsonWebKey & { kid: string })[] }
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }
  const key = createPublicKey({ key: keys.find((key) => key.kid === kid) ?? {}, format: 'jwk' })
  expect(verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
})

test('the app renews her token silently, and is told when her account was disabled', async () => {
  const sandbox = await aSandbox()
  const app = msalFor(sandbox)
  const { account, accessToken } = await redeem(app, await signIn(app, dana))
  if (!account) throw new Error('MSAL remembers no account')

  const cached = await app.acquireTokenSilent({ account, scopes: ['User.Read'] })
  expect(cached.accessToken).toBe(accessToken)
  const renewed = await app.acquireTokenSilent({ account, scopes: ['User.Read'], forceRefresh: true })
  expect(renewed.fromCache).toBe(false)

  await send(sandbox.origin, 'POST', '/_sandbox/person', { person: 'dana', accountEnabled: false })
  const refused = app.acquireTokenSilent({ account, scopes: ['User.Read'], forceRefresh: true })
  await expect(refused).rejects.toMatchObject({
    errorCode: 'invalid_grant',
    errorMessage: expect.stringContaining('AADSTS50057')
  })
})

test('a code is worth one token, and only to who knows the verifier and the reply address', async () => {
  const app = msalFor(await aSandbox())
  const came = await signIn(app, dana)
  await expect(redeem(app, { ...came, verifier: `${came.verifier.slice(1)}x` })).rejects.toThrow('AADSTS501481')
  const elsewhere = { code: came.code, scopes, redirectUri: 'http://127.0.0.1:9/other', codeVerifier: came.verifier }
  await expect(app.acquireTokenByCode(elsewhere)).rejects.toThrow('AADSTS500112')

  await redeem(app, came)
  await expect(redeem(app, came)).rejects.toThrow('AADSTS54005')
})

test('a code that nobody fetched in ten minutes has expired', async () => {
  const sandbox = await aSandbox()
  const app = msalFor(sandbox)
  const came = await signIn(app, dana)
  await send(sandbox.origin, 'POST', '/_sandbox/clock', { advance: 11 * 60_000 })
  await expect(redeem(app, came)).rejects.toThrow('AADSTS70008')
})

test('the app gets a token of its own, but not with a wrong secret', async () => {
  const sandbox = await aSandbox()
  const asked = { scopes: ['https://graph.microsoft.com/.default'] }
  const result = await msalFor(sandbox).acquireTokenByClientCredential(asked)
  expect(result?.accessToken).toBeTruthy()
  expect(result?.expiresOn?.getTime()).toBeGreaterThan(Date.now() + 3000_000)

  const wrong = msalFor(sandbox, 'guessed').acquireTokenByClientCredential(asked)
  await expect(wrong).rejects.toMatchObject({
    errorCode: 'invalid_client',
    errorMessage: expect.stringContaining('7000215')
  })
  expect((await journalOf(sandbox.origin)).map(({ actor, status }) => [actor, status])).toEqual([
    ['app', 200],
    [null, 401]
  ])
})

const authorize = (sandbox: { origin: string }, changes: Record<string, string>) => {
  const query = new URLSearchParams({
    client_id: tenants.acme.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid profile',
    state: 's',
    ...changes
  })
  return `${sandbox.origin}/${tenants.acme.id}/oauth2/v2.0/authorize?${query}`
}
const go = (url: string) => fetch(url, { redirect: 'manual' })

test('a hint is shown first on the page; with prompt=none it is enough', async () => {
  const sandbox = await aSandbox()
  const page = await (await go(authorize(sandbox, { login_hint: dana.toUpperCase() }))).text()
  expect(page.indexOf('Dana Whitfield')).toBeLessThan(page.indexOf('Olga Okafor'))

  const silent = await go(authorize(sandbox, { login_hint: dana, prompt: 'none' }))
  expect(new URL(silent.headers.get('location') ?? '').searchParams.get('code')).toBeTruthy()
  const unknown = await go(authorize(sandbox, { prompt: 'none' }))
  expect(unknown.headers.get('location')).toContain('error=login_required')
})

test('a person who cancels goes back to the app with access_denied', async () => {
  const sandbox = await aSandbox()
  const { pathname, search } = new URL(authorize(sandbox, {}))
  const back = await sendForm(sandbox.origin, pathname + search, { cancel: '1' })
  expect(back.headers.get('location')).toContain('error=access_denied')
  expect(back.headers.get('location')).toContain('state=s')
})

test('an app that asked for form_post gets a form', async () => {
  const sandbox = await aSandbox()
  const { pathname, search } = new URL(authorize(sandbox, { response_mode: 'form_post', state: '"><b>' }))
  const page = await (await sendForm(sandbox.origin, pathname + search, { as: dana })).text()
  expect(page).toContain(`action="${redirectUri}"`)
  expect(page).toMatch(/name="code" value="[\w-]{40,}"/)
  expect(page).toContain('name="state" value="&quot;&gt;&lt;b&gt;"')
})

test.each([
  ['another app', { client_id: 'nobody' }, 'AADSTS700016'],
  ['an address that is none', { redirect_uri: 'javascript:alert(1)' }, 'AADSTS50011']
])('nobody is sent anywhere for %s', async (_, change, number) => {
  const refused = await go(authorize(await aSandbox(), change))
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain(number)
})

test.each([
  ['an implicit token', { response_type: 'id_token' }, 'AADSTS700054'],
  ['a permission that does not exist', { scope: 'openid Calendar.Reed' }, 'AADSTS650053']
])('the app is told that it cannot ask for %s', async (_, change, number) => {
  const refused = await go(authorize(await aSandbox(), change))
  expect(new URL(refused.headers.get('location') ?? '').searchParams.get('error_description')).toContain(number)
})

test('a disabled person cannot sign in', async () => {
  const sandbox = await aSandbox()
  await send(sandbox.origin, 'POST', '/_sandbox/person', { person: dana, accountEnabled: false })
  const { pathname, search } = new URL(authorize(sandbox, {}))
  const refused = await sendForm(sandbox.origin, pathname + search, { as: dana })
  expect(await refused.text()).toContain('AADSTS50057')
})

test('the token endpoint refuses in OAuth words with a number', async () => {
  const { origin, settings } = await aSandbox()
  const client = { client_id: settings.ENTRA_CLIENT_ID ?? '', client_secret: settings.ENTRA_CLIENT_SECRET ?? '' }
  const ask = async (fields: Record<string, string>) => (await sendForm(origin, tokenPath, fields)).json()

  expect(await ask({})).toMatchObject({ error: 'invalid_request', error_codes: [900144] })
  expect(await ask({ ...client, grant_type: 'password' })).toMatchObject({ error: 'unsupported_grant_type' })
  expect(await ask({ ...client, grant_type: 'client_credentials', scope: 'User.Read' })).toMatchObject({
    error: 'invalid_scope',
    error_codes: [1002012]
  })
  expect(await ask({ ...client, grant_type: 'refresh_token', refresh_token: 'a.b' })).toMatchObject({
    error: 'invalid_grant'
  })
  const elsewhere = await sendForm(origin, '/elsewhere/oauth2/v2.0/token', client)
  expect(await elsewhere.json()).toMatchObject({ error_codes: [90002] })
})

test('an app with a certificate needs no secret', async () => {
  const { origin, settings } = await aSandbox()
  const id = settings.ENTRA_CLIENT_ID ?? ''
  const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`
  const ask = (client_assertion: string) =>
    sendForm(origin, tokenPath, {
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
      client_id: id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion
    })
  expect((await ask(jwt({ iss: id, sub: id, exp: Date.now() / 1000 + 60 }))).status).toBe(200)
  expect((await ask(jwt({ iss: id, sub: id, exp: Date.now() / 1000 - 60 }))).status).toBe(401)
  expect((await ask('nonsense')).status).toBe(401)
})

test('an app may also say its secret as Basic', async () => {
  const { origin } = await aSandbox()
  const ask = (credentials: string) =>
    fetch(origin + tokenPath, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'https://graph.microsoft.com/.default' })
    })
  expect((await ask(`${tenants.acme.clientId}:sandbox%2Donly%2Dsecret`)).status).toBe(200)
  expect((await ask(`${tenants.acme.clientId}:%`)).status).toBe(401)
  expect((await ask('')).status).toBe(400)
})

test('signing out goes back to the app', async () => {
  const { origin } = await aSandbox()
  const path = `/${tenants.acme.id}/oauth2/v2.0/logout?post_logout_redirect_uri=http://127.0.0.1:3000/bye`
  expect((await send(origin, 'GET', path)).headers.get('location')).toBe('http://127.0.0.1:3000/bye')
})
