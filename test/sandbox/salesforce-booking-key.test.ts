import { expect, test } from 'vitest'
import { anOrg, meeting, query } from './salesforce-caller.ts'

const byKey = '/sobjects/Event/Booking_Key__c'

test('twenty upserts of one key at the same moment make one Event', async () => {
  const { as } = await anOrg()
  const asOlga = await as('olga')
  const answers = await Promise.all(Array.from({ length: 20 }, () => asOlga('PATCH', `${byKey}/bk-1`, meeting())))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(19)
  const found = await asOlga('GET', query("SELECT Id FROM Event WHERE Booking_Key__c = 'bk-1'"))
  expect(found.body).toMatchObject({ totalSize: 1 })
})

test('the same key may be created once only, and the loser learns which Event has it', async () => {
  const { as } = await anOrg()
  const asOlga = await as('olga')
  const first = await asOlga('POST', '/sobjects/Event', meeting({ Booking_Key__c: 'bk-1' }))
  const { id } = first.body as { id: string }
  expect((await asOlga('POST', '/sobjects/Event', meeting({ Booking_Key__c: 'bk-1' }))).body).toEqual([
    {
      message: `duplicate value found: Booking_Key__c duplicates value on record with id: ${id.slice(0, 15)}`,
      errorCode: 'DUPLICATE_VALUE',
      fields: []
    }
  ])
  expect((await asOlga('POST', '/sobjects/Event', meeting({ Booking_Key__c: 'BK-1' }))).status, 'case counts').toBe(201)
})

test('an upsert does not see the recycle bin: a late repeat would bring a cancelled meeting back', async () => {
  const { as } = await anOrg()
  const asOlga = await as('olga')
  await asOlga('PATCH', `${byKey}/bk-1`, meeting())
  expect((await asOlga('DELETE', `${byKey}/bk-1`)).status).toBe(204)
  expect((await asOlga('PATCH', `${byKey}/bk-1?updateOnly=true`, meeting())).body).toMatchObject([
    { errorCode: 'NOT_FOUND' }
  ])
  expect((await asOlga('PATCH', `${byKey}/bk-1`, meeting())).status).toBe(201)
})

test('the key belongs into the address, not into the body', async () => {
  const { as } = await anOrg()
  const answer = await (await as('olga'))('PATCH', `${byKey}/bk-1`, meeting({ Booking_Key__c: 'bk-1' }))
  expect(answer.body).toEqual([
    { message: 'The Booking_Key__c field should not be specified in the sobject data.', errorCode: 'INVALID_FIELD' }
  ])
})

test('a key that is not unique cannot decide, and the answer lists the candidates', async () => {
  const { as, turn } = await anOrg()
  const asOlga = await as('olga')
  await turn({ knob: 'field', object: 'Event', field: 'Booking_Key__c', change: { unique: false } })
  for (const _ of [1, 2]) await asOlga('POST', '/sobjects/Event', meeting({ Booking_Key__c: 'bk-1' }))
  const answer = await asOlga('PATCH', `${byKey}/bk-1`, meeting())
  expect(answer.status).toBe(300)
  expect(answer.body).toEqual([
    expect.stringMatching(/^\/services\/data\/v67\.0\/sobjects\/Event\/00U/),
    expect.stringMatching(/^\/services\/data\/v67\.0\/sobjects\/Event\/00U/)
  ])
})

test('only external ids can be upserted by', async () => {
  const { as } = await anOrg()
  expect((await (await as('olga'))('PATCH', '/sobjects/Event/Subject/Introduction', meeting())).body).toEqual([
    {
      message: 'Provided external ID field does not exist or is not accessible: Subject',
      errorCode: 'NOT_FOUND'
    }
  ])
})

test('a key that ends like the name of a file is taken for one', async () => {
  const { as } = await anOrg()
  const asOlga = await as('olga')
  expect((await asOlga('PATCH', `${byKey}/bk.inc`, meeting())).body).toMatchObject([{ errorCode: 'NOT_FOUND' }])
})

test('a contact can be asked for by her address', async () => {
  const { as } = await anOrg()
  const asOlga = await as('olga')
  const one = await asOlga('GET', '/sobjects/Contact/Email/grace.hopper-lee@harborlight.example?fields=Name')
  expect(one.body).toMatchObject({ Name: 'Grace Hopper-Lee' })
  expect((await asOlga('GET', '/sobjects/Contact/Email/einkauf@nordwind.example')).status).toBe(300)
})
