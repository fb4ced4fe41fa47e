// Every act by every person of the cast under every right that Exchange can give: asked through pages and by crafted requests,
// with the real clients against the imitated clouds. What comes out is written down here once more, slowly.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/start.ts'
import { createApp } from '../../server/app.ts'
import { compose } from '../../server/compose.ts'
import { readConfig } from '../../server/config.ts'
import { enrolConfigured } from '../../server/enrol.ts'
import { hashOf } from '../../server/plugins/session.ts'
import { objectIdOf, type Person } from '../../src/people/person.ts'
import { DAY, HOUR } from '../../src/time/instant.ts'
import { availabilityForm, timeSlotForm } from '../pages/console/forms.ts'
import { ari, cora, dana, eve, fay, max, olga, rae, sam } from '../world/cast.ts'
import { granted } from '../world/grants.ts'
import { form, valuesOf } from '../world/pages.ts'

/** Two mornings in three weeks, whatever day it is. */
const soon = [20, 21].map(
  (days) => `${new Date(Math.ceil(Date.now() / DAY) * DAY + days * DAY + 9 * HOUR).toISOString().slice(0, 16)}Z/30`
)
const slotsForm = () => timeSlotForm({}, soon)

const path = `/console/organizers/${objectIdOf(olga.id)}`
let sandbox: Sandbox
let composed: Awaited<ReturnType<typeof compose>>
let app: Awaited<ReturnType<typeof createApp>>
let folder: string
/** A link that Olga has made herself. */
let olgas: string

beforeAll(async () => {
  sandbox = await startSandbox({ world: 'acme' })
  folder = mkdtempSync(join(tmpdir(), 'onbehalf-acts-'))
  const told = {
    ORGANIZERS: olga.address,
    ADMINISTRATORS: max.address,
    WORKER: 'no',
    PUBLIC_ORIGIN: 'https://book.acme.example'
  }
  const config = readConfig({ ...sandbox.settings, DATA_DIR: folder, ...told })
  composed = await compose(config, pino({ level: 'silent' }), { alone: true })
  app = await createApp({ services: composed.services, cookieKey: composed.keys.cookies })
  await enrolConfigured(config.organizers, composed.services)
  const made = await (await at(olga)).post(
    `${path}/availability-links`,
    availabilityForm(),
    `${path}/availability-links/new`
  )
  olgas = String(made.headers.location).split(/[/?]/)[3] ?? ''
})
afterAll(async () => {
  await app.close()
  await composed.close()
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

async function told(path: string, body: object) {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${sandbox.origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json() as Promise<Record<string, string>>
}

/** Her right changes in Outlook, and the minute for which a right is believed has passed. */
async function given(person: Person, more: object) {
  await told('/_sandbox/permission', { organizer: olga.address, person: person.address, ...more })
  ;(composed.services.standings as unknown as { forget(): void }).forget()
}

const desks = new Map<string, ReturnType<typeof sitDown>>()
const at = (person: Person) => {
  const desk = desks.get(person.id) ?? sitDown(person)
  desks.set(person.id, desk)
  return desk
}

/** Signed in, with a token of her own as sign-in keeps it. */
async function sitDown({ id, name, address }: Person) {
  const value = `session of ${name}`
  const { access_token = '' } = await told('/_sandbox/token', { as: address })
  const now = Date.now()
  await composed.services.sessions.start({
    hash: hashOf(value),
    person: { id, name, address },
    startedAt: now,
    endsAt: now + 10 * HOUR,
    sealedToken: composed.services.signIn.seal(access_token),
    tokenEndsAt: now + HOUR
  })
  const jar = new Map([['__Host-session', app.signCookie(value)]])
  const headers = () => ({
    cookie: [...jar].map(([key, content]) => `${key}=${encodeURIComponent(content)}`).join('; ')
  })
  const get = async (url: string) => {
    const answer = await app.inject({ url, headers: headers() })
    for (const cookie of answer.cookies) jar.set(cookie.name, cookie.value)
    return answer
  }
  let token = ''
  return {
    get,
    /** Where the page with the form is refused to her, she takes the token of another one: the request is crafted. */
    async post(url: string, fields: Record<string, string> | [string, string][], page = '/console') {
      token = valuesOf((await get(page)).body, '_csrf')[0] ?? token
      const asked = form(url, [['_csrf', token], ...(Array.isArray(fields) ? fields : Object.entries(fields))])
      return app.inject({ ...asked, headers: { ...asked.headers, ...headers() } })
    }
  }
}

const outcome = ({ statusCode, body }: { statusCode: number; body: string }) =>
  statusCode < 400 ? 'yes' : (/<code>(\w+)<\/code>/.exec(body)?.[1] ?? String(statusCode))

const [yes, none, role, priv] = ['yes', 'no_grant', 'role_reviewer', 'private_hidden']

// biome-ignore format: a table that an assistant can proof-read
const table: [right: string, week: string, titles: boolean, slots: string, availability: string, clearMark: string][] = [
  // role in Exchange                    week  titles slots availability  clear a private mark
  ['none',                               none, false, none, none,         none],
  ['freeBusyRead',                       none, false, none, none,         none],
  ['limitedRead',                        yes,  true,  role, role,         priv],
  ['read',                               yes,  true,  role, role,         priv],
  ['custom',                             none, false, none, none,         none],
  ['write',                              yes,  true,  none, none,         priv],
  ['delegateWithoutPrivateEventAccess',  yes,  true,  yes,  yes,          priv],
  ['delegateWithPrivateEventAccess',     yes,  true,  yes,  yes,          yes]
]

describe.each(table)('with the right %s', (right, week, titles, slots, availability, clearMark) => {
  test.each([dana, ari, rae, sam, fay, cora, eve])('$name', async (person) => {
    await given(person, { role: right })
    // Full access is found only where the calendar lists nothing: then it is told as what it is, and gives nothing.
    const holds = person === fay || person === cora
    const or = (expected: string) =>
      holds && right === 'none' && expected === none ? 'full_access_is_not_delegation' : expected

    const desk = await at(person)
    const seen = await desk.get(path)
    expect(outcome(seen)).toBe(or(week))
    expect(seen.body.includes('Product review')).toBe(titles)
    expect(outcome(await desk.get(`${path}/availability-links/new`))).toBe(or(availability))
    expect(outcome(await desk.post(`${path}/availability-links`, availabilityForm()))).toBe(or(availability))
    expect(outcome(await desk.post(`${path}/time-slot-links`, slotsForm()))).toBe(or(slots))
    expect(outcome(await desk.get(`${path}/private`))).toBe(or(clearMark))
    expect(
      outcome(await desk.post(`${path}/people/${objectIdOf(eve.id)}/grant`, { level: 'editor', links: 'keep' }))
    ).toBe(week === none && !holds && right === 'none' ? '404' : 'not_organizer')
    expect((await desk.get('/console/administration')).statusCode).toBe(404)
  })
})

describe('what somebody else has made', () => {
  // biome-ignore format: a table
  test.each([
    ['none',                              '404'],
    ['read',                              'role_reviewer'],
    ['write',                             'not_author'],
    ['delegateWithoutPrivateEventAccess', 'yes']
  ])('is revoked with the right %s? %s', async (right, expected) => {
    await given(eve, { role: right })
    const answer = await (await at(eve)).post(`/console/links/${olgas}/revocation`, { sure: 'yes' })
    expect(outcome(answer)).toBe(expected)
    const found = await composed.services.links.find(olgas)
    expect(found?.link.revokedAt !== null).toBe(expected === 'yes')
  })
})

describe('where Exchange has no word', () => {
  test('a grant lets Ari act as Author and Sam offer times, until it is taken back; nobody else gains by one', async () => {
    // biome-ignore format: a table
    const rows: [Person, object, 'editor' | 'author' | 'time slots only', string, string][] = [
      [ari,  { role: 'custom' }, 'author',          yes,                             yes],
      [sam,  { role: 'none' },   'time slots only', yes,                             none],
      [rae,  { role: 'read' },   'editor',          role,                            role],
      [fay,  { role: 'none' },   'editor',          'full_access_is_not_delegation', 'full_access_is_not_delegation'],
      [dana, { role: 'delegateWithPrivateEventAccess' }, 'time slots only', yes,     none]
    ]
    for (const [person, right, level, slots, availability] of rows) {
      await given(person, right)
      await composed.services.grants.record(granted(person, level))
      const desk = await at(person)
      expect(outcome(await desk.post(`${path}/time-slot-links`, slotsForm()))).toBe(slots)
      expect(outcome(await desk.post(`${path}/availability-links`, availabilityForm()))).toBe(availability)
      await composed.services.grants.record(granted(person, level, { endsAt: Date.now() - 1 }))
      const late = outcome(await desk.post(`${path}/time-slot-links`, slotsForm()))
      expect(late).toBe(slots === yes ? 'grant_ended' : slots)
      await composed.services.grants.remove(olga.id, person.id)
    }
  })
})
