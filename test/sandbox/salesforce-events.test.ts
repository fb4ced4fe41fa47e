import { expect, test } from 'vitest'
import { anOrg, dana, grace, meeting, olga, query } from './salesforce-caller.ts'

const create = (ask: Awaited<ReturnType<Awaited<ReturnType<typeof anOrg>>['as']>>, more: object = {}) =>
  ask('POST', '/sobjects/Event', meeting(more))

test('a private meeting with somebody is refused: privacy excludes relations', async () => {
  const { as } = await anOrg()
  const answer = await create(await as('olga'), { IsPrivate: true, WhoId: grace })
  expect([answer.status, answer.body]).toMatchObject([
    400,
    [{ errorCode: 'FIELD_INTEGRITY_EXCEPTION', fields: ['WhoId'] }]
  ])
})

test('an id of 15 characters leads to the same record, one with a wrong checksum to none', async () => {
  const { as } = await anOrg()
  const asOlga = await as('olga')
  const { id } = (await create(asOlga)).body as { id: string }
  expect(id).toHaveLength(18)
  const short = await asOlga('GET', `/sobjects/Event/${id.slice(0, 15)}?fields=Id`)
  expect(short.body).toMatchObject({ Id: id })
  const wrong = `${id.slice(0, 17)}${id.endsWith('A') ? 'B' : 'A'}`
  expect((await asOlga('GET', `/sobjects/Event/${wrong}`)).status).toBe(404)
})

test('an invited user gets an Event of her own that follows the first one; an invited contact does not', async () => {
  const { as } = await anOrg()
  const asOlga = await as('olga')
  const { id } = (await create(asOlga)).body as { id: string }
  for (const RelationId of [dana, grace]) {
    await asOlga('POST', '/sobjects/EventRelation', { EventId: id, RelationId, IsInvitee: true, Status: 'New' })
  }
  const children = () => asOlga('GET', query('SELECT OwnerId, StartDateTime FROM Event WHERE IsChild = true'))
  expect((await children()).body).toMatchObject({ totalSize: 1, records: [{ OwnerId: dana }] })

  await asOlga('PATCH', `/sobjects/Event/${id}`, { StartDateTime: '2026-12-08T10:00:00Z' })
  expect((await children()).body).toMatchObject({ records: [{ StartDateTime: '2026-12-08T10:00:00.000+0000' }] })
  await asOlga('DELETE', `/sobjects/Event/${id}`)
  expect((await children()).body).toMatchObject({ totalSize: 0 })
})

test('a meeting that is moved stays as long as it was', async () => {
  const { as } = await anOrg()
  const asOlga = await as('olga')
  const { id } = (await create(asOlga)).body as { id: string }
  await asOlga('PATCH', `/sobjects/Event/${id}`, { StartDateTime: '2026-12-08T10:00:00+01:00' })
  expect(
    (await asOlga('GET', `/sobjects/Event/${id}?fields=EndDateTime,DurationInMinutes,ActivityDate`)).body
  ).toMatchObject({
    EndDateTime: '2026-12-08T09:30:00.000+0000',
    DurationInMinutes: 30,
    ActivityDate: '2026-12-08'
  })
})

test('with Shared Activities several contacts are related, the first of them is the Who', async () => {
  const { as, turn } = await anOrg()
  const asOlga = await as('olga')
  const people = [grace, '0038X0000000002QAA']
  const { id } = (await create(asOlga, { EventWhoIds: people })).body as { id: string }
  const shown = await asOlga('GET', `/sobjects/Event/${id}?fields=WhoId,EventWhoIds,AccountId`)
  expect(shown.body).toMatchObject({ WhoId: grace, EventWhoIds: people, AccountId: '0018X0000000001QAA' })

  await turn({ knob: 'settings', settings: { sharedActivities: false } })
  const described = (await asOlga('GET', '/sobjects/Event/describe')).body as { fields: { name: string }[] }
  expect(described.fields.map(({ name }) => name)).not.toContain('EventWhoIds')
})

test('an Event of last year leaves query, but not queryAll', async () => {
  const { as } = await anOrg()
  const asOlga = await as('olga')
  await create(asOlga, {
    Subject: 'Long ago',
    StartDateTime: '2020-01-07T09:00:00Z',
    EndDateTime: '2020-01-07T09:30:00Z'
  })
  const soql = query("SELECT Id FROM Event WHERE Subject = 'Long ago'")
  expect((await asOlga('GET', soql)).body).toMatchObject({ totalSize: 0 })
  expect((await asOlga('GET', soql.replace('/query', '/queryAll'))).body).toMatchObject({ totalSize: 1 })
})

test('a locked row refuses once, and the next attempt succeeds', async () => {
  const { as, turn } = await anOrg()
  const asOlga = await as('olga')
  await turn({ knob: 'lock', record: '0018X0000000001QAA' })
  const about = { WhatId: '0018X0000000001QAA', OwnerId: olga }
  expect((await create(asOlga, about)).body).toMatchObject([{ errorCode: 'UNABLE_TO_LOCK_ROW', fields: [] }])
  expect((await create(asOlga, about)).status).toBe(201)
})

test('a refused write changes nothing', async () => {
  const { as } = await anOrg()
  const asOlga = await as('olga')
  const before = await asOlga('GET', query('SELECT COUNT() FROM Event'))
  const answer = await asOlga('POST', '/composite', {
    allOrNone: true,
    compositeRequest: [
      { method: 'POST', url: '/services/data/v67.0/sobjects/Event', referenceId: 'event', body: meeting() },
      {
        method: 'POST',
        url: '/services/data/v67.0/sobjects/EventRelation',
        referenceId: 'relation',
        body: { EventId: '@{event.id}', RelationId: '0038X000000NoneAAA' }
      }
    ]
  })
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({
    compositeResponse: [
      { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] },
      { httpStatusCode: 400, referenceId: 'relation' }
    ]
  })
  expect((await asOlga('GET', query('SELECT COUNT() FROM Event'))).body).toEqual(before.body)
})

test('a collection answers 200 with the failures inside, their code under another name', async () => {
  const { as } = await anOrg()
  const records = [meeting(), { Subject: 'when?' }].map((record) => ({ attributes: { type: 'Event' }, ...record }))
  const asOlga = await as('olga')
  const some = await asOlga('POST', '/composite/sobjects', { allOrNone: false, records })
  expect(some.body).toMatchObject([
    { success: true },
    { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] }
  ])
  const none = await asOlga('POST', '/composite/sobjects', { allOrNone: true, records })
  expect(none.body).toMatchObject([
    { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
    { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] }
  ])
})
