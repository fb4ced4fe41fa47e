// What the panel before a link is shared asks of the clouds, each answer rehearsed.
import { describe, expect, test } from 'vitest'
import { salesforceChoices } from '../../server/compose/salesforce-choices.ts'
import { ordinary } from '../../src/activities/activity-settings.ts'
import { meetingMessages } from '../../src/exchange/meeting-messages.ts'
import { activityLog } from '../../src/salesforce/activity-log.ts'
import type { SalesforceSettings } from '../../src/salesforce/mint.ts'
import { salesforceStanding } from '../../src/salesforce/salesforce-standing.ts'
import { olga, useAcme } from './acme.ts'
import { salesforceSettings } from './leg-stage.ts'

const acme = useAcme()

describe('where answers to meetings go', () => {
  const of = () => meetingMessages(acme.graph).of(olga)

  // biome-ignore format: a table
  test.each([
    ['sendToDelegateOnly',                      'delegates only'],
    ['sendToDelegateAndPrincipal',              'delegates and organizer'],
    ['sendToDelegateAndInformationToPrincipal', 'delegates, organizer informed']
  ])('%s is %s', async (delegateMeetingMessageDeliveryOptions, delivery) => {
    const asOlga = { as: olga.address, scopes: ['MailboxSettings.ReadWrite'] }
    const { access_token } = (await acme.post('/_sandbox/token', asOlga)) as { access_token: string }
    const changed = await fetch(`${acme.origin}/v1.0/me/mailboxSettings`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ delegateMeetingMessageDeliveryOptions })
    })
    expect(changed.status).toBe(200)
    expect(await of()).toEqual({ delivery })
  })

  test.each([503, 403])('a mailbox that answers %s is unknown', async (status) => {
    await acme.trouble({ cloud: 'graph', path: 'mailboxSettings', kind: 'status', status, times: 1 })
    expect(await of()).toEqual({ unknown: expect.stringContaining(String(status)) })
  })
})

describe('what Salesforce says before anything is written', () => {
  const settings = (more: Partial<SalesforceSettings> = {}): SalesforceSettings => ({
    loginUrl: acme.settings.SALESFORCE_LOGIN_URL ?? '',
    clientId: acme.settings.SALESFORCE_CLIENT_ID ?? '',
    clientSecret: acme.settings.SALESFORCE_CLIENT_SECRET ?? '',
    privateKey: acme.settings.SALESFORCE_PRIVATE_KEY ?? '',
    keyField: 'Booking_Key__c',
    ...more
  })
  const asking = () => salesforceStanding(settings())
  const knob = (body: object) => acme.post('/_sandbox/salesforce', body)
  const olgasUser = async () =>
    (await acme.state()).salesforce.User?.find(({ Username }) => Username === olga.address)?.Id as string

  test('Olga is connected and active', async () => {
    expect(await asking().connectionOf(olga.address)).toBe('works')
    expect(await asking().userOf(olga.address)).toBe('active')
  })

  test('a connection that was never approved is refused, and the user is active all the same', async () => {
    await knob({ knob: 'standing', user: await olgasUser(), preauthorised: false })
    expect(await asking().connectionOf(olga.address)).toEqual({ refused: expect.stringContaining('invalid_grant') })
    expect(await asking().userOf(olga.address)).toBe('active')
  })

  test('a user who was switched off is inactive, and not connected', async () => {
    await knob({ knob: 'put', object: 'User', row: { Id: await olgasUser(), IsActive: false } })
    expect(await asking().userOf(olga.address)).toBe('inactive')
    expect(await asking().connectionOf(olga.address)).toHaveProperty('refused')
  })

  test('nobody with this username is found, whatever characters it has', async () => {
    expect(await asking().userOf("o'nobody\\@acme.example")).toBe('not found')
    expect(await asking().connectionOf('nobody@acme.example')).toHaveProperty('refused')
  })

  test('a record is one, several or none', async () => {
    expect(await asking().recordOf('grace.hopper-lee@harborlight.example')).toEqual({ name: 'Grace Hopper-Lee' })
    expect(await asking().recordOf('stranger@harborlight.example')).toBe('nobody')
    const twin = { LastName: 'Twin', Email: 'grace.hopper-lee@harborlight.example' }
    await knob({ knob: 'put', object: 'Contact', row: twin })
    expect(await asking().recordOf(twin.Email)).toBe('several')
  })

  test('a Salesforce that does not answer knows nothing, and nobody is taken for missing', async () => {
    await acme.trouble({ cloud: 'salesforce', kind: 'status', status: 503, times: 20 })
    for (const answer of [
      await asking().connectionOf(olga.address),
      await asking().userOf(olga.address),
      await asking().recordOf('grace.hopper-lee@harborlight.example')
    ])
      expect(answer).toEqual({ unknown: expect.any(String) })
  })

  test('an app that is not let in itself says nothing about Olga’s user', async () => {
    const locked = salesforceStanding(settings({ clientSecret: 'wrong' }))
    expect(await locked.userOf(olga.address)).toHaveProperty('unknown')
    expect(await locked.recordOf('grace.hopper-lee@harborlight.example')).toHaveProperty('unknown')
  })
})

describe('the record that was chosen for a link, as it stands today', () => {
  const chosen = (id: string, more: Partial<SalesforceSettings> = {}) => {
    const activities = activityLog({ ...salesforceSettings(acme), ...more })
    const settings = { of: async () => ordinary, choose: async () => {} }
    return salesforceChoices({ activities, settings, rules: { unknownInvitee: 'leave' } }).chosenOf(id, olga.address)
  }
  const deal = async () => String((await acme.state()).salesforce.Opportunity?.[0]?.Id)

  test('is there, was deleted, is hidden from Olga, or cannot be asked for', async () => {
    const id = await deal()
    expect(await chosen(id)).toEqual({ name: 'Harborlight: forecasting rollout' })
    expect(await chosen(id, { clientSecret: 'wrong' })).toEqual({ unknown: expect.any(String) })
    const olgas = (await acme.state()).salesforce.User?.find(({ Username }) => Username === olga.address)?.Id
    await acme.post('/_sandbox/salesforce', { knob: 'hide', record: id, from: olgas })
    expect(await chosen(id)).toBe('not there')
    await acme.post('/_sandbox/salesforce', { knob: 'purge', object: 'Opportunity', id })
    expect(await chosen(id)).toBe('not there')
  })
})
