import { expect, test } from 'vitest'
import { createGraph } from '../../src/exchange/graph-client.ts'
import { holdItems } from '../../src/exchange/hold-items.ts'
import { meetings } from '../../src/exchange/meetings.ts'
import type { HoldItem, WantedItem } from '../../src/links/hold-items.ts'
import { olga, useAcme } from './acme.ts'
import { loopback, sendJson } from './loopback.ts'

const acme = useAcme()
const calendar = () => holdItems(acme.graph)
const onPosting = { cloud: 'graph', method: 'POST', path: '/events$', times: 1 }

const wanted = (more: Partial<WantedItem> = {}): WantedItem => ({
  key: 'hold:Tuesday',
  slot: { start: Date.UTC(2026, 11, 1, 9), end: Date.UTC(2026, 11, 1, 9, 30) },
  subject: 'Held: half an hour with Olga',
  initiatorLine: 'Offered by Dana Whitfield on behalf of Olga Okafor',
  ...more
})

async function inCalendar() {
  const { mailboxes } = await acme.state()
  return mailboxes[olga.address]?.events.filter(({ subject }) => subject === wanted().subject) ?? []
}

async function made(more: Partial<WantedItem> = {}): Promise<HoldItem> {
  const created = await calendar().create(olga, wanted(more))
  if (!('item' in created)) throw new Error(JSON.stringify(created))
  return created.item
}

/** What Olga does in Outlook herself. */
async function olgaChanges({ id }: HoldItem, method: 'PATCH' | 'DELETE', body?: unknown) {
  const answer = await fetch(`${acme.origin}/v1.0/me/events/${id}`, {
    method,
    headers: {
      authorization: `Bearer ${await acme.tokenOf(olga)}`,
      'content-type': 'application/json',
      Prefer: 'IdType="ImmutableId"'
    },
    ...(body ? { body: JSON.stringify(body) } : {})
  })
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
}

test('a hold is private and tentative, has nobody on it and no alarm, and nobody gets a message', async () => {
  await made()
  const [event, ...others] = await inCalendar()
  expect(others).toEqual([])
  expect(event).toMatchObject({
    showAs: 'tentative',
    sensitivity: 'private',
    attendees: [],
    isReminderOn: false,
    isOnlineMeeting: false,
    start: { dateTime: '2026-12-01T09:00:00.0000000', timeZone: 'UTC' },
    end: { dateTime: '2026-12-01T09:30:00.0000000', timeZone: 'UTC' }
  })
  expect(JSON.stringify(event?.body)).toContain('Offered by Dana Whitfield on behalf of Olga Okafor')
  expect((await acme.state()).mailboxes[olga.address]?.sent).toEqual([])
})

test('whoever looks for meetings does not find it', async () => {
  await made()
  expect(await meetings(acme.graph).find(olga, wanted().key)).toEqual({ meeting: undefined })
})

test('one whose answer was lost is found, and asking again makes no second one', async () => {
  await acme.trouble({ ...onPosting, kind: 'drop-after' })
  expect(await calendar().create(olga, wanted())).toEqual({ unclear: expect.any(String) })

  const found = await calendar().find(olga, wanted().key)
  expect(found).toEqual({ item: { id: expect.any(String), touched: false } })
  expect(await calendar().create(olga, wanted())).toEqual(found)
  expect(await calendar().create(olga, wanted({ subject: 'Other words' }))).toEqual(found)
  expect(await inCalendar()).toHaveLength(1)
})

test('one that was not sent is not there', async () => {
  await acme.trouble({ ...onPosting, kind: 'drop-before' })
  expect(await calendar().create(olga, wanted())).not.toHaveProperty('item')
  expect(await calendar().find(olga, wanted().key)).toEqual({ item: undefined })
})

test('keys that differ by case or hold quotes are different keys', async () => {
  await made()
  for (const key of ['HOLD:TUESDAY', "hold:Tuesday' or 1 eq 1 or '", "o'brien"]) {
    expect(await calendar().find(olga, key)).toEqual({ item: undefined })
  }
})

test('a search that failed has not found that nothing is there', async () => {
  for (const rule of [{ kind: 'status', status: 503 }, { kind: 'html', status: 500 }, { kind: 'drop-after' }]) {
    await acme.trouble({ cloud: 'graph', method: 'GET', path: '/events', times: 1, ...rule })
    expect(await calendar().find(olga, wanted().key)).not.toHaveProperty('item')
  }
})

test('a removed hold is gone, removing it again is no failure, and what stands beside it stays', async () => {
  const item = await made()
  await made({ key: 'hold:another' })
  expect(await calendar().remove(olga, item)).toBe('removed')
  expect(await calendar().remove(olga, item)).toBe('removed')
  expect(await calendar().find(olga, wanted().key)).toEqual({ item: undefined })
  expect(await inCalendar()).toHaveLength(1)
})

test('a removal without an answer, or one that a gateway answered, is not a removal', async () => {
  const item = await made()
  for (const rule of [{ kind: 'drop-before' }, { kind: 'html', status: 404 }, { kind: 'status', status: 503 }]) {
    await acme.trouble({ cloud: 'graph', method: 'DELETE', path: '/events/', times: 1, ...rule })
    expect(await calendar().remove(olga, item)).not.toBe('removed')
  }
  expect(await inCalendar()).toHaveLength(1)
})

test('a removal whose answer was lost has happened, and asking again says so', async () => {
  const item = await made()
  await acme.trouble({ cloud: 'graph', method: 'DELETE', path: '/events/', times: 1, kind: 'drop-after' })
  expect(await calendar().remove(olga, item)).toEqual({ unclear: expect.any(String) })
  expect(await inCalendar()).toEqual([])
  expect(await calendar().remove(olga, item)).toBe('removed')
})

test('what Olga deleted is not found; what she made her own is found as hers', async () => {
  const deleted = await made()
  await olgaChanges(deleted, 'DELETE')
  expect(await calendar().find(olga, wanted().key)).toEqual({ item: undefined })

  const busy = await made({ key: 'hold:busy' })
  await olgaChanges(busy, 'PATCH', { showAs: 'busy' })
  expect(await calendar().find(olga, 'hold:busy')).toEqual({ item: { id: busy.id, touched: true } })

  const peopled = await made({ key: 'hold:peopled' })
  const grace = { type: 'required', emailAddress: { name: 'Grace', address: 'grace@harborlight.example' } }
  await olgaChanges(peopled, 'PATCH', { attendees: [grace] })
  expect(await calendar().find(olga, 'hold:peopled')).toEqual({ item: { id: peopled.id, touched: true } })
})

test('an answer about another time is not taken for the hold that was asked for', async () => {
  const replay = await loopback((_, response) =>
    sendJson(response, 201, {
      id: 'x',
      start: { dateTime: '2026-12-01T10:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-12-01T10:30:00', timeZone: 'UTC' }
    })
  )
  const graph = createGraph({ graphOrigin: replay.origin, tokens: { get: async () => 't' } })
  expect(await holdItems(graph).create(olga, wanted())).toEqual({ unclear: expect.any(String) })
})
