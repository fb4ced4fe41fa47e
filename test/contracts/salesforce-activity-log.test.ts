import { expect, test } from 'vitest'
import type { RecordWords } from '../../src/activities/activity-log.ts'
import { type Relations, relationsOf } from '../../src/activities/relations.ts'
import { activityLog } from '../../src/salesforce/activity-log.ts'
import { connections, MINT_PAUSE } from '../../src/salesforce/connection.ts'
import type { SalesforceSettings } from '../../src/salesforce/mint.ts'
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

const connected = { username: olga.address, as: 'organizer' as const }
const start = Date.UTC(2026, 11, 1, 9)
const activity = (more: Partial<RecordWords> = {}): RecordWords => ({
  key: 'bk-3f2a',
  subject: 'Half an hour with Olga',
  start,
  end: start + 30 * MINUTE,
  location: 'Microsoft Teams',
  description: "Offered by Dana Whitfield on behalf of Olga Okafor\n\n> 'quoted' \\ <b>",
  private: false,
  cancelled: false,
  ...more
})

const GRACE = 'grace.hopper-lee@harborlight.example'
const alone = { main: null, others: [], mainReply: 'Accepted', chosen: null, usual: null, private: false } as const
const withNobody = relationsOf(alone)
const withWho = (main: string, more: object = {}): Relations => relationsOf({ ...alone, main, ...more })

const written = async () => (await acme.state()).salesforce.Event?.filter((event) => event.Booking_Key__c) ?? []
const found = async (...addresses: string[]) => {
  const answer = await log().matches(addresses)
  return 'trouble' in answer ? expect.fail(answer.said) : answer
}
const contactOf = async (address: string) => (await found(address))[0]?.contacts[0]?.id ?? expect.fail(address)
const recordIn = (answer: object) =>
  'recordId' in answer ? String(answer.recordId) : expect.fail(JSON.stringify(answer))
const userOf = async ({ address }: { address: string }) => {
  const user = await log().user(address)
  return user && 'id' in user ? user.id : expect.fail(address)
}

/** As the organizer, unless somebody else is named. */
async function write(
  {
    words = activity(),
    relations = withNobody as Relations | null,
    updateOnly = false,
    as = connected,
    owner = ''
  } = {},
  salesforce = log()
) {
  return salesforce.write(as, words, owner || (await userOf(olga)), relations, updateOnly)
}

test("the Event is Olga's own, written as Olga, and asking again changes it instead of making another", async () => {
  const grace = await contactOf(GRACE)
  const first = await write({ relations: withWho(grace) })
  expect(first).toEqual({ recordId: expect.stringMatching(/^00U/) })
  const user = await userOf(olga)
  expect(await written()).toMatchObject([
    {
      OwnerId: user,
      CreatedById: user,
      WhoId: grace,
      Subject: 'Half an hour with Olga',
      StartDateTime: '2026-12-01T09:00:00.000+0000',
      EndDateTime: '2026-12-01T09:30:00.000+0000',
      Location: 'Microsoft Teams',
      Description: activity().description,
      ShowAs: 'Busy',
      IsReminderSet: false,
      IsAllDayEvent: false,
      IsPrivate: false
    }
  ])

  expect(await write({ words: activity({ subject: 'Another' }), relations: null })).toEqual(first)
  expect(await written()).toMatchObject([{ Subject: 'Another', WhoId: grace }])
})

test('an Event whose answer was lost is written once', async () => {
  await acme.trouble({ cloud: 'salesforce', method: 'PATCH', times: 1, kind: 'drop-after' })
  expect(await write()).toMatchObject({ trouble: 'again', unclear: true })
  expect(await write()).toHaveProperty('recordId')
  expect((await written()).length).toBe(1)
})

test('a change never makes an Event that somebody has deleted, and a search that sees everything knows where it is', async () => {
  const salesforce = log()
  expect(await write({ updateOnly: true })).toMatchObject({ trouble: 'not found' })
  const recordId = recordIn(await write())
  const event = { key: 'bk-3f2a', recordId }
  expect(await salesforce.whereabouts(event)).toBe('there')
  expect(await salesforce.remove(connected, event)).toBe('removed')
  expect(await write({ updateOnly: true })).toMatchObject({ trouble: expect.stringMatching(/not found|deleted/) })
  expect(await salesforce.remove(connected, event)).toBe('removed')
  expect(await salesforce.whereabouts(event)).toBe('deleted')
  await acme.post('/_sandbox/salesforce', { knob: 'purge', object: 'Event', id: recordId })
  expect(await salesforce.whereabouts(event)).toBe('unknown')
  expect(await salesforce.whereabouts({ key: 'bk-3f2a', recordId: null })).toBe('unknown')
})

test('people are found by address in any case, all who share one, and what leads became', async () => {
  expect(
    await found(
      'GRACE.Hopper-Lee@harborlight.example',
      'einkauf@nordwind.example',
      'mika.virtanen@pohjola-robotics.example'
    )
  ).toMatchObject([
    {
      contacts: [{ id: expect.stringMatching(/^003/), name: 'Grace Hopper-Lee', company: 'Harborlight Analytics' }],
      leads: [],
      convertedTo: []
    },
    { contacts: [{ name: 'Elif Yıldız' }, { name: 'Torben Ahlers' }] },
    { contacts: [], leads: [{ id: expect.stringMatching(/^00Q/), kind: 'lead', company: 'Pohjola Robotics' }] }
  ])
  expect(await found('noor.haddad@meridian.example')).toMatchObject([
    { contacts: [{ name: 'Noor Haddad' }], leads: [], convertedTo: [expect.stringMatching(/^003/)] }
  ])
  expect(await found('nobody@example.com')).toEqual([{ contacts: [], leads: [], convertedTo: [] }])
})

test('records are looked for by the beginnings of their names or by an address; what is closed or converted is not among them', async () => {
  const look = async (text: string) => {
    const answer = await log().search(text)
    return 'trouble' in answer
      ? expect.fail(answer.said)
      : answer.map(({ object, name, about }) => [object, name, about])
  }
  expect(await look('grace hop')).toEqual([['Contact', 'Grace Hopper-Lee', 'Harborlight Analytics']])
  expect(await look('harbor')).toEqual([
    ['Account', 'Harborlight Analytics', null],
    ['Opportunity', 'Harborlight: forecasting rollout', 'Harborlight Analytics']
  ])
  expect(await look('Nordwind')).toEqual([['Account', 'Nordwind Logistik GmbH', null]])
  expect(await look('mika')).toEqual([['Lead', 'Mika Virtanen', 'Pohjola Robotics']])
  expect(await look('noor')).toEqual([['Contact', 'Noor Haddad', 'Meridian Foods']])
  expect(await look('株式会社')).toEqual([['Account', '株式会社たぬき', null]])
  expect(await look("saoirse.o'brien@harborlight.example")).toEqual([
    ['Contact', "Saoirse O'Brien", 'Harborlight Analytics']
  ])
  for (const text of ['', ' ', 'g', '*', '***', 'or AND']) expect(await look(text), text).toEqual([])
  await acme.trouble({ cloud: 'salesforce', path: '/search', kind: 'status', status: 503, times: 9 })
  expect(await log().search('grace')).toMatchObject({ trouble: 'again' })
})

test('addresses with quotes and backslashes are found literally', async () => {
  const salesforce = connections(settings())
  const odd = ["o'brien\\@x.example", "x\\'or'@x.example", '"quoted"@x.example', '%_@x.example']
  for (const Email of odd) {
    const body = { LastName: 'Odd', Email }
    const { id } = (await salesforce.ask('integration', { method: 'POST', path: '/sobjects/Contact', body })) as {
      id: string
    }
    expect(await found(Email)).toMatchObject([{ contacts: [{ id }], leads: [] }])
  }
  for (const attack of ["x' OR Email != '", "x\\' OR Name LIKE '%", '\\', "'", 'x\n\u0000\u2028']) {
    expect(await found(attack)).toEqual([{ contacts: [], leads: [], convertedTo: [] }])
  }
})

test('an organizer whom nobody has approved in Salesforce is not connected, and is asked about once in ten seconds', async () => {
  for (const username of ['max.adeyemi@acme.example', 'nobody@acme.example']) {
    const salesforce = log()
    const answers = await Promise.all([1, 2, 3].map(() => salesforce.connect(username)))
    for (const answer of [...answers, await salesforce.connect(username)])
      expect(answer).toEqual({ trouble: 'not connected', said: expect.stringContaining("hasn't approved") })
  }
  expect((await acme.journal()).filter(({ path }) => path === '/services/oauth2/token').length).toBe(2)
  expect(await written()).toEqual([])
})

test('another key or another app is not connected; a wrong secret says nothing about the organizer', async () => {
  const { generateKeyPairSync } = await import('node:crypto')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const forged = { ...settings(), privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
  for (const wrong of [forged, { ...settings(), clientId: 'x' }])
    expect(await activityLog(wrong).connect(olga.address)).toHaveProperty('trouble', 'not connected')
  expect(await activityLog({ ...settings(), clientSecret: 'x' }).matches(['a@b.example'])).toMatchObject({
    trouble: 'again',
    after: 5 * MINUTE
  })
})

test('every organizer writes through a connection of her own', async () => {
  const salesforce = log()
  await write({}, salesforce)
  const as = { username: priya.address, as: 'organizer' as const }
  await write({ words: activity({ key: 'bk-2' }), as, owner: await userOf(priya) }, salesforce)
  const patches = (await acme.journal()).filter(({ method, cloud }) => method === 'PATCH' && cloud === 'salesforce')
  expect(patches.map(({ actor }) => actor)).toEqual([olga.address, priya.address])
})

test('a key or a field that could leave its place in a path is never sent', async () => {
  for (const key of ['a/../b', 'a?x=1', '', 'a.json', 'ä']) {
    await expect(write({ words: activity({ key }) })).rejects.toThrow('key')
  }
  await expect(write({ relations: { ...withNobody, who: "x' or" } })).rejects.toThrow('record')
  expect(() => activityLog({ ...settings(), keyField: 'Key__c/../x' })).toThrow('field')
})

test('a person of whom Salesforce knows nothing is rejected with its own words', async () => {
  expect(await write({ relations: withWho('003000000000000AAA') })).toMatchObject({
    trouble: 'rejected',
    said: expect.stringMatching(/^Salesforce: [A-Z_]+ /),
    errors: [{ fields: ['WhoId'] }]
  })
})

test('a busy or unreachable Salesforce is asked again later, and a failed search has found nobody out', async () => {
  for (const rule of [{ kind: 'status', status: 503 }, { kind: 'html', status: 503 }, { kind: 'drop-before' }]) {
    await acme.trouble({ cloud: 'salesforce', times: 2, path: 'query', ...rule })
    expect(await log().matches([GRACE])).toHaveProperty('trouble', 'again')
  }
})

test('a session that Salesforce has ended is replaced, and nobody notices', async () => {
  let now = Date.now()
  const salesforce = activityLog({ ...settings(), clock: () => now })
  const owner = await userOf(olga)
  await write({ owner }, salesforce)
  await acme.post('/_sandbox/salesforce', { knob: 'end sessions' })
  now += MINT_PAUSE
  const before = (await acme.journal()).filter(({ path }) => path === '/services/oauth2/token').length
  expect(await write({ owner, relations: null }, salesforce)).toHaveProperty('recordId')
  const mints = (await acme.journal()).filter(({ path }) => path === '/services/oauth2/token')
  expect(mints.length - before).toBe(1)
})
