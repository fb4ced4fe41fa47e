import { expect, test } from 'vitest'
import { appToken } from '../../src/identity/app-token.ts'
import { useAcme } from './acme.ts'
import { loopback, nobody, sendJson, silence } from './loopback.ts'

const acme = useAcme()

/** An Entra that counts the tokens it gives. */
async function counting() {
  const entra = await loopback((_, response, before) =>
    sendJson(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: `token-${before + 1}` })
  )
  return { entra, token: appToken({ ...acme.entra, authority: entra.origin, timeLimit: 200 }) }
}

test('the application gets a token of its own, and Graph takes it', async () => {
  const bearer = await appToken(acme.entra).get()
  const read = await fetch(`${acme.origin}/v1.0/users`, { headers: { authorization: `Bearer ${bearer}` } })
  expect(read.status).toBe(200)
})

test('many who need the token at once ask Entra once, and later ones not at all', async () => {
  const { entra, token } = await counting()
  expect(new Set(await Promise.all(Array.from({ length: 20 }, () => token.get())))).toEqual(new Set(['token-1']))
  expect(await token.get()).toBe('token-1')
  expect(entra.heard.length).toBe(1)
  expect(entra.heard[0]?.body).toContain('grant_type=client_credentials')
})

test('many whose token is refused at once make one renewal', async () => {
  const { entra, token } = await counting()
  const refused = await token.get()
  expect(new Set(await Promise.all(Array.from({ length: 20 }, () => token.renew(refused))))).toEqual(
    new Set(['token-2'])
  )
  expect(await token.renew(refused)).toBe('token-2') // who was slow to notice
  expect(await token.get()).toBe('token-2')
  expect(entra.heard.length).toBe(2)
})

test('an Entra that gives no token is a failure, and the next one is asked for anew', async () => {
  const { ENTRA_CLIENT_ID: clientId = '' } = acme.settings
  await expect(appToken({ ...acme.entra, clientId, clientSecret: 'wrong' }).get()).rejects.toThrow()
  await expect(appToken({ ...acme.entra, authority: await nobody() }).get()).rejects.toThrow()

  const silent = await loopback((_, response, before) =>
    before === 0 ? silence() : sendJson(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: 'late' })
  )
  const token = appToken({ ...acme.entra, authority: silent.origin, timeLimit: 200 })
  await expect(token.get()).rejects.toThrow()
  expect(await token.get()).toBe('late')
})
