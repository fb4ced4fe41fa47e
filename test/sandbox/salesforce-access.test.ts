import { expect, test } from 'vitest'
import { anOrg, dana, meeting, olga, query } from './salesforce-caller.ts'

const forOlga = meeting({ OwnerId: olga })

test('a delegate may add to the organizer’s calendar and cannot read back what she added', async () => {
  const { as } = await anOrg()
  const [asDana, asOlga] = [await as('dana'), await as('olga')]
  const made = await asDana('POST', '/sobjects/Event', forOlga)
  expect(made.status).toBe(201)
  const { id } = made.body as { id: string }

  expect((await asDana('GET', `/sobjects/Event/${id}`)).body).toEqual([
    { message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' }
  ])
  expect((await asDana('PATCH', `/sobjects/Event/${id}`, { Subject: 'x' })).body).toMatchObject([
    {
      errorCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      message: `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`
    }
  ])
  expect((await asOlga('GET', `/sobjects/Event/${id}?fields=OwnerId,CreatedById`)).body).toMatchObject({
    OwnerId: olga,
    CreatedById: dana
  })
})

test('where nobody may add by default, a delegate needs a share of the calendar', async () => {
  const { as, turn } = await anOrg()
  const asDana = await as('dana')
  await turn({ knob: 'settings', settings: { calendarDefault: 'Hide Details' } })
  expect((await asDana('POST', '/sobjects/Event', forOlga)).body).toMatchObject([
    {
      errorCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      message: 'insufficient access rights on cross-reference id: 0058X000000Olga'
    }
  ])
  await turn({ knob: 'share calendar', owner: olga, to: dana, level: 'Show Details and Add Events' })
  expect((await asDana('POST', '/sobjects/Event', forOlga)).status).toBe(201)
})

test('who may only read is told so, who has full access may change', async () => {
  const { as, turn } = await anOrg()
  const asDana = await as('dana')
  const event = '/sobjects/Event/00U8X0000000002'
  await turn({ knob: 'share records', owner: olga, to: dana, access: 'Read' })
  expect((await asDana('GET', event)).status).toBe(200)
  const refused = await asDana('PATCH', event, { Subject: 'x' })
  expect([refused.status, refused.body]).toEqual([
    403,
    [{ message: 'insufficient access rights on object id', errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY', fields: [] }]
  ])
  await turn({ knob: 'share calendar', owner: olga, to: dana, level: 'Full Access' })
  expect((await asDana('PATCH', event, { Subject: 'x' })).status).toBe(204)
})

test('the chief sees the Events of those below her, and nobody sees hers from below', async () => {
  const { as } = await anOrg()
  const [asOlga, asPiet] = [await as('olga'), await as('piet')]
  const { id } = (await asPiet('POST', '/sobjects/Event', meeting())).body as { id: string }
  expect((await asOlga('GET', `/sobjects/Event/${id}`)).status).toBe(200)
  expect((await asPiet('GET', '/sobjects/Event/00U8X0000000002')).status).toBe(404)
})

test('the integration user asks on behalf of a delegate what she may do', async () => {
  const { as } = await anOrg()
  const asApp = await as('integration')
  const soql = (user: string) =>
    query(
      `SELECT RecordId, HasReadAccess, HasEditAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = '${user}' AND RecordId = '00U8X0000000002'`
    )
  expect((await asApp('GET', soql(dana))).body).toMatchObject({
    records: [{ HasReadAccess: false, HasEditAccess: false, MaxAccessLevel: 'None' }]
  })
  expect((await asApp('GET', soql(olga))).body).toMatchObject({
    records: [{ HasEditAccess: true, MaxAccessLevel: 'All' }]
  })
})
