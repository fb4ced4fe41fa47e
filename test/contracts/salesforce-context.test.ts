// The panel beside a meeting: what Salesforce shows one reader about whom it is with, over the real client and the sandbox.
import { describe, expect, test } from 'vitest'
import { type About, type Context, contextFor } from '../../src/activities/context.ts'
import type { Person } from '../../src/people/person.ts'
import { connections } from '../../src/salesforce/connection.ts'
import { surroundings } from '../../src/salesforce/context.ts'
import { dana, olga, rae, useAcme } from './acme.ts'
import { GRACE, legStage, salesforceSettings } from './leg-stage.ts'

const acme = useAcme()
const about = (...addresses: string[]): About => ({ addresses, records: [], own: null })

function panel() {
  const stage = legStage(acme)
  stage.usernames.set(dana.id, dana.address)
  const needs = {
    organizers: stage.needs.organizers,
    salesforceUsers: stage.needs.salesforceUsers,
    activities: stage.activities,
    surroundings: surroundings(connections({ ...salesforceSettings(acme), timeLimit: 1_500 })),
    clock: () => Date.now() // the seeded Events lie around today
  }
  return { stage, see: (reader: Person, what: About) => contextFor(reader, what, needs) }
}

const namesIn = (context: Context) => {
  if (!('shown' in context)) return context
  const { people, accounts, opportunities, past, coming } = context.shown
  return {
    people: people.map(({ name, kind }) => `${kind} ${name}`),
    accounts: accounts.map(({ name }) => name),
    opportunities: opportunities.map(({ name, stage }) => `${name}, ${stage}`),
    past: past.map(({ subject }) => subject),
    coming: coming.map(({ subject, owner }) => `${subject}, ${owner}`)
  }
}

const harborlight = {
  people: ['contact Grace Hopper-Lee'],
  accounts: ['Harborlight Analytics'],
  opportunities: ['Harborlight: forecasting rollout, Negotiation/Review'],
  past: [],
  coming: ['Harborlight: contract call, Olga Okafor']
}

test('the organizer sees the contact, the account, open opportunities and what is to come', async () => {
  const { see } = panel()
  expect(namesIn(await see(olga, about(GRACE.toUpperCase())))).toEqual(harborlight)
  const meridian = namesIn(await see(olga, about('amelie.dufour@meridian.example')))
  expect(meridian).toMatchObject({ past: ['Quarterly review with Meridian Foods'], coming: [], opportunities: [] })
})

test('closed opportunities, converted leads and private Events are not shown', async () => {
  const { see, stage } = panel()
  expect(namesIn(await see(olga, about('joerg.weissmueller@nordwind.example')))).toMatchObject({ opportunities: [] })
  expect(namesIn(await see(olga, about('noor.haddad@meridian.example')))).toMatchObject({
    people: ['contact Noor Haddad']
  })
  expect(namesIn(await see(olga, about('mika.virtanen@pohjola-robotics.example')))).toMatchObject({
    ...{ people: ['lead Mika Virtanen'], accounts: [] }
  })
  const [event] = (await stage.rows('Event')).filter(({ Subject }) => Subject === 'Harborlight: contract call')
  await stage.turn({ knob: 'put', object: 'Event', row: { Id: event?.Id, IsPrivate: true } })
  expect(namesIn(await see(olga, about(GRACE)))).toMatchObject({ coming: [] })
})

describe('a delegate sees what her own Salesforce user may read', () => {
  test('not the organizer’s Events, unless they are shared with her', async () => {
    const { see, stage } = panel()
    expect(namesIn(await see(dana, about(GRACE)))).toEqual({ ...harborlight, coming: [] })
    const [owner, to] = [await stage.userId(olga), await stage.userId(dana)]
    await stage.turn({ knob: 'share records', owner, to, access: 'Read' })
    expect(namesIn(await see(dana, about(GRACE)))).toEqual(harborlight)
  })

  test('what is hidden from her looks as if it were not there', async () => {
    const { see, stage } = panel()
    const idOf = async (object: string, name: string) =>
      (await stage.rows(object)).find(({ Name }) => Name === name)?.Id
    const from = await stage.userId(dana)
    const unknown = await see(dana, about('nobody@nowhere.example'))
    await stage.turn({ knob: 'hide', record: await idOf('Contact', 'Grace Hopper-Lee'), from })
    // also by way of the account, which she may read, nothing is told of a contact that she may not
    expect(await see(dana, about(GRACE))).toEqual(unknown)
    expect(namesIn(await see(olga, about(GRACE)))).toEqual(harborlight)
    await stage.turn({ knob: 'settings', settings: { hidden: [] } })
    await stage.turn({ knob: 'hide', record: await idOf('Account', 'Harborlight Analytics'), from })
    await stage.turn({ knob: 'hide', record: await idOf('Opportunity', 'Harborlight: forecasting rollout'), from })
    expect(namesIn(await see(dana, about(GRACE)))).toMatchObject({ accounts: [], opportunities: [] })
  })

  test('nothing without a Salesforce user, with one that Salesforce does not know, or with one that is not active', async () => {
    const { see, stage } = panel()
    const before = (await acme.journal()).length
    expect(await see(rae, about(GRACE))).toEqual({ hidden: 'no username', username: null })
    expect((await acme.journal()).length).toBe(before) // nothing was even asked
    stage.usernames.set(rae.id, 'nobody@acme.example')
    expect(await see(rae, about(GRACE))).toEqual({ hidden: 'no such user', username: 'nobody@acme.example' })
    await stage.turn({ knob: 'put', object: 'User', row: { Id: await stage.userId(dana), IsActive: false } })
    expect(await see(dana, about(GRACE))).toEqual({ hidden: 'inactive user', username: dana.address })
  })
})

test('records that are known already are shown whoever has their address', async () => {
  const { see, stage } = panel()
  const idOf = async (object: string, name: string) =>
    String((await stage.rows(object)).find(({ Name }) => Name === name)?.Id)
  const records = [await idOf('Lead', 'Mika Virtanen'), await idOf('Account', 'Meridian Foods')]
  expect(namesIn(await see(olga, { addresses: [], records, own: null }))).toMatchObject({
    people: ['lead Mika Virtanen'],
    accounts: ['Meridian Foods'],
    past: ['Quarterly review with Meridian Foods']
  })
  const deal = [await idOf('Opportunity', 'Harborlight: forecasting rollout')]
  expect(namesIn(await see(olga, { addresses: [], records: deal, own: null }))).toMatchObject({
    opportunities: ['Harborlight: forecasting rollout, Negotiation/Review'],
    coming: ['Harborlight: contract call, Olga Okafor']
  })
})

test('addresses are literals, and a failed search shows nothing rather than nobody', async () => {
  const { see } = panel()
  expect(namesIn(await see(olga, about("saoirse.o'brien@harborlight.example")))).toMatchObject({
    people: ["contact Saoirse O'Brien"]
  })
  expect(namesIn(await see(olga, about("x\\' OR Name != '")))).toMatchObject({ people: [] })
  await acme.trouble({ cloud: 'salesforce', kind: 'status', status: 503, path: '/query', times: 99 })
  expect(await see(olga, about(GRACE))).toMatchObject({ unknown: expect.any(String) })
})

test('each link into Salesforce opens the record, in the sandbox, too', async () => {
  const { see } = panel()
  const origin = await connections(salesforceSettings(acme)).origin()
  expect(origin).toBe(acme.origin)
  const context = await see(olga, about(GRACE))
  if (!('shown' in context)) return expect.fail('nothing was shown')
  const { people, opportunities, coming } = context.shown
  for (const [{ id }, title] of [
    [people[0], 'Grace Hopper-Lee'],
    [opportunities[0], 'Harborlight: forecasting rollout'],
    [coming[0], 'Harborlight: contract call']
  ] as [{ id: string }, string][])
    expect(await (await fetch(`${origin}/${id}`)).text()).toContain(`<h1>${title}</h1>`)
  expect((await fetch(`${origin}/003000000000009AAA`)).status).toBe(404)
})

test('the Event of the meeting itself is told elsewhere', async () => {
  const { see } = panel()
  const all = await see(olga, about(GRACE))
  const own = 'shown' in all ? (all.shown.coming[0]?.id ?? '') : ''
  expect(namesIn(await see(olga, { ...about(GRACE), own }))).toEqual({ ...harborlight, coming: [] })
})
