import { expect, test } from 'vitest'
import { sendForm } from './asking.ts'
import { anOrg, signIn, username } from './salesforce-caller.ts'

const refusal = async (answer: Response) => [answer.status, await answer.json()]

test('a lifetime in milliseconds instead of seconds is refused', async () => {
  const { sandbox } = await anOrg()
  const answer = await signIn(sandbox, { sub: username('olga'), exp: Date.now() + 120_000 })
  expect(await refusal(answer)).toMatchObject([400, { error: 'invalid_grant' }])
})

test('an assertion that names another algorithm is refused, however it is signed', async () => {
  const { sandbox } = await anOrg()
  const answer = await signIn(sandbox, { sub: username('olga') }, { alg: 'none' })
  expect(await refusal(answer)).toEqual([400, { error: 'invalid_grant', error_description: 'invalid assertion' }])
})

test('somebody without a Salesforce user cannot be impersonated', async () => {
  const { sandbox } = await anOrg()
  const answer = await signIn(sandbox, { sub: 'fay.moreau@acme.example' })
  expect(await refusal(answer)).toEqual([
    400,
    { error: 'invalid_grant', error_description: "user hasn't approved this consumer" }
  ])
})

test('a wrong secret of the app is refused', async () => {
  const { sandbox } = await anOrg()
  const answer = await sendForm(sandbox.origin, '/services/oauth2/token', {
    grant_type: 'client_credentials',
    client_id: 'APP_KEY',
    client_secret: 'guessed'
  })
  expect(await refusal(answer)).toMatchObject([400, { error: 'invalid_client' }])
})

test('a revoked token opens nothing more', async () => {
  const { sandbox } = await anOrg()
  const { access_token: token } = (await (await signIn(sandbox, { sub: username('olga') })).json()) as Record<
    string,
    string
  >
  const limits = () =>
    fetch(`${sandbox.origin}/services/data/v67.0/limits`, { headers: { authorization: `Bearer ${token}` } })
  expect((await limits()).status).toBe(200)
  expect((await sendForm(sandbox.origin, '/services/oauth2/revoke', { token: String(token) })).status).toBe(200)
  expect((await limits()).status).toBe(401)
})

test('a token goes on after a reset, but not for longer than a session lasts', async () => {
  const { sandbox, as } = await anOrg()
  const asOlga = await as('olga')
  sandbox.reset()
  expect((await asOlga('GET', '/limits')).status).toBe(200)
  await fetch(`${sandbox.origin}/_sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: 3 * 60 * 60_000 })
  })
  expect((await asOlga('GET', '/limits')).body).toEqual([
    { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }
  ])
})
