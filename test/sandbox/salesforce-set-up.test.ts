// What an administrator sets up in the org, and who may read it.
import { expect, test } from 'vitest'
import { anOrg, meeting, olga, query } from './salesforce-caller.ts'

const tooling = (soql: string) => `/tooling/query?q=${encodeURIComponent(soql)}`
const settingsOf = tooling('SELECT Metadata FROM ActivitiesSettings')
const sharingOf = query(
  "SELECT QualifiedApiName, InternalSharingModel FROM EntityDefinition WHERE QualifiedApiName = 'Event'"
)

test('the switches of activities are read by whoever may see the set-up, and by nobody else', async () => {
  const { as, turn } = await anOrg()
  const [asApp, asOlga] = [await as('integration'), await as('olga')]
  const read = async () =>
    ((await asApp('GET', settingsOf)).body as { records: { Metadata: object }[] }).records[0]?.Metadata
  expect(await read()).toMatchObject({ enableMultidayEvents: false })
  await turn({ knob: 'settings', settings: { multidayEvents: true, sharedActivities: false } })
  expect(await read()).toMatchObject({
    enableMultidayEvents: true,
    allowUsersToRelateMultipleContactsToTasksAndEvents: false
  })
  expect((await asOlga('GET', settingsOf)).body).toMatchObject([{ errorCode: 'INVALID_TYPE' }])
  expect((await asApp('GET', '/limits')).status).toBe(200)
  await turn({ knob: 'standing', user: olga, limitsHidden: true })
  expect((await asOlga('GET', '/limits')).status).toBe(403)
})

test('the sharing default of activities stands with the Event', async () => {
  const { as, turn } = await anOrg()
  const asOlga = await as('olga')
  expect((await asOlga('GET', sharingOf)).body).toMatchObject({ records: [{ InternalSharingModel: 'Private' }] })
  await turn({ knob: 'settings', settings: { activitySharing: 'Controlled by Parent' } })
  expect((await asOlga('GET', sharingOf)).body).toMatchObject({
    records: [{ InternalSharingModel: 'ControlledByParent' }]
  })
})

test('who may see everything is asked of permission sets', async () => {
  const { as, turn } = await anOrg()
  const asApp = await as('integration')
  const seers = query(
    'SELECT Assignee.Username FROM PermissionSetAssignment WHERE PermissionSet.PermissionsViewAllData = true'
  )
  const named = async () => JSON.stringify((await asApp('GET', seers)).body)
  expect(await named()).toContain('integration@acme.example')
  expect(await named()).not.toContain('olga')
  await turn({ knob: 'standing', user: olga, permissions: ['ViewAllData'] })
  expect(await named()).toContain('olga')
})

test('a field that is hidden from one person is there for everybody else', async () => {
  const { as, turn } = await anOrg()
  const [asApp, asOlga] = [await as('integration'), await as('olga')]
  const named = async (ask: typeof asApp) => JSON.stringify((await ask('GET', '/sobjects/Event/describe')).body)
  await turn({ knob: 'field access', user: olga, field: 'Event.Booking_Key__c', access: 'Hidden' })
  expect(await named(asApp)).toContain('Booking_Key__c')
  expect(await named(asOlga)).not.toContain('Booking_Key__c')
  expect((await asOlga('GET', query('SELECT Booking_Key__c FROM Event'))).body).toMatchObject([
    { errorCode: 'INVALID_FIELD' }
  ])
  expect((await asOlga('POST', '/sobjects/Event', meeting({ Booking_Key__c: 'bk-1' }))).body).toMatchObject([
    { errorCode: 'INVALID_FIELD' }
  ])
})

test('a field that one person may only read refuses her, and nobody else', async () => {
  const { as, turn } = await anOrg()
  const [asPiet, asOlga] = [await as('piet'), await as('olga')]
  await turn({ knob: 'field access', user: olga, field: 'Event.Location', access: 'Read Only' })
  const there = meeting({ Location: 'Room 4' })
  expect((await asOlga('POST', '/sobjects/Event', there)).body).toMatchObject([
    { errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['Location'] }
  ])
  expect((await asPiet('POST', '/sobjects/Event', there)).status).toBe(201)
  await turn({ knob: 'field access', user: olga, field: 'Event.Location', access: 'Editable' })
  expect((await asOlga('POST', '/sobjects/Event', there)).status).toBe(201)
})

test('a person without “Edit Events” is described so, and refused', async () => {
  const { as, turn } = await anOrg()
  const asOlga = await as('olga')
  await turn({ knob: 'object access', user: olga, object: 'Event', lacks: ['createable', 'updateable'] })
  expect((await asOlga('GET', '/sobjects/Event/describe')).body).toMatchObject({ createable: false, deletable: true })
  const refused = await asOlga('POST', '/sobjects/Event', meeting())
  expect([refused.status, refused.body]).toMatchObject([403, [{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }]])
})
