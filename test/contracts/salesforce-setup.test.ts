// The set-up check through the real client: each finding is brought about by a switch of the imitated organization.
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { checkSetup } from '../../src/activities/check-setup.ts'
import type { PersonInSetup, SetupFinding, SetupFindings } from '../../src/activities/setup-finding.ts'
import { connections } from '../../src/salesforce/connection.ts'
import type { SalesforceSettings } from '../../src/salesforce/mint.ts'
import { salesforceSetup } from '../../src/salesforce/salesforce-setup.ts'
import { openStorage } from '../../src/storage/database.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { dana, olga, useAcme } from './acme.ts'
import { salesforceSettings } from './leg-stage.ts'

const acme = useAcme()
const root = join(import.meta.dirname, '../..')
const turn = (knob: string, more: object) => acme.post('/_sandbox/salesforce', { knob, ...more })
const settings = (changed: object) => turn('settings', { settings: changed })

const inSetup = (more: Partial<PersonInSetup> = {}): PersonInSetup => ({
  ...{ id: olga.id, name: olga.name, address: olga.address, username: olga.address, mode: 'create' },
  ...more
})

async function check(people = [inSetup()], more: Partial<SalesforceSettings> = {}): Promise<SetupFindings> {
  const all = { ...salesforceSettings(acme), timeLimit: 1_500, ...more }
  const setup = salesforceSetup(connections(all), all.keyField)
  return checkSetup(people, people, { setup, inTime: (ask) => ask() })
}

const codesOf = (findings: readonly SetupFinding[] | undefined) =>
  (findings ?? []).map(({ check, code }) => `${check}: ${code}`)

let users: { olga: string; integration: string }
beforeEach(async () => {
  const rows = (await acme.state()).salesforce.User ?? []
  const idOf = (username: string) => String(rows.find(({ Username }) => Username === username)?.Id)
  users = { olga: idOf(olga.address), integration: idOf('integration@acme.example') }
})

const seeded = {
  organization: [
    'app: app let in',
    'organization: organization',
    'sees everything: sees everything',
    'key field: key field',
    'other fields: no other fields',
    'shared activities: shared activities on',
    'multi-day: multiday_off',
    'sharing: sharing private',
    'requests: requests left'
  ],
  olga: ['user: user active', 'connection: connected', 'fields: fields writable']
}

test('an organization as it comes, with the field: only multi-day Events are off', async () => {
  const found = await check()
  expect(codesOf(found.organization)).toEqual(seeded.organization)
  expect(codesOf(found.people[0]?.findings)).toEqual(seeded.olga)
  expect(found.organization.map(({ about }) => about)).toMatchObject([
    'integration@acme.example',
    'Acme Ltd (Developer Edition)',
    ...Array(6).fill(''),
    expect.stringMatching(/^\d+ of 15000$/)
  ])
  expect((await acme.journal()).filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([])
  const posted = (await acme.journal()).filter(({ method, cloud }) => method === 'POST' && cloud === 'salesforce')
  expect(posted.every(({ path }) => path === '/services/oauth2/token')).toBe(true)
})

const key = { object: 'Event', field: 'Booking_Key__c' }
const required = {
  name: 'Region__c',
  label: 'Region',
  type: 'string',
  createable: true,
  updateable: true,
  custom: true
}

/** What is switched, and what stands in the organization's rows instead of what the seed gives. */
const switched: [string, () => unknown, Partial<Record<string, string[]>>][] = [
  ['no key field at all', () => settings({ customFields: {} }), { 'key field': ['key_field_missing'] }],
  [
    'a key field that two records may share',
    () => turn('field', { ...key, change: { unique: false } }),
    { 'key field': ['key_field_not_unique'] }
  ],
  [
    'a key field that is no external id',
    () => turn('field', { ...key, change: { externalId: false } }),
    { 'key field': ['key_field_not_external'] }
  ],
  [
    'a short one that is neither',
    () => turn('field', { ...key, change: { length: 20, unique: false, externalId: false } }),
    { 'key field': ['key_field_too_short', 'key_field_not_external', 'key_field_not_unique'] }
  ],
  [
    'a number in its place',
    () => turn('field', { ...key, change: { type: 'int' } }),
    { 'key field': ['key_field_no_text'] }
  ],
  [
    'a key field that the integration user does not see',
    () => turn('field access', { user: users.integration, field: 'Event.Booking_Key__c', access: 'Hidden' }),
    { 'key field': ['key_field_hidden_from_lookup'] }
  ],
  [
    'another field that must be filled',
    () =>
      settings({
        customFields: {
          Event: [
            { ...bookingKey(), ...{} },
            { ...required, nillable: false }
          ]
        }
      }),
    { 'other fields': ['fields_required'] }
  ],
  [
    'Shared Activities switched off',
    () => settings({ sharedActivities: false }),
    { 'shared activities': ['shared_activities_off'] }
  ],
  ['multi-day Events switched on', () => settings({ multidayEvents: true }), { 'multi-day': ['multi-day on'] }],
  [
    'activities controlled by parent',
    () => settings({ activitySharing: 'Controlled by Parent' }),
    { sharing: ['sharing by parent'] }
  ],
  ['a day on which most requests are used', mostRequestsAreUsed, { requests: ['requests_scarce'] }],
  [
    'an integration user who sees only what is shared',
    () => turn('standing', { user: users.integration, permissions: ['ViewSetup'] }),
    { 'sees everything': ['lookup_user_sees_too_little'] }
  ],
  [
    'an integration user who may not see the set-up',
    () => turn('standing', { user: users.integration, permissions: ['ViewAllData'], limitsHidden: true }),
    {
      'sees everything': ['unread_no_permission'],
      'multi-day': ['unread_no_permission'],
      requests: ['unread_no_permission']
    }
  ]
]

/** So few are left that a check of eleven questions just fits. */
async function mostRequestsAreUsed() {
  for (let times = 0; times < 5; times += 1) await check()
  const asked = (await acme.journal()).filter(({ path }) => path.startsWith('/services/data')).length
  await settings({ dailyApiRequests: asked + 12 })
}

function bookingKey() {
  return {
    name: 'Booking_Key__c',
    label: 'Booking Key',
    type: 'string',
    length: 64,
    createable: true,
    updateable: true,
    nillable: true,
    externalId: true,
    unique: true,
    caseSensitive: true,
    custom: true
  }
}

test.each(switched)('%s', async (_, act, instead) => {
  await act()
  const { organization } = await check()
  const expected = seeded.organization.flatMap((row) => {
    const name = row.slice(0, row.indexOf(':'))
    return (instead[name] ?? [row.slice(row.indexOf(':') + 2)]).map((code) => `${name}: ${code}`)
  })
  expect(codesOf(organization)).toEqual(expected)
})

describe('the app itself is not let in', () => {
  // biome-ignore format: a table
  test.each([
    ['with a wrong secret', { clientSecret: 'wrong' }, 'app_secret_wrong'],
    ['under a name that the organization does not know', { clientId: 'NOBODY' }, 'app_unknown'],
    ['without a Run As user', { clientId: 'APP_NO_RUNAS' }, 'app_without_run_as']
  ])('%s', async (_, more, code) => {
    const { organization } = await check([inSetup()], more)
    expect(organization[0]).toMatchObject({ check: 'app', state: 'problem', code, said: expect.stringContaining('Salesforce') })
    // Nothing is said about what only this user could have told.
    expect(organization.slice(1).map(({ state, code }) => [state, code])).toEqual(Array(8).fill(['unknown', 'unread_not_let_in']))
  })

  test('because it asks at an address that is no My Domain', async () => {
    const denied = { error: 'invalid_grant', description: 'request not supported on this domain' }
    await turn('standing', { user: users.integration, denied })
    expect((await check()).organization[0]).toMatchObject({ code: 'app_needs_my_domain' })
  })

  test('because its user was deactivated', async () => {
    await turn('put', { object: 'User', row: { Id: users.integration, IsActive: false } })
    expect((await check()).organization[0]).toMatchObject({ code: 'app_user_inactive' })
  })

  test('which says nothing about Olga, who connects by herself', async () => {
    const { people } = await check([inSetup()], { clientSecret: 'wrong' })
    expect(codesOf(people[0]?.findings)).toEqual([
      'user: unread_not_let_in',
      'connection: connected',
      'fields: fields writable'
    ])
  })
})

describe('an organization without requests', () => {
  test('whose API is switched off', async () => {
    await settings({ apiEnabled: false })
    const { organization } = await check()
    expect(organization.at(-1)).toMatchObject({ state: 'problem', code: 'api_switched_off' })
    expect(organization[3]).toMatchObject({ state: 'unknown', code: 'unread_switched_off' })
  })

  test('whose day is used up: nothing is guessed', async () => {
    await turn('use up requests', {})
    const { organization } = await check()
    expect(organization.at(-1)).toMatchObject({ state: 'problem', code: 'requests_used_up' })
    expect(organization[3]).toMatchObject({ state: 'unknown', code: 'unread_limit' })
  })

  test('that does not answer', async () => {
    await acme.trouble({ cloud: 'salesforce', path: '/services/data', kind: 'status', status: 503, times: 40 })
    const { organization, people } = await check()
    expect(organization[0]).toMatchObject({ state: 'ok' })
    expect(organization.slice(1).map(({ code }) => code)).toEqual(Array(8).fill('unread_no_answer'))
    expect(codesOf(people[0]?.findings)).toEqual([
      'user: unread_no_answer',
      'connection: connected',
      'fields: unread_no_answer'
    ])
  })
})

describe('Olga’s Salesforce user', () => {
  const of = async (person: Partial<PersonInSetup> = {}, more: Partial<SalesforceSettings> = {}) =>
    codesOf((await check([inSetup(person)], more)).people[0]?.findings)
  const standing = (more: object) => turn('standing', { user: users.olga, ...more })

  test('is not there: one row says so', async () => {
    expect(await of({ username: "o'nobody\\@acme.example" })).toEqual(['user: user_not_found'])
  })

  test('is found whatever the case of her username', async () => {
    expect(await of({ username: olga.address.toUpperCase() })).toEqual(seeded.olga)
  })

  test('was deactivated', async () => {
    await turn('put', { object: 'User', row: { Id: users.olga, IsActive: false } })
    expect(await of()).toEqual(['user: user_inactive'])
    // where nobody could look her up, the connection tells
    expect(await of({}, { clientSecret: 'wrong' })).toEqual([
      'user: unread_not_let_in',
      'connection: connection_user_inactive'
    ])
  })

  test('was never named, or shall not be written for', async () => {
    expect(await of({ username: null })).toEqual(['user: user_not_named'])
    expect(await of({ username: null, mode: 'off' })).toEqual(['user: writing is off'])
    expect(
      (await acme.journal()).filter(({ path, actor }) => path.includes('token') && actor === olga.address)
    ).toEqual([])
  })

  test('is somebody else’s, too', async () => {
    const twin = inSetup({ id: 'acme/twin', name: 'Piet Jansen', username: olga.address.toUpperCase() })
    const { people } = await check([inSetup(), twin])
    expect(people.map(({ findings }) => findings[0]?.code)).toEqual(['user_named_twice', 'user_named_twice'])
    expect(people[0]?.findings[0]?.about).toBe('olga.okafor@acme.example (Piet Jansen)')
  })

  // biome-ignore format: a table
  test.each([
    ['has not approved the app', { preauthorised: false }, 'connection_not_approved'],
    ['is not approved by an administrator', { denied: { error: 'invalid_app_access', description: 'user is not admin approved to access this app' } }, 'connection_not_approved'],
    ['may not come from here', { denied: { error: 'invalid_grant', description: 'ip restricted or invalid login hours' } }, 'connection_not_from_here'],
    ['is asked for at another address than the audience', { denied: { error: 'invalid_grant', description: 'audience is invalid' } }, 'connection_audience_wrong'],
    ['is refused with words that nobody has heard', { denied: { error: 'invalid_grant', description: 'the moon is full' } }, 'connection_refused']
  ])('%s', async (_, more, code) => {
    await standing(more)
    expect(await of()).toEqual(['user: user active', `connection: ${code}`])
  })

  const strange = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem'
  })

  // biome-ignore format: a table
  test.each([
    ['a key that the app does not trust', () => ({ privateKey: String(strange) }), 'connection_key_wrong'],
    ['a clock that is behind', () => ({ clock: () => Date.now() - 10 * MINUTE }), 'connection_clock_wrong']
  ])('cannot be acted for with %s', async (_, more, code) => {
    const rows = await of({}, more())
    expect(rows.find((row) => row.startsWith('connection'))).toBe(`connection: ${code}`)
  })

  test('is asked for in the name of another audience, where a setting says one', async () => {
    expect(await of({}, { audience: 'https://test.salesforce.com' })).toEqual(seeded.olga)
    expect(await of({}, { audience: 'https://acme.my.salesforce.com' })).toContain(
      'connection: connection_audience_wrong'
    )
  })

  test('is approved, and the next check says so', async () => {
    await standing({ preauthorised: false })
    let ahead = 0
    const all = { ...salesforceSettings(acme), clock: () => Date.now() + ahead }
    const setup = salesforceSetup(connections(all), all.keyField)
    const again = () => setup.letIn({ username: olga.address })
    expect(await again()).toMatchObject({ refused: 'not approved' })
    await standing({ preauthorised: true })
    expect(await again()).toMatchObject({ refused: 'not approved' }) // seconds later nobody is asked again
    ahead = 6_000
    expect(await again()).toMatchObject({ userId: users.olga })
    await standing({ preauthorised: false })
    expect(await again()).toMatchObject({ userId: users.olga })
    ahead = 12_000
    expect(await again()).toMatchObject({ refused: 'not approved' })
  })

  describe('and what she may write', () => {
    test('no Events at all', async () => {
      await turn('object access', {
        user: users.olga,
        object: 'Event',
        lacks: ['createable', 'updateable', 'deletable']
      })
      const [, , fields] = (await check()).people[0]?.findings ?? []
      expect(fields).toMatchObject({
        code: 'records_not_writable',
        about: 'olga.okafor@acme.example: create, change, remove'
      })
    })

    test('not the key, which she does not see', async () => {
      await turn('field access', { user: users.olga, field: 'Event.Booking_Key__c', access: 'Hidden' })
      expect(await of()).toEqual(['user: user active', 'connection: connected', 'fields: key_field_hidden_from_user'])
    })

    test('not every field', async () => {
      await turn('field access', { user: users.olga, field: 'Event.Location', access: 'Read Only' })
      await turn('field access', { user: users.olga, field: 'Event.ShowAs', access: 'Hidden' })
      const [, , fields] = (await check()).people[0]?.findings ?? []
      expect(fields).toMatchObject({ code: 'fields_not_writable', about: 'olga.okafor@acme.example: Location, ShowAs' })
    })
  })

  test('a delegate needs no right to create: she only changes', async () => {
    const id = String(
      ((await acme.state()).salesforce.User ?? []).find(({ Username }) => Username === dana.address)?.Id
    )
    await turn('object access', { user: id, object: 'Event', lacks: ['createable'] })
    const delegate = { id: dana.id, name: dana.name, address: dana.address, username: dana.address }
    expect(codesOf((await check([delegate])).people[0]?.findings)).toEqual(seeded.olga)
  })
})

describe('npm run salesforce:check, as an operator types it', () => {
  /** Beside the sandbox, which lives in this process and has to go on answering. */
  async function typed(...words: string[]) {
    const folder = mkdtempSync(join(tmpdir(), 'onbehalf-check-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const storage = await openStorage({ folder, keyHashOf: () => '' })
    await storage.organizers.enrol(olga)
    await storage.close()
    const env = { PATH: process.env.PATH, ...acme.settings, DATA_DIR: folder, ORGANIZATION_NAME: 'Acme' }
    return new Promise<{ status: number | null; said: string }>((resolve) => {
      const child = spawn(process.execPath, ['server/salesforce-check.ts', ...words], { cwd: root, env })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
      child.on('close', (status) => resolve({ status, said }))
    })
  }

  test('says what is so, what to do, and ends with it', { timeout: 60_000 }, async () => {
    const fine = await typed()
    expect(fine).toMatchObject({ status: 0, said: expect.stringContaining('Look at this  Multi-day Events: Off') })
    expect(fine.said).toContain('Olga Okafor <olga.okafor@acme.example>\n  In order      Salesforce user: ')

    await turn('field', { ...key, change: { unique: false } })
    const broken = await typed('--json')
    expect(broken.status).toBe(1)
    const { organization, people } = JSON.parse(broken.said)
    expect(organization.find(({ code }: { code: string }) => code === 'key_field_not_unique')).toMatchObject({
      state: 'problem',
      remedy: expect.stringContaining('tick Unique')
    })
    expect(people).toMatchObject([{ address: olga.address, mode: 'create' }])
  })
})
