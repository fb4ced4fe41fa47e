import { describe, expect, test } from 'vitest'
import { within } from '../../../server/within.ts'
import { dana, eve, halfHours, rae } from '../../world/cast.ts'
import { decode, flawsOf, textOf, valuesOf } from '../../world/pages.ts'
import { consoleOf, olgasPath } from './desk.ts'
import { availabilityForm } from './forms.ts'

const pages = {
  'the form for an availability link': `${olgasPath}/availability-links/new`,
  'the week to pick times from': `${olgasPath}/time-slot-links/new`,
  'the link itself': `/console/links/${halfHours.id}`
}

/** Of what was chosen in Salesforce: nothing unusual. */
const choices = {
  chosenOf: async () => ({ name: 'Harborlight, new berths' }),
  wayOf: async () => ({ written: 'usual' as const, strangersAreMade: false })
}

async function danasDesk() {
  const world = await consoleOf()
  const asked: string[] = []
  world.services.salesforceStanding = {
    ...choices,
    connectionOf: async () => 'works',
    userOf: async () => 'active',
    recordOf: async (address) => {
      asked.push(address)
      return { name: 'Grace Hopper-Lee' }
    }
  }
  return { ...world, asked, desk: await world.as(dana) }
}

describe.each(Object.entries(pages))('%s', (_, page) => {
  test('shows what will not go well before anybody is sent the link', async () => {
    const { desk } = await danasDesk()
    const { body } = await desk.get(page)
    const text = textOf(body)
    expect(text).toContain('Before you share it')
    expect(text).toContain('How many people are Editor-delegates Look at this')
    expect(text).toContain('Connection to Salesforce OnBehalf may write as olga.okafor@acme.example.')
    expect(text).toContain('Nobody knows yet who will book.')
    expect(text).toContain('Reason: several_editors')
    expect(body).toMatch(/href="mailto:olga\.okafor@acme\.example\?subject=/)
    expect(flawsOf(body)).toEqual([])
  })

  test('is there while a cloud does not answer, and says what is not known', async () => {
    const { desk, services } = await danasDesk()
    const never = () => new Promise<never>(() => {})
    services.salesforceStanding = { ...choices, connectionOf: never, userOf: never, recordOf: never }
    services.within = (question, late) => within(1, question, late)
    const text = textOf((await desk.get(page)).body)
    expect(text).toContain('Connection to Salesforce Not known Salesforce does not answer right now.')
    expect(text).toContain('There was no answer in time.')
    expect(text).toContain('How many people are Editor-delegates Look at this')
  })

  test('knows for whom the message is, and whom the Event will be related to', async () => {
    const { desk, asked } = await danasDesk()
    const { body } = await desk.get(`${page}?for=grace@harborlight.example`)
    expect(asked).toEqual(['grace@harborlight.example'])
    expect(textOf(body)).toContain('The Event will be related to Grace Hopper-Lee.')
  })

  test.each(['x', 'a b@c', '<script>', "'or'@x y"])('asks Salesforce nothing about %j', async (address) => {
    const { desk, asked } = await danasDesk()
    const { body } = await desk.get(`${page}?for=${encodeURIComponent(address)}`)
    expect(asked).toEqual([])
    expect(body).not.toContain('<script>')
  })
})

test('whom the message is for goes along from the form to the link', async () => {
  const { desk } = await danasDesk()
  const path = `${pages['the form for an availability link']}?for=grace@harborlight.example`
  expect(valuesOf((await desk.get(path)).body, 'for')).toEqual(['grace@harborlight.example'])
  const made = await desk.post(
    `${olgasPath}/availability-links`,
    availabilityForm({ for: 'grace@harborlight.example' }),
    path
  )
  expect(made.headers.location).toMatch(/\?made=1&for=grace%40harborlight\.example$/)
  expect(textOf((await desk.get(String(made.headers.location))).body)).toContain('related to Grace Hopper-Lee')
})

test('a link that names its own record is related to that one, and nobody is looked for', async () => {
  const record = { id: '0068X0000000001AAA', object: 'Opportunity' as const, name: 'Harborlight, new berths' }
  const world = await consoleOf({ links: [{ ...halfHours, record }] })
  const recordOf = async () => Promise.reject(new Error('asked'))
  const seen = { connectionOf: async () => 'works' as const, userOf: async () => 'active' as const, recordOf }
  world.services.salesforceStanding = { ...choices, ...seen }
  const { body } = await (await world.as(dana)).get(`${pages['the link itself']}?for=grace@harborlight.example`)
  expect(textOf(body)).toContain('The Event will be related to Harborlight, new berths.')
})

test('a link that somebody else keeps is looked at with her rights', async () => {
  const world = await consoleOf({ links: [{ ...halfHours, keeper: rae }] })
  const { body } = await (await world.as(dana)).get(pages['the link itself'])
  expect(textOf(body)).toContain("Rae Lindqvist may not offer Olga Okafor's time")
  expect(decode(body)).toContain('add Rae Lindqvist › Delegate')
})

test('a link that is over is not looked at any more', async () => {
  const world = await consoleOf({ links: [{ ...halfHours, revokedAt: 1 }] })
  expect(textOf((await (await world.as(eve)).get(pages['the link itself'])).body)).not.toContain('Before you share it')
})

test('a record that was chosen for the link and is gone since is said before the link is sent on', async () => {
  const record = { id: '0068X0000000001AAA', object: 'Opportunity' as const, name: 'Harborlight, <new> berths' }
  const world = await consoleOf({ links: [{ ...halfHours, record }] })
  const seen = { connectionOf: async () => 'works' as const, userOf: async () => 'active' as const }
  const recordOf = async () => ({ name: 'Grace Hopper-Lee' })
  world.services.salesforceStanding = { ...choices, ...seen, recordOf, chosenOf: async () => 'not there' as const }
  const { body } = await (await world.as(dana)).get(pages['the link itself'])
  expect(textOf(body)).toContain(
    'The record that was chosen for this link, Harborlight, <new> berths, is not in Salesforce'
  )
  expect(body).not.toContain('<new>')
  expect(body).toContain('<code>chosen_record_gone</code>')
})

test('who has chosen that all Events are private, or none is written, is not promised a relation', async () => {
  const { desk, services } = await danasDesk()
  const shown = async (written: 'private' | 'nothing') => {
    Object.assign(services.salesforceStanding ?? {}, { wayOf: async () => ({ written, strangersAreMade: true }) })
    return textOf((await desk.get(`${pages['the link itself']}?for=grace@harborlight.example`)).body)
  }
  expect(await shown('private')).toContain('Every meeting of Olga Okafor becomes a private Event: that was chosen.')
  expect(await shown('nothing')).toContain('Nothing is written to Salesforce for Olga Okafor: that was chosen.')
})
