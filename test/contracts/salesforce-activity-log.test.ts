import { expect, test } from 'vitest'
import type { Activity } from '../../src/activities/activity.ts'
import { activityLog } from '../../src/salesforce/activity-log.ts'
import { connections, MINT_PAUSE } from '../../src/salesforce/connection.ts'
import type { SalesforceSettings } from '../../src/salesforce/mint.ts'
import { soql } from '../../src/salesforce/soql.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { olga, priya, useAcme } from './acme.ts'

const acme = useAcme()

const settings = (): SalesforceSettings => {
  const { SALESFORCE_LOGIN_URL = '', SALESFORCE_CLIENT_ID = '', SALESFORCE_CLIENT_SECRET = '' } = acme.settings
  return {
    loginUrl: SALESFORCE_LOGIN_URL,
    clientId: SALESFORCE_CLIENT_ID,
    clientSecret: SALESFORCE_CLIENT_SECRET,
    privateKey: acme.settings.SALESFORCE_PRIVATE_KEY ?? '',
    keyField: 'Booking_Key__c'
  }
}
const log = () => activityLog(settings())

const connected = { ...olga, salesforceUsername: olga.address }
const start = Date.UTC(2026, 11, 1, 9)
const activity = (more: Partial<Activity> = {}): Activity => ({
  key: 'bk-3f2a',
  subject: 'Half an hour with Olga',
  start,
  end: start + 30 * MINUTE,
  location: 'Microsoft Teams',
  description: "Offered by Dana Whitfield on behalf of Olga Okafor\n\n> 'quoted' \\ <b>",
  ...more
})

const written = async () => (await acme.state()).salesforce.Event?.filter((event) => event.Booking_Key__c) ?? []

test("the Event is Olga's own, written as Olga, and asking again changes it instead of making another", async () => {
  const salesforce = log()
  const grace = await salesforce.matches('grace.hopper-lee@harborlight.example')
  if (!('contacts' in grace)) throw new Error('not searched')

  const first = await salesforce.write(connected, activity(), grace.contacts[0] ?? null)
  expect(first).toEqual({ recordId: expect.stringMatching(/^00U/), actor: olga.address })
  const user = (await acme.state()).salesforce.User?.find(({ Username }) => Username === olga.address)
  expect(await written()).toMatchObject([
    {
      OwnerId: user?.Id,
      CreatedById: user?.Id,
      WhoId: grace.contacts[0],
      Subject: 'Half an hour with Olga',
      StartDateTime: '2026-12-01T09:00:00.000+0000',
      EndDateTime: '2026-12-01T09:30:00.000+0000',
      Location: 'Microsoft Teams',
      Description: activity().description,
      ShowAs: 'Busy',
      IsReminderSet: false,
      IsAllDayEvent: false
    }
  ])

  expect(await salesforce.write(connected, activity({ subject: 'Another' }), null)).toEqual(first)
  expect(await written()).toMatchObject([{ Subject: 'Another' }])
})

test('an Event whose answer was lost is written once', async () => {
  await acme.trouble({ cloud: 'salesforce', method: 'PATCH', times: 1, kind: 'drop-after' })
  const salesforce = log()
  expect(await salesforce.write(connected, activity(), null)).toEqual({ retryLater: expect.any(String) })
  expect(await salesforce.write(connected, activity(), null)).toHaveProperty('recordId')
  expect((await written()).length).toBe(1)
})

test('people are found by address in any case, two who share one are both found, converted leads are not', async () => {
  const salesforce = log()
  expect(await salesforce.matches('GRACE.Hopper-Lee@harborlight.example')).toMatchObject({
    contacts: [expect.stringMatching(/^003/)],
    leads: []
  })
  expect(await salesforce.matches('einkauf@nordwind.example')).toMatchObject({
    contacts: [expect.stringMatching(/^003/), expect.stringMatching(/^003/)]
  })
  expect(await salesforce.matches('mika.virtanen@pohjola-robotics.example')).toMatchObject({
    contacts: [],
    leads: [expect.stringMatching(/^00Q/)]
  })
  expect(await salesforce.matches('noor.haddad@meridian.example')).toMatchObject({
    contacts: [expect.stringMatching(/^003/)],
    leads: []
  })
  expect(await salesforce.matches('nobody@example.com')).toEqual({ contacts: [], leads: [] })
})

test('addresses with quotes and backslashes are found literally', async () => {
  const salesforce = connections(settings())
  const odd = ["o'brien\\@x.example", "x\\'or'@x.example", '"quoted"@x.example', '%_@x.example']
  for (const Email of odd) {
    const body = { LastName: 'Odd', Email }
    const { id } = (await salesforce.ask('integration', () => ({
      method: 'POST',
      path: '/sobjects/Contact',
      body
    }))) as {
      id: string
    }
    expect(await log().matches(Email)).toEqual({ contacts: [id], leads: [] })
  }
  for (const attack of ["x' OR Email != '", "x\\' OR Name LIKE '%", '\\', "'", 'x\n\u0000\u2028']) {
    expect(await log().matches(attack)).toEqual({ contacts: [], leads: [] })
  }
})

test('a literal ends where it should', () => {
  expect(soql`WHERE Email = ${"a'b\\c"}`).toBe("WHERE Email = 'a\\'b\\\\c'")
  expect(soql`${'\n\r\t\u0000'} ${'"'}`).toBe("'\\n\\r\\t\\u0000' '\\\"'")
})

test('an organizer whom nobody has approved in Salesforce is not connected', async () => {
  for (const salesforceUsername of ['max.adeyemi@acme.example', 'nobody@acme.example']) {
    expect(await log().write({ ...olga, salesforceUsername }, activity(), null)).toEqual({
      notConnected: expect.stringContaining("hasn't approved")
    })
  }
  expect(await written()).toEqual([])
})

test('another key, another app or a wrong secret is not connected either', async () => {
  const { generateKeyPairSync } = await import('node:crypto')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const forged = { ...settings(), privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
  expect(await activityLog(forged).write(connected, activity(), null)).toHaveProperty('notConnected')
  expect(await activityLog({ ...settings(), clientId: 'x' }).write(connected, activity(), null)).toHaveProperty(
    'notConnected'
  )
  expect(await activityLog({ ...settings(), clientSecret: 'x' }).matches('a@b.example')).toHaveProperty('notConnected')
})

test('every organizer writes through a connection of her own', async () => {
  const salesforce = log()
  await salesforce.write(connected, activity(), null)
  await salesforce.write({ ...priya, salesforceUsername: priya.address }, activity({ key: 'bk-2' }), null)
  const patches = (await acme.journal()).filter(({ method, cloud }) => method === 'PATCH' && cloud === 'salesforce')
  expect(patches.map(({ actor }) => actor)).toEqual([olga.address, priya.address])
})

test('a key or a field that could leave its place in a path is never sent', async () => {
  for (const key of ['a/../b', 'a?x=1', '', 'a.json', 'ä']) {
    await expect(log().write(connected, activity({ key }), null)).rejects.toThrow('key')
  }
  await expect(log().write(connected, activity(), "x' or")).rejects.toThrow('record')
  expect(() => activityLog({ ...settings(), keyField: 'Key__c/../x' })).toThrow('field')
})

test('a person of whom Salesforce knows nothing is refused with its own words', async () => {
  expect(await log().write(connected, activity(), '003000000000000AAA')).toEqual({
    refused: expect.stringMatching(/^Salesforce: [A-Z_]+ /)
  })
})

test('a busy or unreachable Salesforce is asked again later, and a failed search has found nobody out', async () => {
  for (const rule of [{ kind: 'status', status: 503 }, { kind: 'html', status: 503 }, { kind: 'drop-before' }]) {
    await acme.trouble({ cloud: 'salesforce', times: 1, path: 'query', ...rule })
    expect(await log().matches('grace.hopper-lee@harborlight.example')).toHaveProperty('retryLater')
  }
})

test('a session that Salesforce has ended is replaced, and nobody notices', async () => {
  let now = Date.now()
  const salesforce = activityLog({ ...settings(), clock: () => now })
  await salesforce.write(connected, activity(), null)
  await acme.post('/_sandbox/salesforce', { knob: 'end sessions' })
  now += MINT_PAUSE
  expect(await salesforce.write(connected, activity(), null)).toHaveProperty('recordId')
  const mints = (await acme.journal()).filter(({ path }) => path === '/services/oauth2/token')
  expect(mints.length).toBe(2)
})
