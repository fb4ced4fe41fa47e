import { expect, test } from 'vitest'
import { readToken, type Token, writeToken } from '../../sandbox/entra/tokens.ts'
import type { Ground } from '../../sandbox/face.ts'
import { aSandbox, send } from './asking.ts'

const ground = (world: Ground['world'], secret: string, now = 1_000_000): Ground => ({
  world,
  now: () => now,
  next: () => 1,
  documents: { entra: { 'token secret': secret }, graph: {}, salesforce: {} },
  changed: () => {}
})

test('a test asks for a token of Dana, of the app, or an expired one', async () => {
  const { origin } = await aSandbox()
  const ask = async (wish: object) => {
    const answer = await send(origin, 'POST', '/_sandbox/token', wish)
    return { status: answer.status, ...((await answer.json()) as { access_token: string; error?: string }) }
  }
  const inside = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
  const dana = await ask({ as: 'dana.whitfield@acme.example', scopes: 'Calendars.Read User.Read' })
  expect(inside(dana.access_token)).toMatchObject({ kind: 'user', scopes: ['Calendars.Read', 'User.Read'], roles: [] })
  const app = await ask({ as: 'app', roles: ['Calendars.Read'] })
  expect(inside(app.access_token)).toMatchObject({ kind: 'app', scopes: [], roles: ['Calendars.Read'] })
  expect(inside((await ask({ as: 'app', expired: true })).access_token).expires).toBeLessThan(Date.now())
  expect(await ask({ as: 'nobody' })).toMatchObject({ status: 400, error: expect.stringContaining('nobody') })
})

test('a token is read by the sandbox that wrote it, for as long as it lasts', () => {
  const token: Token = { kind: 'user', user: 'dana', scopes: ['User.Read'], roles: [], expires: 2_000_000 }
  const bearer = writeToken(ground('acme', 'a'), token)
  expect(readToken(ground('acme', 'a'), bearer)).toEqual(token)
  expect(readToken(ground('acme', 'a', 2_000_000), bearer)).toBe('expired')
  expect(readToken(ground('acme', 'b'), bearer), 'another sandbox').toBeUndefined()
  expect(readToken(ground('contoso', 'a'), bearer), 'another tenant').toBeUndefined()
  expect(readToken(ground('acme', 'a'), `${bearer}x`)).toBeUndefined()
  expect(readToken(ground('acme', 'a'), '')).toBeUndefined()
})
