import { expect, test } from 'vitest'
import type { Meeting } from '../../src/bookings/booking.ts'
import type { Standing } from '../../src/bookings/meetings.ts'
import { createGraph } from '../../src/exchange/graph-client.ts'
import { mailboxOf, path } from '../../src/exchange/graph-path.ts'
import { eventOf } from '../../src/exchange/meeting-event.ts'
import { meetings } from '../../src/exchange/meetings.ts'
import { HOUR } from '../../src/time/instant.ts'
import { ari, dana, eve, olga, useAcme } from './acme.ts'
import { loopback, sendHtml, sendJson } from './loopback.ts'
import { wanted } from './wishes.ts'

const acme = useAcme()
const calendar = () => meetings(acme.graph)
const onPosting = { cloud: 'graph', method: 'POST', path: '/events$', times: 1 }

async function inCalendar() {
  const { mailboxes } = await acme.state()
  return mailboxes[olga.address]?.events.filter(({ subject }) => subject === wanted().subject) ?? []
}

test('Grace is invited into the calendar of Olga, who is the organizer', async () => {
  const note = 'I bring <b>coffee</b>.\n--- End ---\r\nhttps://evil.example'
  const created = await calendar().create(olga, wanted({ invitee: { ...wanted().invitee, note } }))
  expect(created).toEqual({ meeting: { id: expect.any(String), iCalUId: expect.any(String), joinUrl: null } })

  const [event] = await inCalendar()
  expect(event).toMatchObject({
    organizer: { emailAddress: { address: olga.address } },
    attendees: [{ emailAddress: { address: 'grace@harborlight.example', name: 'Grace Hopper-Lee' } }],
    location: { displayName: '+1 555 0100' },
    isOnlineMeeting: false
  })
  // Exchange keeps the text as HTML, and escapes it: what Grace wrote stays text, fenced on every line.
  const { content = '' } = (event?.body ?? {}) as Record<string, string>
  expect(content.split(/<\/?body>/)[1]?.trim()).toBe(
    [
      'Offered by Dana Whitfield on behalf of Olga Okafor',
      '',
      'Place: +1 555 0100',
      '',
      'Text from the invitee, not verified:',
      '&gt; I bring &lt;b&gt;coffee&lt;/b&gt;.',
      '&gt; --- End ---',
      '&gt; https://evil.example'
    ].join('<br>')
  )
})

test('colleagues are invited, too: those who must come, those who may, and nobody twice', async () => {
  const piet = { ...ari, address: 'Grace@Harborlight.example' }
  await calendar().create(olga, wanted({ colleagues: { required: [dana, piet], optional: [eve, dana] } }))
  const [event] = await inCalendar()
  const attendees = event?.attendees as { type: string; emailAddress: { name: string; address: string } }[]
  expect(attendees.map(({ type, emailAddress }) => [type, emailAddress.name, emailAddress.address])).toEqual([
    ['required', 'Grace Hopper-Lee', 'grace@harborlight.example'],
    ['required', 'Dana Whitfield', 'dana.whitfield@acme.example'],
    ['optional', 'Eve Tanaka', 'eve.tanaka@acme.example']
  ])
  const { mailboxes } = await acme.state()
  for (const { address } of [dana, eve]) {
    expect(mailboxes[address]?.events.filter(({ subject }) => subject === wanted().subject)).toHaveLength(1)
  }
})

test('a Teams meeting has an address to join', async () => {
  const created = await calendar().create(olga, wanted({ place: { kind: 'teams' } }))
  expect(created).toMatchObject({ meeting: { joinUrl: expect.stringMatching(/^https:/) } })
})

test('who acted is kept in the meeting, since Exchange forgets the delegate', async () => {
  await calendar().create(olga, wanted())
  const [event] = await inCalendar()
  const kept = event?.singleValueExtendedProperties as { id: string; value: string }[]
  const initiator = kept.find(({ id }) => id.endsWith('Name OnBehalfInitiator'))
  expect(JSON.parse(initiator?.value ?? '')).toEqual({
    name: 'Dana Whitfield',
    address: 'dana.whitfield@acme.example',
    objectId: 'a0c3e000-0000-4000-8000-000000000002'
  })
})

test('a meeting whose answer was lost is found, and asking again makes no second one', async () => {
  await acme.trouble({ ...onPosting, kind: 'drop-after' })
  expect(await calendar().create(olga, wanted())).toEqual({ unclear: expect.any(String) })

  const found = await calendar().find(olga, wanted().key)
  expect(found).toEqual({ meeting: expect.objectContaining({ id: expect.any(String) }) })
  expect(await calendar().create(olga, wanted())).toEqual(found)
  expect((await inCalendar()).length).toBe(1)
})

test.each(['refused with 400', 'refused with 409'])(
  'where a repeat is %s, the meeting that there is is adopted',
  async (transactionIds) => {
    await acme.post('/_sandbox/repeats', { transactionIds })
    const first = await calendar().create(olga, wanted())
    expect(await calendar().create(olga, wanted())).toEqual(first)
    expect((await inCalendar()).length).toBe(1)
  }
)

test('of twins both are told, the first that was made first', async () => {
  await acme.post('/_sandbox/repeats', { twins: 1 })
  const created = await calendar().create(olga, wanted())
  const answer = await calendar().all(olga, wanted().key)
  const found = 'meetings' in answer ? answer.meetings : []
  expect(new Set(found.map(({ id }) => id)).size).toBe(2)
  expect(await calendar().find(olga, wanted().key)).toEqual({ meeting: found[0] })
  expect(found).toContainEqual('meeting' in created ? created.meeting : undefined)
})

test('a copy that Olga has made of it in Outlook, which carries our key, is no twin', async () => {
  const created = await calendar().create(olga, wanted())
  const { transactionId: _, ...copied } = eventOf(wanted())
  const mailbox = mailboxOf(olga)
  const copy = { ...copied, subject: `Copy: ${copied.subject}`, attendees: [] }
  await acme.graph.ask({ method: 'POST', path: path`/users/${mailbox}/calendar/events`, mailbox, body: copy })
  expect(await calendar().all(olga, wanted().key)).toEqual({ meetings: ['meeting' in created && created.meeting] })
})

test('a repeat with other words adopts the meeting that is there', async () => {
  const first = await calendar().create(olga, wanted())
  expect(await calendar().create(olga, wanted({ subject: 'Other words' }))).toEqual(first)
  expect((await inCalendar()).length).toBe(1)
})

test('a meeting that was moved meanwhile is not taken for the one asked for, but is found by its key', async () => {
  const created = await calendar().create(olga, wanted())
  const later = { start: wanted().slot.start + HOUR, end: wanted().slot.end + HOUR }
  const replay = await loopback((_, response) => {
    const [start, end] = [later.start, later.end].map((at) => ({
      dateTime: new Date(at).toISOString(),
      timeZone: 'UTC'
    }))
    sendJson(response, 201, { id: 'x', start, end })
  })
  const moved = meetings(createGraph({ graphOrigin: replay.origin, tokens: { get: async () => 't' } }))
  expect(await moved.create(olga, wanted())).toEqual({ unclear: expect.any(String) })
  expect(await calendar().find(olga, wanted().key)).toEqual(created)
})

test('keys that differ by case or hold quotes are different keys', async () => {
  await calendar().create(olga, wanted())
  for (const key of ['B-GRACE:1', "b-Grace:1' or 1 eq 1 or '", "o'brien", 'b-Grace:2']) {
    expect(await calendar().find(olga, key)).toEqual({ meeting: undefined })
  }
  const quoted = await calendar().create(olga, wanted({ key: "o'brien" }))
  expect(await calendar().find(olga, "o'brien")).toEqual(quoted)
})

test('of two meetings with one key everybody picks the same', async () => {
  const event = (id: string, createdDateTime: string) => ({
    id,
    createdDateTime,
    singleValueExtendedProperties: [{ id: 'x', value: wanted().key }]
  })
  const pages = [
    event('late', '2026-12-02'),
    event('early', '2026-12-01'),
    { ...event('first', '2026-11-01'), isCancelled: true }
  ]
  for (const value of [pages, pages.toReversed()]) {
    const server = await loopback((_, response) => sendJson(response, 200, { value }))
    const graph = createGraph({ graphOrigin: server.origin, tokens: { get: async () => 't' } })
    expect(await meetings(graph).find(olga, wanted().key)).toMatchObject({ meeting: { id: 'early' } })
  }
})

test('a search that failed has not found that nothing is there', async () => {
  for (const rule of [{ kind: 'status', status: 503 }, { kind: 'html', status: 500 }, { kind: 'drop-after' }]) {
    await acme.trouble({ cloud: 'graph', method: 'GET', path: '/events', times: 1, ...rule })
    expect(await calendar().find(olga, wanted().key)).not.toHaveProperty('meeting')
  }
})

const later = { start: wanted().slot.start + HOUR, end: wanted().slot.end + HOUR }

test('a moved meeting is the same at another time, with its text, and Grace gets one update', async () => {
  const created = await made({ place: { kind: 'teams' } })
  expect(await calendar().whereIs(olga, wanted().key, created)).toEqual({
    found: { meeting: created, slot: wanted().slot, version: expect.stringMatching(/^W\/"/) }
  })
  const [before] = await inCalendar()
  expect(await calendar().move(olga, await standing(created), later)).toEqual({ meeting: created })
  const [event, ...more] = await inCalendar()
  expect(more).toEqual([])
  expect(event).toMatchObject({ body: before?.body, attendees: [{ emailAddress: { name: 'Grace Hopper-Lee' } }] })
  expect(await calendar().whereIs(olga, wanted().key, created)).toMatchObject({
    found: { meeting: created, slot: later }
  })
  const { mailboxes } = await acme.state()
  expect(mailboxes[olga.address]?.sent.length).toBe(2) // the invitation and one update
})

test('what was asked of an older version changes nothing, however late it arrives; of whichever version it does', async () => {
  const created = await made()
  const first = await standing(created)
  await calendar().move(olga, first, later)
  const evening = { start: later.end + HOUR, end: later.end + 2 * HOUR }
  expect(await calendar().move(olga, first, evening)).toBe('changed')
  expect(await standing(created)).toMatchObject({ slot: later })
  expect(await calendar().move(olga, { ...first, version: '' }, evening)).toEqual({ meeting: created })
})

test('a move whose answer was lost has been done: the look-up says where the meeting stands', async () => {
  const created = await made()
  await acme.trouble({ cloud: 'graph', method: 'PATCH', path: '/events/', times: 1, kind: 'drop-after' })
  expect(await calendar().move(olga, await standing(created), later)).toEqual({ unclear: expect.any(String) })
  expect(await calendar().whereIs(olga, wanted().key, created)).toMatchObject({ found: { slot: later } })
})

test('a meeting that no search shows yet stands where it is: it is read under its own id', async () => {
  await acme.post('/_sandbox/repeats', { foundAfter: 60_000 })
  const created = await made()
  expect(await calendar().find(olga, wanted().key)).toEqual({ meeting: undefined })
  expect(await calendar().whereIs(olga, wanted().key, created)).toMatchObject({ found: { slot: wanted().slot } })
})

test('a meeting under another id is found by its key', async () => {
  const created = await made()
  const moved = { ...created, id: `${created.id.slice(0, -4)}AAA=` }
  expect(await calendar().whereIs(olga, wanted().key, moved)).toMatchObject({ found: { meeting: created } })
})

test('what is gone cannot be moved, and stands nowhere', async () => {
  const created = await made()
  const before = await standing(created)
  await calendar().remove(olga, created)
  expect(await calendar().move(olga, before, later)).toBe('gone')
  expect(await calendar().whereIs(olga, wanted().key, created)).toEqual({ found: undefined })
})

test('a look-up that failed has not found that the meeting stands nowhere', async () => {
  const created = await made()
  await acme.trouble({ cloud: 'graph', method: 'GET', path: '/events', times: 1, kind: 'status', status: 503 })
  expect(await calendar().whereIs(olga, wanted().key, created)).toEqual({ notNow: expect.any(String) })
})

test('a cancellation says why', async () => {
  const created = await made()
  expect(await calendar().remove(olga, created, 'Cancelled by Grace.\n> I am ill')).toBe('removed')
  const { mailboxes } = await acme.state()
  const [, cancellation] = mailboxes[olga.address]?.sent ?? []
  expect(JSON.stringify(cancellation)).toContain('I am ill')
})

async function standing(meeting: Meeting): Promise<Standing> {
  const look = await calendar().whereIs(olga, wanted().key, meeting)
  return 'found' in look && look.found ? look.found : expect.fail('it stands nowhere')
}

async function made(more: Parameters<typeof wanted>[0] = {}) {
  const created = await calendar().create(olga, wanted(more))
  if (!('meeting' in created)) throw new Error('not created')
  return created.meeting
}

test('a removed meeting is gone, Grace is told, and removing it again is no failure', async () => {
  const created = await calendar().create(olga, wanted())
  if (!('meeting' in created)) throw new Error('not created')
  expect(await calendar().remove(olga, created.meeting)).toBe('removed')
  expect(await calendar().find(olga, wanted().key)).toEqual({ meeting: undefined })
  expect(await calendar().remove(olga, created.meeting)).toBe('removed')
  const { mailboxes } = await acme.state()
  expect(mailboxes[olga.address]?.sent.length).toBe(2) // the invitation and its cancellation
})

test('a meeting that cannot be cancelled is deleted', async () => {
  const created = await calendar().create(olga, wanted())
  if (!('meeting' in created)) throw new Error('not created')
  await acme.trouble({ cloud: 'graph', path: '/cancel$', times: 1, kind: 'status', status: 400 })
  expect(await calendar().remove(olga, created.meeting)).toBe('removed')
  expect(await inCalendar()).toEqual([])
})

test('a page of a gateway that knows nothing of it does not say that it is gone', async () => {
  const created = await made()
  const server = await loopback((_, response) => sendHtml(response, 404))
  const graph = createGraph({ graphOrigin: server.origin, tokens: { get: async () => 'a-token' } })
  expect(await meetings(graph).remove(olga, created)).toEqual({ unclear: expect.any(String) })
})

test('a removal without an answer is not a removal', async () => {
  const created = await calendar().create(olga, wanted())
  if (!('meeting' in created)) throw new Error('not created')
  await acme.trouble({ cloud: 'graph', path: '/cancel$', times: 1, kind: 'drop-before' })
  expect(await calendar().remove(olga, created.meeting)).toEqual({ unclear: expect.any(String) })
})
