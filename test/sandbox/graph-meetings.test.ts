import { expect, test } from 'vitest'
import { graphAt, meeting, olga } from './graph-caller.ts'

const monday = '2026-11-23T06:00:00Z'
const name = 'String {66f5a359-4659-4830-9070-00040ec6ac6e} Name BookingId'
const grace = { emailAddress: { address: 'grace@hopper.example', name: 'Grace Hopper-Lee' }, type: 'required' }
const dana = { emailAddress: { address: 'dana.whitfield@acme.example', name: 'Dana Whitfield' }, type: 'optional' }
const booking = meeting('2026-11-24', '16:00', '16:30', { transactionId: 'booking-1', attendees: [grace, dana] })

test('the same transaction again is the same meeting and no second invitation', async () => {
  const graph = graphAt(monday)
  const first = await graph.as('Dana')('POST', `${olga}/events`, booking)
  const again = await graph.as('Dana')('POST', `${olga}/calendar/events`, { ...booking, subject: booking.subject })
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.body.id).toBe(first.body.id)
  expect(graph.face.state()['olga.okafor@acme.example']?.sent).toHaveLength(1)
})

test('the same transaction with another content is refused and names the meeting it belongs to', async () => {
  const graph = graphAt(monday)
  const { id } = (await graph.asApp('POST', `${olga}/events`, booking)).body
  const other = await graph.asApp('POST', `${olga}/events`, { ...booking, subject: 'Tea' })
  expect(other).toMatchObject({
    status: 400,
    body: { error: { code: 'ErrorDuplicateTransactionId', '@event.existingEventId': id } }
  })
})

test('the organizer is the owner; only the message knows that a delegate sent it', async () => {
  const graph = graphAt(monday)
  const { body } = await graph.as('Dana')('POST', `${olga}/events`, { ...booking, attendees: [grace] })
  expect(body).toMatchObject({ isOrganizer: true, organizer: { emailAddress: { name: 'Olga Okafor' } } })
  expect(JSON.stringify(body)).not.toContain('dana.whitfield')
  expect(graph.face.state()['olga.okafor@acme.example']?.sent).toMatchObject([
    {
      kind: 'invitation',
      from: 'olga.okafor@acme.example',
      sender: 'dana.whitfield@acme.example',
      to: ['grace@hopper.example']
    }
  ])
})

test('an attendee inside has a copy of her own, which follows the meeting until it is cancelled', async () => {
  const graph = graphAt(monday)
  const { id, iCalUId } = (await graph.asApp('POST', `${olga}/events`, booking)).body
  const copy = async () => (await graph.as('Dana')('GET', `/me/events?$filter=iCalUId eq '${iCalUId}'`)).body.value[0]
  const invited = await copy()
  expect(invited).toMatchObject({ isOrganizer: false, showAs: 'tentative', responseStatus: { response: 'none' } })
  expect(invited.id).not.toBe(id)
  expect(invited).not.toHaveProperty('transactionId')

  await graph.as('Dana')('POST', `/me/events/${invited.id}/accept`, { sendResponse: true })
  expect((await graph.asApp('GET', `${olga}/events/${id}`)).body.attendees[1].status.response).toBe('accepted')

  await graph.asApp('PATCH', `${olga}/events/${id}`, meeting('2026-11-25', '16:00', '16:30'))
  expect(await copy()).toMatchObject({
    start: { dateTime: '2026-11-25T15:00:00.0000000' },
    responseStatus: { response: 'none' }
  })

  expect((await graph.as('Dana')('POST', `/me/events/${invited.id}/cancel`, {})).status).toBe(400)
  expect((await graph.asApp('POST', `${olga}/events/${id}/cancel`, { comment: 'Sorry' })).status).toBe(202)
  expect(await copy()).toMatchObject({ isCancelled: true, showAs: 'free' })
  expect((await graph.asApp('GET', `${olga}/events/${id}`)).status).toBe(404)
})

test('a change of an attendee stays in his own calendar', async () => {
  const graph = graphAt(monday)
  const { id, iCalUId } = (await graph.asApp('POST', `${olga}/events`, booking)).body
  const [copy] = (await graph.as('Dana')('GET', `/me/events?$filter=iCalUId eq '${iCalUId}'`)).body.value
  expect((await graph.as('Dana')('PATCH', `/me/events/${copy.id}`, { subject: 'Not mine' })).status).toBe(200)
  expect((await graph.asApp('GET', `${olga}/events/${id}`)).body.subject).toBe('Coffee')
})

test('a change of the list alone reaches only those who came or went', async () => {
  const graph = graphAt(monday)
  const { id } = (await graph.asApp('POST', `${olga}/events`, booking)).body
  const piet = { emailAddress: { address: 'piet.jansen@acme.example' } }
  await graph.asApp('PATCH', `${olga}/events/${id}`, { attendees: [grace, piet] })
  expect(graph.face.state()['olga.okafor@acme.example']?.sent).toMatchObject([
    { kind: 'invitation', to: ['grace@hopper.example', 'dana.whitfield@acme.example'] },
    { kind: 'cancellation', to: ['dana.whitfield@acme.example'] },
    { kind: 'invitation', to: ['piet.jansen@acme.example'] }
  ])
})

test('an extended property is never shown unasked, and finds its meeting', async () => {
  const graph = graphAt(monday)
  const created = await graph.asApp('POST', `${olga}/events`, {
    ...booking,
    singleValueExtendedProperties: [{ id: name, value: 'b-17' }]
  })
  expect(created.body).not.toHaveProperty('singleValueExtendedProperties')
  const find = (id: string, value: string) =>
    graph.asApp(
      'GET',
      `${olga}/events?$filter=${encodeURIComponent(`singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value eq '${value}')`)}&$expand=${encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${id}')`)}`
    )
  expect((await find(name, 'B-17')).body.value).toMatchObject([
    { id: created.body.id, singleValueExtendedProperties: [{ id: name, value: 'b-17' }] }
  ])
  expect((await find(name.replace('BookingId', 'bookingid'), 'b-17')).body.value).toEqual([])
  expect((await find(name, 'b-18')).body.value).toEqual([])
})

test('an online meeting stays online until its body loses the link', async () => {
  const graph = graphAt(monday)
  const { id, onlineMeeting, body } = (
    await graph.asApp('POST', `${olga}/events`, {
      ...booking,
      isOnlineMeeting: true,
      onlineMeetingProvider: 'teamsForBusiness'
    })
  ).body
  expect(body.content).toContain(onlineMeeting.joinUrl)
  const change = async (changes: object) =>
    (await graph.asApp('PATCH', `${olga}/events/${id}`, changes)).body.isOnlineMeeting
  expect(await change({ isOnlineMeeting: false })).toBe(true)
  expect(await change({ body: { contentType: 'html', content: 'Another text' } })).toBe(false)
})

test('another writer in between is a conflict for those who name the version they saw', async () => {
  const graph = graphAt(monday)
  const { id, ...seen } = (await graph.asApp('POST', `${olga}/events`, booking)).body
  const change = (subject: string) =>
    graph.asApp('PATCH', `${olga}/events/${id}`, { subject }, { 'if-match': seen['@odata.etag'] })
  expect((await change('First')).status).toBe(200)
  expect(await change('Second')).toMatchObject({ status: 412, body: { error: { code: 'ErrorIrresolvableConflict' } } })
})
