// The way to somebody's rights, walked by somebody who wants more of them: crafted requests, and what each of them gets.
import { describe, expect, test } from 'vitest'
import { hashOf } from '../../../server/plugins/session.ts'
import type { Link } from '../../../src/links/link.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { objectIdOf } from '../../../src/people/person.ts'
import { HOUR } from '../../../src/time/instant.ts'
import { dana, eve, halfHours, mondayMorning, olga, sam, tenant } from '../../world/cast.ts'
import { form } from '../../world/pages.ts'
import { editor } from '../../world/services.ts'
import { consoleOf, olgasPath } from './desk.ts'
import { availabilityForm, timeSlotForm } from './forms.ts'

const piet: Organizer = {
  ...olga,
  id: `${tenant}/a0c3e000-0000-4000-8000-000000000010`,
  name: 'Piet Jansen',
  address: 'p@acme.example'
}
const pietsPath = `/console/organizers/${objectIdOf(piet.id)}`
const pietsLink: Link = {
  ...halfHours,
  id: '00000000-0000-4000-8000-0000000000f1',
  organizer: piet,
  madeBy: piet,
  initiator: piet
}

const nobody = { ...(editor as Exclude<typeof editor, { unknown: string }>), folder: 'none', delegate: false } as const

/** Dana is Olga's delegate, and nothing to Piet. */
async function twoOrganizers() {
  const here = await consoleOf({ organizers: [{ ...olga }, { ...piet }], links: [halfHours, pietsLink] })
  here.services.standings.of = async ({ id }, organizer) =>
    (organizer.id === olga.id ? here.outside.standings[id] : undefined) ?? nobody
  const linksOf = async () =>
    JSON.stringify([await here.services.links.ofOrganizer(olga.id), await here.services.links.ofOrganizer(piet.id)])
  return { ...here, linksOf }
}

describe('ids of another organizer', () => {
  test.each([
    ['his week', 'GET', pietsPath],
    ['his holds', 'GET', `${pietsPath}/holds`],
    ['his people', 'GET', `${pietsPath}/people`],
    ['a form for his links', 'GET', `${pietsPath}/availability-links/new`],
    ['a link of his', 'GET', `/console/links/${pietsLink.id}`],
    ['his bookings', 'GET', `/console/bookings?organizer=${objectIdOf(piet.id)}`],
    ['an availability link of his', 'POST', `${pietsPath}/availability-links`],
    ['a time-slot link of his', 'POST', `${pietsPath}/time-slot-links`],
    ['the revocation of his link', 'POST', `/console/links/${pietsLink.id}/revocation`],
    ['a grant of his', 'POST', `${pietsPath}/people/${objectIdOf(dana.id)}/grant`],
    ['more rights for all his delegates', 'POST', `${pietsPath}/people/delegates-need-grant`]
  ])('%s: Dana gets nothing of it, and nothing is changed', async (_, method, url) => {
    const { as, linksOf } = await twoOrganizers()
    const danas = await as(dana)
    const before = await linksOf()
    const fields = {
      ...availabilityForm(),
      ...timeSlotForm(),
      sure: 'yes',
      address: dana.address,
      level: 'editor',
      links: 'keep'
    }
    const answer = method === 'GET' ? await danas.get(url) : await danas.post(url, fields, '/console')
    expect([403, 404]).toContain(answer.statusCode)
    expect(answer.body).not.toContain('Meeting with')
    expect(await linksOf()).toBe(before)
  })

  test('a field that names him does not turn a link for Olga into one of his, nor anything else about it', async () => {
    const { as, services } = await twoOrganizers()
    const crafted = {
      ...{ organizerId: piet.id, id: pietsLink.id, tenant: 'x', keeper: olga.id, actor: olga.id },
      ...{ createdAt: '0', revokedAt: '', token: 'x'.repeat(32), right: 'organizer' }
    }
    const answer = await (await as(dana)).post(
      `${olgasPath}/availability-links`,
      [...Object.entries(crafted), ...availabilityForm()] as [string, string][],
      `${olgasPath}/availability-links/new`
    )
    expect(answer.statusCode).toBe(303)
    const [made] = (await services.links.ofOrganizer(olga.id)).filter(({ link }) => link.id !== halfHours.id)
    expect(made?.link).toMatchObject({
      organizer: { id: olga.id },
      madeBy: { id: dana.id },
      initiator: { id: dana.id }
    })
    expect(made?.link).toMatchObject({ createdAt: mondayMorning, revokedAt: null })
    expect(await services.links.ofOrganizer(piet.id)).toHaveLength(1)
  })
})

describe('looking changes nothing', () => {
  test('no address that changes something by POST does so by GET, HEAD, PUT or an override', async () => {
    const { app, as, linksOf, audited } = await twoOrganizers()
    const olgas = await as(olga)
    const before = await linksOf()
    const ids: Record<string, string> = {
      ':id': `${halfHours.id}`,
      ':person': objectIdOf(dana.id),
      ':token': 'x'.repeat(32),
      ':key': 'x'.repeat(32)
    }
    for (const route of app.changing) {
      const url = route
        .slice(route.indexOf(' ') + 1)
        .replace('/organizers/:id', `/organizers/${objectIdOf(olga.id)}`)
        .replaceAll(/:\w+/g, (name) => ids[name] ?? 'x')
      for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'] as const) {
        const headers = { cookie: olgas.cookie(), 'x-http-method-override': 'POST' }
        const answer = await app.inject({ method, url: `${url}?_method=POST&sure=yes`, headers })
        expect(answer.statusCode, `${method} ${url}`).toBeLessThan(500)
      }
    }
    expect(await linksOf()).toBe(before)
    expect(audited).toEqual([])
  })
})

describe('forms from elsewhere', () => {
  const revocation = `/console/links/${halfHours.id}/revocation`
  const crossSite: [string, Record<string, string>][] = [
    ['another site, as browsers say it', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling of our site', { 'sec-fetch-site': 'same-site' }],
    ['another origin, as older browsers say it', { origin: 'https://evil.example' }]
  ]

  test.each(crossSite)('with a good token, from %s: refused', async (_, headers) => {
    const { app, as, services } = await consoleOf()
    const danas = await as(dana)
    const token =
      /name="_csrf" value="([^"]+)"/.exec((await danas.get(`/console/links/${halfHours.id}`)).body)?.[1] ?? ''
    const asked = form(revocation, [
      ['_csrf', token],
      ['sure', 'yes']
    ])
    const answer = await app.inject({ ...asked, headers: { ...asked.headers, cookie: danas.cookie(), ...headers } })
    expect(answer.statusCode).toBe(403)
    expect((await services.links.find(halfHours.id))?.link.revokedAt).toBeNull()
  })

  test.each([
    ['without a token', () => ''],
    ['with somebody else’s token', (others: string) => others],
    ['with a token in the address', () => '']
  ])('%s: refused', async (name, tokenFrom) => {
    const { app, as, services } = await consoleOf()
    const danas = await as(dana)
    const token = async (desk: typeof danas) =>
      /name="_csrf" value="([^"]+)"/.exec((await desk.get(`/console/links/${halfHours.id}`)).body)?.[1] ?? ''
    const own = await token(danas)
    const asked = form(revocation, [
      ['_csrf', tokenFrom(await token(await as(eve)))],
      ['sure', 'yes']
    ])
    const url = name.includes('address') ? `${revocation}?_csrf=${encodeURIComponent(own)}` : revocation
    const headers = { ...asked.headers, cookie: danas.cookie() }
    expect((await app.inject({ ...asked, url, headers })).statusCode).toBe(403)
    expect((await services.links.find(halfHours.id))?.link.revokedAt).toBeNull()
  })

  test.each(['text/plain', 'application/json', 'multipart/form-data', 'application/json\tx', ''])(
    'of the type %j: refused',
    async (type) => {
      const { app, as, services } = await consoleOf()
      const danas = await as(dana)
      const payload = '{"sure":"yes"}'
      const headers = { cookie: danas.cookie(), ...(type && { 'content-type': type }) }
      const answer = await app.inject({ method: 'POST', url: revocation, headers, payload })
      expect([400, 403, 415]).toContain(answer.statusCode)
      expect((await services.links.find(halfHours.id))?.link.revokedAt).toBeNull()
    }
  )
})

describe('sessions', () => {
  test('a cookie that was planted before signing in does not become a session', async () => {
    const { app, services } = await consoleOf()
    const planted = app.signCookie('planted by somebody')
    const begun = await app.inject({
      url: '/sign-in',
      headers: { cookie: `__Host-session=${encodeURIComponent(planted)}` }
    })
    const cookies = begun.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    const done = await app.inject({
      url: '/sign-in/callback?code=x&state=y',
      headers: { cookie: [`__Host-session=${encodeURIComponent(planted)}`, ...cookies].join('; ') }
    })
    const session = done.cookies.find(({ name }) => name === '__Host-session')
    expect(done.statusCode).toBe(303)
    expect(session?.value).toBeDefined()
    expect(session?.value).not.toBe(planted)
    expect(await services.sessions.find(hashOf('planted by somebody'), services.clock())).toBeUndefined()
    expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
  })

  test('a cookie that is not signed by us, or whose session has ended, is nobody', async () => {
    const { app, as, services, world } = await consoleOf()
    const danas = await as(dana)
    for (const cookie of [
      `__Host-session=session of ${dana.name}`,
      '__Host-session=x.y',
      '__Host-session=',
      'session=x'
    ])
      expect((await app.inject({ url: '/console', headers: { cookie } })).statusCode).toBe(303)
    expect((await danas.get('/console')).statusCode).toBe(200)
    world.outside.now += 10 * HOUR
    expect((await danas.get('/console')).statusCode).toBe(303)
    expect(await services.sessions.find(hashOf(`session of ${dana.name}`), services.clock())).toBeUndefined()
  })

  test('signing out ends it for good: the old cookie opens nothing', async () => {
    const { app, as } = await consoleOf()
    const danas = await as(dana)
    const old = danas.cookie()
    await app.inject({ method: 'POST', url: '/sign-out', headers: { cookie: old, 'sec-fetch-site': 'same-origin' } })
    expect((await app.inject({ url: '/console', headers: { cookie: old } })).statusCode).toBe(303)
  })

  test('a sign-in without its own beginning is none', async () => {
    const { app } = await consoleOf()
    const { statusCode, cookies } = await app.inject({ url: '/sign-in/callback?code=stolen&state=stolen' })
    expect([statusCode, cookies.some(({ name, value }) => name === '__Host-session' && value !== '')]).toEqual([
      403,
      false
    ])
  })
})

describe('the history', () => {
  test('of others is not to be had by any field of the search', async () => {
    const { as, services } = await consoleOf()
    const asked: unknown[] = []
    services.auditLog.find = async (search) => {
      asked.push(search.concerning)
      return []
    }
    const sams = await as(sam)
    for (const query of ['', '?organizer=Olga', '?person=Dana', '?concerning=', '?before=1', '?act=revoke+link'])
      for (const ending of ['', '.csv', '.json']) await sams.get(`/console/audit${ending}${query}`)
    expect(asked).toEqual(Array(18).fill(sam.id))
  })

  test('needs a session, as everything in the console does', async () => {
    const { app } = await consoleOf()
    for (const ending of ['', '.csv', '.json'])
      expect((await app.inject({ url: `/console/audit${ending}` })).statusCode).toBe(303)
  })
})
