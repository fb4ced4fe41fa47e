import { describe, expect, test } from 'vitest'
import { DAY } from '../../../src/time/instant.ts'
import { halfHours, mondayMorning, olga } from '../../world/cast.ts'
import { flawsOf, form, textOf, titleOf } from '../../world/pages.ts'
import { consoleOf } from '../console/desk.ts'

async function world(links = [halfHours]) {
  const { app, services, audited } = await consoleOf({ links })
  const address = (id = halfHours.id, until = mondayMorning + DAY) => `/revoke/${services.revocations.of(id, until)}`
  const revokedAt = async () => (await services.links.find(halfHours.id))?.link.revokedAt
  return { app, services, audited, address, revokedAt }
}

describe('an address from the daily summary', () => {
  test('asks first, and changes nothing however often it is opened', async () => {
    const { app, address, revokedAt, audited } = await world()
    for (let n = 0; n < 3; n++) {
      const { statusCode, body, headers } = await app.inject(address())
      expect(statusCode).toBe(200)
      expect(titleOf(body)).toBe('Revoke “Meeting with Olga Okafor”?')
      expect(textOf(body)).toContain('Offered by Dana Whitfield on behalf of Olga Okafor')
      expect(flawsOf(body)).toEqual([])
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
      expect(headers['set-cookie']).toBeUndefined()
    }
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE'] as const)
      expect((await app.inject({ method, url: address() })).statusCode).toBe(404)
    expect(await revokedAt()).toBeNull()
    expect(audited).toEqual([])
  })

  test('revokes with its button, without signing in, and twice is once', async () => {
    const { app, address, revokedAt, audited } = await world()
    const url = address()
    for (let n = 0; n < 2; n++) {
      const answer = await app.inject(form(url, {}))
      expect(answer.statusCode).toBe(303)
      expect(answer.headers.location).toBe(url)
      expect(await revokedAt()).toBe(mondayMorning)
    }
    const { body } = await app.inject(url)
    expect(titleOf(body)).toBe('The link is revoked')
    expect(body).not.toContain('<form')
    expect(flawsOf(body)).toEqual([])
    expect(audited).toMatchObject([
      {
        actor: olga.id,
        organizer: olga.id,
        right: 'organizer',
        act: 'revoke link',
        object: `link ${halfHours.id}`,
        result: 'revoked, from the daily summary'
      }
    ])
  })

  test('is no help to another site’s page', async () => {
    const { app, address, revokedAt } = await world()
    const asked = form(address(), {})
    const answer = await app.inject({ ...asked, headers: { ...asked.headers, 'sec-fetch-site': 'cross-site' } })
    expect(answer.statusCode).toBe(403)
    expect(await revokedAt()).toBeNull()
  })

  test.each(['GET', 'POST'] as const)(
    'says that it is over, or not complete, and changes nothing: %s',
    async (method) => {
      const { app, address, revokedAt, services } = await world()
      const gone = '00000000-0000-4000-8000-00000000dead'
      for (const [url, words] of [
        [address(halfHours.id, mondayMorning), 'works for two weeks'],
        [address().slice(0, -1), 'It is not complete'],
        ['/revoke/x', 'It is not complete'],
        [`/revoke/${services.tokens.ofLink(halfHours.id)}`, 'It is not complete'],
        [address(gone), 'It is not complete']
      ] as const) {
        const { statusCode, body } = await app.inject(method === 'GET' ? url : form(url, {}))
        expect(statusCode).toBe(410)
        expect(textOf(body)).toContain(words)
        expect(flawsOf(body)).toEqual([])
      }
      expect(await revokedAt()).toBeNull()
    }
  )
})
