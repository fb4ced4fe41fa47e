// The client that the product uses, against the sandbox.
import jsforce from 'jsforce'
import { expect, test } from 'vitest'
import { anOrg, assertionOf, meeting, username } from './salesforce-caller.ts'

async function connected() {
  const { sandbox, turn } = await anOrg()
  const loginUrl = String(sandbox.settings.SALESFORCE_LOGIN_URL)
  const connection = new jsforce.Connection({ oauth2: { loginUrl, clientId: 'APP_KEY' }, version: '67.0' })
  await connection.authorize({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: assertionOf(sandbox, { sub: username('olga') })
  })
  return { connection, turn, loginUrl }
}

test('jsforce signs in as Olga and works with her Events', async () => {
  const { connection } = await connected()
  const events = connection.sobject('Event')
  const made = await events.create(meeting())
  expect(made).toMatchObject({ success: true, id: expect.stringMatching(/^00U\w{15}$/) })
  const id = String(made.id)
  expect(await events.retrieve(id)).toMatchObject({ Subject: 'Introduction', DurationInMinutes: 30 })
  expect(await events.update({ Id: id, Subject: 'Moved' })).toMatchObject({ id, success: true })
  expect(await events.destroy(id)).toMatchObject({ id, success: true })
  await expect(events.destroy(id)).rejects.toMatchObject({ errorCode: 'ENTITY_IS_DELETED' })
  expect(connection.limitInfo).toMatchObject({ apiUsage: { used: 5, limit: 15000 } })
  expect((await connection.identity()).username).toBe('olga.okafor@acme.example')
})

test('jsforce upserts by the booking key and learns the id both times', async () => {
  const { connection } = await connected()
  const upsert = () => connection.sobject('Event').upsert({ ...meeting(), Booking_Key__c: 'bk-1' }, 'Booking_Key__c')
  const [first, second] = [await upsert(), await upsert()]
  expect(first).toMatchObject({ created: true })
  expect(second).toEqual({ ...first, created: false })
})

test('jsforce finds the booking key in the description of Event', async () => {
  const { connection } = await connected()
  const { fields } = await connection.sobject('Event').describe()
  expect(fields.find(({ name }) => name === 'Booking_Key__c')).toMatchObject({
    type: 'string',
    length: 64,
    externalId: true,
    unique: true,
    caseSensitive: true
  })
})

test('jsforce signs in as the app', async () => {
  const { loginUrl } = await connected()
  const oauth2 = { loginUrl, clientId: 'APP_KEY', clientSecret: 'APP_SECRET' }
  const connection = new jsforce.Connection({ oauth2, version: '67.0' })
  await connection.authorize({ grant_type: 'client_credentials' })
  const found = await connection.query("SELECT Id FROM User WHERE Username = 'olga.okafor@acme.example'")
  expect(found.totalSize).toBe(1)
})

test('jsforce shows refusals by their code', async () => {
  const { connection, turn } = await connected()
  await expect(connection.query('SELECT Id FORM Event')).rejects.toMatchObject({ errorCode: 'MALFORMED_QUERY' })
  await expect(connection.sobject('Event').retrieve('00U8X000000NoneUAC')).rejects.toMatchObject({
    errorCode: 'NOT_FOUND'
  })
  await turn({ knob: 'use up requests' })
  await expect(connection.query('SELECT Id FROM Event')).rejects.toMatchObject({ errorCode: 'REQUEST_LIMIT_EXCEEDED' })
})
