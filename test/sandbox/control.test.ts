import { expect, test } from 'vitest'
import { tenants } from '../../sandbox/directory.ts'
import { aSandbox, journalOf, send, sendForm } from './asking.ts'

test('somebody who opens the sandbox finds the page with its people', async () => {
  const { origin } = await aSandbox()
  const answer = await fetch(origin)
  expect(answer.url).toBe(`${origin}/_sandbox`)
  const page = await answer.text()
  for (const words of [
    'Olga Okafor',
    'dana.whitfield@acme.example',
    'Calendars',
    'Reset everything',
    'SALESFORCE_PRIVATE_KEY'
  ]) {
    expect(page).toContain(words)
  }
  expect(page).not.toContain('<script')
})

test('what a stranger asked is shown on the page as text', async () => {
  const { origin } = await aSandbox()
  await send(origin, 'GET', '/v1.0/users?q=<script>alert(1)</script>')
  await send(origin, 'POST', '/_sandbox/trouble', { cloud: 'graph', kind: 'status', path: '<img onerror=x>' })
  const page = await (await fetch(origin)).text()
  expect(page).not.toMatch(/<script|<img/)
})

test('the state names the world, the mailboxes and the Salesforce objects', async () => {
  const { origin } = await aSandbox({ world: 'contoso' })
  const state = await (await send(origin, 'GET', '/_sandbox/state')).json()
  expect(state).toMatchObject({ world: 'contoso', mailboxes: expect.any(Object), salesforce: expect.any(Object) })
})

test('a reset begins another world, clears journal, trouble and clock, and keeps the keys of the app', async () => {
  const sandbox = await aSandbox()
  const { origin } = sandbox
  const key = sandbox.settings.SALESFORCE_PRIVATE_KEY
  await send(origin, 'POST', '/_sandbox/trouble', { cloud: 'graph', kind: 'status', times: 5 })
  await send(origin, 'POST', '/_sandbox/clock', { now: '2030-01-01T00:00:00Z' })
  await send(origin, 'POST', '/_sandbox/person', { person: 'Max', accountEnabled: false })
  await send(origin, 'GET', '/v1.0/users')

  expect(await (await send(origin, 'POST', '/_sandbox/reset', { world: 'contoso' })).json()).toEqual({
    world: 'contoso'
  })
  expect(await journalOf(origin)).toEqual([])
  expect(await (await send(origin, 'GET', '/_sandbox/trouble')).json()).toEqual([])
  expect(sandbox.settings.ENTRA_TENANT_ID).toBe(tenants.contoso.id)
  expect(sandbox.settings.SALESFORCE_PRIVATE_KEY).toBe(key)

  await sendForm(origin, '/_sandbox/reset', { world: 'acme' })
  expect(await (await fetch(origin)).text()).not.toContain('(disabled)')
})

test('a form on the page leads back to the page', async () => {
  const { origin } = await aSandbox()
  const done = await sendForm(origin, '/_sandbox/trouble', {
    cloud: 'graph',
    kind: 'delay',
    method: '',
    path: '',
    times: '1',
    status: '',
    retryAfter: '',
    ms: '5'
  })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/_sandbox'])
  const wrong = await sendForm(origin, '/_sandbox/reset', { world: 'narnia' })
  expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('no world &quot;narnia&quot;')])
})

test.each([
  ['dana', 'Editor', 'write'],
  ['ARI.WEISS@ACME.EXAMPLE', 'author', 'custom'],
  ['Rae Lindqvist', 'Reviewer', 'read'],
  ['a0c3e000-0000-4000-8000-000000000008', 'delegateWithPrivateEventAccess', 'delegateWithPrivateEventAccess'],
  ['sam', 'none', 'none']
])('an owner gives %s the right of %s', async (person, role, told) => {
  const { origin } = await aSandbox()
  const answer = await send(origin, 'PUT', '/_sandbox/permission', { organizer: 'olga', person, role })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ organizer: 'olga.okafor@acme.example', role: told })
})

test.each([
  [{ organizer: 'olga', person: 'dana', role: 'boss' }, 'no role "boss"'],
  [{ organizer: 'olga', person: 'grace', role: 'write' }, 'Nobody in this world is called "grace"'],
  [{ person: 'dana', role: 'write' }, 'Say who the organizer is'],
  [{ organizer: 'olga', person: 'Olga', role: 'write' }, 'the same']
])('a right that makes no sense is refused with a sentence: %j', async (fields, words) => {
  const { origin } = await aSandbox()
  const answer = await send(origin, 'PUT', '/_sandbox/permission', fields)
  expect(answer.status).toBe(400)
  expect(((await answer.json()) as { error: string }).error).toContain(words)
})

test('the journal names who asked for what, and no secret', async () => {
  const { origin, settings } = await aSandbox()
  const path = `/${tenants.acme.id}/oauth2/v2.0/token`
  await sendForm(origin, `${path}?client-request-id=7&access_token=s3cret`, {
    grant_type: 'client_credentials',
    scope: 'https://graph.microsoft.com/.default',
    client_id: settings.ENTRA_CLIENT_ID ?? '',
    client_secret: settings.ENTRA_CLIENT_SECRET ?? ''
  })
  const journal = await journalOf(origin)
  expect(journal).toMatchObject([{ cloud: 'entra', method: 'POST', path, actor: 'app', status: 200 }])
  expect(Date.parse(String(journal[0]?.at))).toBeGreaterThan(Date.now() - 60_000)
  expect(JSON.stringify(journal)).not.toMatch(/s3cret|sandbox-only-secret/)
})

test('nobody answers for a path of no cloud, and a body too large is refused', async () => {
  const { origin } = await aSandbox()
  expect((await send(origin, 'GET', '/beta/me')).status).toBe(404)
  expect((await send(origin, 'PUT', '/_sandbox/nothing', {})).status).toBe(404)
  expect((await send(origin, 'POST', '/_sandbox/reset', [])).status).toBe(400)
  expect((await send(origin, 'POST', '/v1.0/$batch', 'x'.repeat(9 * 1024 * 1024))).status).toBe(413)
})
