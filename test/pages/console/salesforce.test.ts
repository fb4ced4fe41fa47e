// The check of the set-up as an administrator reads it, and who may have a Salesforce user of her own.
import { describe, expect, test } from 'vitest'
import type { SalesforceSetup } from '../../../src/activities/salesforce-setup.ts'
import { objectIdOf } from '../../../src/people/person.ts'
import { ari, cora, dana, eve, fay, max, olga, rae, sam } from '../../world/cast.ts'
import { flawsOf, textOf, titleOf, valuesOf } from '../../world/pages.ts'
import { salesforceDesk, setupInOrder } from '../../world/salesforce-desk.ts'
import { consoleOf } from './desk.ts'

const page = '/console/administration/salesforce'

async function deskOf(more: Partial<SalesforceSetup> = {}, given: Parameters<typeof consoleOf>[0] = {}) {
  const salesforce = { ...salesforceDesk, setup: { ...setupInOrder, ...more } }
  const world = await consoleOf({ ...given, salesforce })
  return { ...world, desk: await world.as(max) }
}

test.each([olga, dana, ari, rae, sam, fay, cora, eve])('there is no such page for $name', async (person) => {
  const { as, services, audited } = await deskOf()
  const desk = await as(person)
  expect((await desk.get(page)).statusCode).toBe(404)
  const sent = { address: dana.address, username: 'dana@acme.example.sf' }
  expect((await desk.post(`${page}/delegates`, sent)).statusCode).toBe(404)
  expect((await desk.post(`${page}/delegates/${objectIdOf(dana.id)}/removal`, {})).statusCode).toBe(404)
  expect([await services.salesforceUsers.all(), audited]).toEqual([[], []])
})

test('everything in order is one green line, with the details at hand', async () => {
  const { desk } = await deskOf()
  const { body } = await desk.get(page)
  expect(textOf(body)).toContain('12 in order')
  expect(textOf(body)).toContain('OnBehalf looks things up as integration@acme.example.')
  expect(body).not.toContain('Does not work')
  expect(flawsOf(body)).toEqual([])
})

test('each finding says what is so, what follows and what to do, and quotes Salesforce as plain text', async () => {
  const { desk } = await deskOf({
    shape: async (who) => ({
      ...{ lacks: [], required: ['Region__c'], shared: false, notWritable: who === 'integration' ? [] : ['Location'] },
      key: { isText: true, length: 64, external: true, unique: false }
    }),
    letIn: async (who) =>
      who === 'integration'
        ? { userId: '0058X000000IntgQAC' }
        : { refused: 'not approved', said: 'Salesforce: <b>no</b> & never' },
    multiday: async () => ({ unread: 'no permission', said: '' })
  })
  const { body } = await desk.get(page)
  const text = textOf(body)
  expect(text).toContain('3 things will not work, 1 thing to look at, 1 not known')
  expect(text).toContain('Booking_Key__c is not unique.')
  expect(text).toContain('one meeting may become two Events')
  expect(text).toContain('which OnBehalf does not fill: Region__c.')
  expect(text).toContain(`The app is not approved for ${olga.salesforceUsername}.`)
  expect(body).toContain('Salesforce: &lt;b&gt;no&lt;/b&gt; &amp; never')
  expect(text).toContain('Not known (1)')
  expect(body).toContain('<code>connection_not_approved</code>')
  expect(flawsOf(body)).toEqual([])
})

test('a Salesforce that does not answer is not taken for one that is in order', async () => {
  const none = async () => ({ unread: 'no answer' as const, said: 'within 15000 ms' })
  const { desk } = await deskOf({
    ...{ letIn: none, organization: none, shape: none, users: none, seesEverything: none, multiday: none },
    ...{ sharing: none, requests: none }
  })
  const { body } = await desk.get(page)
  expect(textOf(body)).toContain('11 not known, 0 in order')
  expect(body).not.toContain('class="state state-good"')
})

test('who is switched off is not asked about', async () => {
  const asked: string[] = []
  const { desk, services } = await deskOf({
    letIn: async (who) => {
      asked.push(who === 'integration' ? who : who.username)
      return { userId: '0058X000000IntgQAC' }
    }
  })
  await services.activitySettings.choose(olga.id, { mode: 'off', privateMeetings: 'withheld', allPrivate: false })
  expect(textOf((await desk.get(page)).body)).toContain('Nothing is written')
  expect(asked).toEqual(['integration'])
})

test('of many people some are checked at a time', async () => {
  const organizers = Array.from({ length: 27 }, (_, number) => ({
    ...olga,
    id: `${olga.id.slice(0, -3)}${100 + number}`,
    salesforceUsername: `o${number}@acme.example`,
    name: `Organizer ${number}`
  }))
  const { desk } = await deskOf({}, { organizers })
  const first = await desk.get(page)
  expect(textOf(first.body)).toContain('1 to 25 of 27')
  expect(first.body.match(/Salesforce has no user o\d+@/g)?.length).toBe(25)
  const rest = await desk.get(`${page}?from=25`)
  expect(textOf(rest.body)).toContain('26 to 27 of 27')
  expect(rest.body.match(/Salesforce has no user o\d+@/g)?.length).toBe(2)
  for (const odd of ['-5', '9999', 'x', '1e3']) expect((await desk.get(`${page}?from=${odd}`)).statusCode).toBe(200)
})

test('without Salesforce the page says how to begin', async () => {
  const { as } = await consoleOf()
  const desk = await as(max)
  expect(textOf((await desk.get(page)).body)).toContain('This installation writes nothing to Salesforce.')
  expect((await desk.post(`${page}/delegates`, { address: dana.address, username: 'd@x.sf' })).statusCode).toBe(404)
})

describe('a delegate’s own Salesforce user', () => {
  const users = async () => [{ id: '0058X000000DanaQAC', username: 'dana@acme.example.sf', name: 'Dana', active: true }]
  const named = { address: dana.address, username: 'dana@acme.example.sf' }

  test('is named by an administrator, stands in the check and in the history, and is taken back', async () => {
    const { desk, services, audited } = await deskOf({ users })
    expect((await desk.post(`${page}/delegates`, named, page)).headers.location).toBe(`${page}?said=named#delegates`)
    expect(await services.salesforceUsers.usernameOf(dana.id)).toBe(named.username)
    const { body } = await desk.get(`${page}?said=named`)
    expect(textOf(body)).toContain('A delegate, as dana@acme.example.sf')
    const removal = `${page}/delegates/${objectIdOf(dana.id)}/removal`
    expect(body).toContain(removal)
    expect((await desk.post(removal, {}, page)).statusCode).toBe(303)
    expect(await services.salesforceUsers.usernameOf(dana.id)).toBeUndefined()
    expect(audited.map(({ act, actor, object, result }) => ({ act, actor, object, result }))).toEqual(
      ['dana@acme.example.sf', 'nobody'].map((result) => ({
        ...{ act: 'name Salesforce user', actor: max.id, object: `${dana.name} <${dana.address}>`, result }
      }))
    )
    expect((await desk.post(removal, {}, page)).statusCode).toBe(404)
  })

  // biome-ignore format: a table
  test.each([
    ['nobody', { address: '', username: named.username }, 'Write the address of a colleague.'],
    ['a stranger', { address: 'x@elsewhere.example', username: named.username }, 'The directory does not know this address.'],
    ['no username', { address: dana.address, username: 'Dana Whitfield' }, 'A Salesforce username looks like an e-mail address'],
    ['a username that Salesforce does not know', { address: dana.address, username: "o'dana@acme.example" }, 'Salesforce has no user with this username.']
  ])('cannot be %s: what was typed stays', async (_, sent, says) => {
    const { desk, services } = await deskOf({ users: async ({ usernames }) => (usernames[0] === named.username ? users() : []) })
    const answer = await desk.post(`${page}/delegates`, sent, page)
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer.body)).toContain(says)
    expect(titleOf(answer.body)).toMatch(/^Problem: /)
    expect(valuesOf(answer.body, 'username')).toEqual([sent.username])
    expect(flawsOf(answer.body)).toEqual([])
    expect(await services.salesforceUsers.all()).toEqual([])
  })

  test('that a setting names is changed there', async () => {
    const world = await consoleOf({ salesforce: { ...salesforceDesk, fixedBy: () => 'SALESFORCE_USERS' } })
    await world.services.salesforceUsers.note(dana, named.username)
    const desk = await world.as(max)
    expect(textOf((await desk.get(page)).body)).toContain('The setting SALESFORCE_USERS names this Salesforce user.')
    expect((await desk.post(`${page}/delegates`, named, page)).statusCode).toBe(422)
    expect((await desk.post(`${page}/delegates/${objectIdOf(dana.id)}/removal`, {}, page)).statusCode).toBe(404)
    expect(await world.services.salesforceUsers.usernameOf(dana.id)).toBe(named.username)
  })
})
