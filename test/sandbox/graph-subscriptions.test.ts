import { expect, onTestFinished, test } from 'vitest'
import { createShare } from '../../sandbox/exchange/notification-trouble.ts'
import { graphAt, meeting, olga } from './graph-caller.ts'
import { anApp } from './stand-in.ts'

const monday = '2026-11-23T06:00:00Z'
const grace = { emailAddress: { address: 'grace@hopper.example', name: 'Grace Hopper-Lee' }, type: 'required' }

function aGraph() {
  const graph = graphAt(monday)
  onTestFinished(() => graph.face.stop())
  return graph
}

const wish = (address: string, more = {}) => ({
  changeType: 'created,updated,deleted',
  notificationUrl: address,
  lifecycleNotificationUrl: address,
  resource: `${olga}/events`,
  expirationDateTime: '2026-11-29T06:00:00.0000000Z',
  clientState: 'a secret of ours',
  ...more
})

async function watched() {
  const graph = aGraph()
  const app = await anApp()
  const made = await graph.asApp('POST', '/subscriptions', wish(app.address), { prefer: 'IdType="ImmutableId"' })
  expect(made.status).toBe(201)
  return { graph, app, subscription: made.body }
}

test('who gives the token back is told of what is created, changed and deleted in the calendar', async () => {
  const { graph, app, subscription } = await watched()
  const { id } = (
    await graph.asApp('POST', `${olga}/events`, meeting('2026-11-24', '16:00', '16:30'), {
      prefer: 'IdType="ImmutableId"'
    })
  ).body
  await app.hears(1)
  await graph.asApp('PATCH', `${olga}/events/${id}`, { subject: 'Tea' })
  await app.hears(2)
  await graph.asApp('DELETE', `${olga}/events/${id}`)
  await app.hears(3)
  const resource = `Users/${graph.idOf('Olga')}/Events/${id}`
  expect(app.heard.map(({ changeType }) => changeType)).toEqual(['created', 'updated', 'deleted'])
  expect(app.heard[1]).toMatchObject({
    subscriptionId: subscription.id,
    clientState: 'a secret of ours',
    tenantId: 'a0c3e000-0000-4000-8000-00000000ac3e',
    resource,
    resourceData: { '@odata.type': '#Microsoft.Graph.Event', '@odata.id': resource, id }
  })
})

test('the client state is said once and never again', async () => {
  const { graph, subscription } = await watched()
  expect(subscription.clientState).toBe('a secret of ours')
  expect((await graph.asApp('GET', `/subscriptions/${subscription.id}`)).body.clientState).toBeNull()
  expect((await graph.asApp('GET', '/subscriptions')).body.value[0].clientState).toBeNull()
})

test.for([
  ['an error', () => ({ status: 500 })],
  ['another text', () => ({ status: 200, text: 'hello' })],
  ['the token in quotes', (token: string) => ({ status: 200, text: JSON.stringify(token) })],
  ['another type', () => ({ status: 200, type: 'application/json' })],
  ['the token as it stood in the address', (token: string) => ({ status: 200, text: encodeURIComponent(token) })]
] as const)('an address that answers with %s is not subscribed', async ([, handshake]) => {
  const graph = aGraph()
  const { address } = await anApp(handshake)
  const refused = await graph.asApp('POST', '/subscriptions', wish(address))
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'ValidationError' } } })
  expect((await graph.asApp('GET', '/subscriptions')).body.value).toEqual([])
})

test.for([
  ['without a resource', { resource: undefined }, 400],
  ['longer than seven days', { expirationDateTime: '2026-11-30T06:00:01Z' }, 400],
  ['that has ended', { expirationDateTime: '2026-11-23T05:00:00Z' }, 400],
  ['with a secret of 129 signs', { clientState: 'x'.repeat(129) }, 400],
  ['to an address without TLS', { notificationUrl: 'http://app.example/hook' }, 400],
  ['of nothing that happens', { changeType: 'touched' }, 400],
  ['of a mailbox that is not there', { resource: 'users/nobody@acme.example/events' }, 404]
] as const)('a subscription %s is refused', async ([, more, status]) => {
  const graph = aGraph()
  const { address } = await anApp()
  expect((await graph.asApp('POST', '/subscriptions', wish(address, more))).status).toBe(status)
})

test('a delegate cannot watch the calendar of her organizer, only her own', async () => {
  const graph = aGraph()
  const { address } = await anApp()
  const dana = graph.as('Dana')
  expect((await dana('POST', '/subscriptions', wish(address))).status).toBe(403)
  expect((await dana('POST', '/subscriptions', wish(address, { resource: 'me/events' }))).status).toBe(201)
})

test('what would end within 45 minutes ends in 45; renewed it goes on; ended or deleted it is not there', async () => {
  const graph = aGraph()
  const { address } = await anApp()
  const soon = wish(address, { expirationDateTime: '2026-11-23T06:10:00Z' })
  const { id, expirationDateTime } = (await graph.asApp('POST', '/subscriptions', soon)).body
  expect(expirationDateTime).toBe('2026-11-23T06:45:00.0000000Z')
  const path = `/subscriptions/${id}`
  const renewed = await graph.asApp('PATCH', path, { expirationDateTime: '2026-11-25T06:00:00Z' })
  expect(renewed).toMatchObject({ status: 200, body: { expirationDateTime: '2026-11-25T06:00:00Z' } })
  expect((await graph.asApp('POST', `${path}/reauthorize`)).status).toBe(204)
  graph.ground.now = () => Date.parse('2026-11-25T06:00:00Z')
  expect((await graph.asApp('PATCH', path, { expirationDateTime: '2026-11-26T06:00:00Z' })).status).toBe(404)
  expect((await graph.asApp('DELETE', path)).status).toBe(404)
})

test('what nobody takes is sent again', async () => {
  const { graph, app } = await watched()
  app.answer(500)
  await graph.asApp('POST', `${olga}/events`, meeting('2026-11-24', '16:00', '16:30'))
  await expect.poll(() => graph.face.notifier.deliveries()[0]?.tries).toBe(1)
  app.answer(202)
  await app.hears(1)
})

test('on demand three of ten are lost, some come twice, and some with a secret that is not ours', async () => {
  const { graph, app } = await watched()
  graph.face.notifier.rehearse({ lose: 0.3, duplicate: 0.5, wrongClientState: 0.2, delay: 0, reorder: 0 })
  for (let at = 0; at < 10; at++)
    await graph.asApp('POST', `${olga}/events`, meeting('2026-11-24', '16:00', '16:30', { subject: `${at}` }))
  await app.hears(10)
  expect(graph.face.notifier.deliveries().filter(({ outcome }) => outcome === 'lost')).toHaveLength(3)
  expect(new Set(app.heard.map(({ id }) => id)).size).toBe(7)
  const strangers = app.heard.filter(({ clientState }) => clientState !== 'a secret of ours')
  expect(new Set(strangers.map(({ id }) => id)).size).toBe(1)
})

test('turned round, the last comes first', async () => {
  const { graph, app } = await watched()
  graph.face.notifier.rehearse({ lose: 0, duplicate: 0, wrongClientState: 0, delay: 0, reorder: 60 })
  const { id } = (await graph.asApp('POST', `${olga}/events`, meeting('2026-11-24', '16:00', '16:30'))).body
  await graph.asApp('DELETE', `${olga}/events/${id}`)
  await app.hears(2)
  expect(app.heard.map(({ changeType }) => changeType)).toEqual(['deleted', 'created'])
})

test('a removed subscription says so once and is gone', async () => {
  const { graph, app, subscription } = await watched()
  expect(graph.face.notifier.tellLifecycle('subscriptionRemoved', graph.idOf('Olga'))).toBe(1)
  await app.hears(1)
  expect(app.heard[0]).toMatchObject({ lifecycleEvent: 'subscriptionRemoved', subscriptionId: subscription.id })
  expect((await graph.asApp('GET', `/subscriptions/${subscription.id}`)).status).toBe(404)
})

test('an answer of an invitee outside arrives at the organizer’s item, and is a change of it', async () => {
  const { graph, app } = await watched()
  const { id } = (
    await graph.asApp('POST', `${olga}/events`, meeting('2026-11-24', '16:00', '16:30', { attendees: [grace] }))
  ).body
  const act = { mailbox: graph.idOf('Olga'), meeting: id, act: 'propose', as: 'grace@hopper.example', minutes: 90 }
  expect(graph.face.act(act)).toBeUndefined()
  await app.hears(2)
  const [attendee] = (await graph.asApp('GET', `${olga}/events/${id}`)).body.attendees
  expect(attendee).toMatchObject({
    status: { response: 'tentativelyAccepted' },
    proposedNewTime: { start: { dateTime: '2026-11-24T16:30:00.0000000', timeZone: 'UTC' } }
  })
})

test('by hand a meeting is moved, made private and deleted, and a refusal is a sentence', async () => {
  const graph = aGraph()
  const { id } = (await graph.asApp('POST', `${olga}/events`, meeting('2026-11-24', '16:00', '16:30'))).body
  const act = (name: string, more = {}) =>
    graph.face.act({ mailbox: graph.idOf('Olga'), meeting: id, act: name, ...more })
  expect([act('move', { minutes: -30 }), act('make private')]).toEqual([undefined, undefined])
  expect((await graph.asApp('GET', `${olga}/events/${id}`)).body).toMatchObject({
    sensitivity: 'private',
    start: { dateTime: '2026-11-24T14:30:00.0000000' }
  })
  expect(act('accept')).toContain('Say as whom')
  expect([act('delete'), act('delete')]).toEqual([undefined, `There is no meeting "${id}" in this calendar.`])
})

test('a mailbox that was moved has new ids; the immutable ones and the iCalUId stay', async () => {
  const graph = aGraph()
  const immutable = { prefer: 'IdType="ImmutableId"' }
  const { id, iCalUId } = (await graph.asApp('POST', `${olga}/events`, meeting('2026-11-24', '16:00', '16:30'))).body
  const stays = (await graph.asApp('GET', `${olga}/events/${id}`, undefined, immutable)).body.id
  graph.face.moveMailbox(graph.idOf('Olga'))
  expect((await graph.asApp('GET', `${olga}/events/${id}`)).status).toBe(404)
  expect((await graph.asApp('GET', `${olga}/events/${stays}`)).body.iCalUId).toBe(iCalUId)
  const [found] = (await graph.asApp('GET', `${olga}/events?$filter=iCalUId eq '${iCalUId}'`)).body.value
  expect(found.id).not.toBe(id)
})

test('a share is met evenly', () => {
  const share = createShare()
  expect(Array.from({ length: 10 }, () => (share(0.3) ? 1 : 0)).join('')).toBe('0001001001')
})
