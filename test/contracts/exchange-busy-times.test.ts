// Several calendars at once, and every kind of trouble on the way to them, through the sandbox.
import { describe, expect, test } from 'vitest'
import type { Reading } from '../../src/availability/busy-time.ts'
import { busyTimes } from '../../src/exchange/busy-time.ts'
import { createGraph } from '../../src/exchange/graph-client.ts'
import { appToken } from '../../src/identity/app-token.ts'
import type { Person } from '../../src/people/person.ts'
import { DAY, HOUR } from '../../src/time/instant.ts'
import { ari, dana, olga, priya, useAcme } from './acme.ts'
import { loopback, sendJson } from './loopback.ts'

const acme = useAcme()
const monday = Date.UTC(2027, 0, 11)
const day = { start: monday, end: monday + DAY }

const enter = (mailbox: Person, from: number, to: number, more: object = {}) =>
  acme.graph.ask({
    method: 'POST',
    path: `/users/${mailbox.id.split('/')[1]}/calendar/events`,
    body: { subject: 'x', start: utc(from), end: utc(to), ...more }
  })
const utc = (hour: number) => ({
  dateTime: new Date(monday + hour * HOUR).toISOString().slice(0, -1),
  timeZone: 'UTC'
})
const questions = async () => (await acme.journal()).filter(({ path }) => path.includes('getSchedule'))
const itemsOf = (reading: Reading | undefined) => (reading && 'items' in reading ? reading.items : undefined)

const stranger = (number: number): Person => ({
  id: `${olga.id.split('/')[0]}/a0c3e000-0000-4000-8000-${String(900 + number).padStart(12, '0')}`,
  name: `Stranger ${number}`,
  address: `stranger-${number}@acme.example`
})

describe('several calendars', () => {
  test('are read in one question, asked at the mailbox of the organizer, each with its own items', async () => {
    await enter(dana, 9, 10)
    await enter(priya, 14, 15, { showAs: 'oof' })
    const before = (await questions()).length
    const readings = await busyTimes(acme.graph).readAll([olga, dana, priya], day, 'fresh')
    const span = (from: number, to: number) => ({ start: monday + from * HOUR, end: monday + to * HOUR })
    expect(itemsOf(readings.get(dana.id))).toContainEqual({ ...span(9, 10), status: 'busy' })
    expect(itemsOf(readings.get(priya.id))).toContainEqual({ ...span(14, 15), status: 'oof' })
    expect(itemsOf(readings.get(olga.id))).not.toContainEqual({ ...span(9, 10), status: 'busy' })
    const asked = (await questions()).slice(before)
    expect(asked.map(({ path }) => path)).toEqual([expect.stringContaining(olga.id.split('/')[1] ?? '')])
  })

  test('one that cannot be read is unknown, and the others are known', async () => {
    const readings = await busyTimes(acme.graph).readAll([olga, stranger(1)], day, 'fresh')
    expect(readings.get(olga.id)).toHaveProperty('items')
    expect(readings.get(stranger(1).id)).toEqual({ unknown: expect.stringContaining('5016') })
  })

  test('more than Exchange takes at once are asked about twenty by twenty', async () => {
    const crowd = [olga, ...Array.from({ length: 44 }, (_, number) => stranger(number))]
    const readings = await busyTimes(acme.graph).readAll(crowd, day, 'fresh')
    expect(readings.size).toBe(45)
    expect(readings.get(olga.id)).toHaveProperty('items')
    expect((await questions()).map(({ status }) => status)).toEqual([200, 200, 200])
  })

  test('a longest span for the most people is still taken', async () => {
    const crowd = [olga, ...Array.from({ length: 20 }, (_, number) => stranger(number))]
    await busyTimes(acme.graph).readAll(crowd, { start: monday, end: monday + 365 * DAY }, 'fresh')
    const asked = await questions()
    expect(asked).toHaveLength(12)
    expect(asked.every(({ status }) => status === 200)).toBe(true)
  })

  test('nobody is asked about for nobody', async () => {
    expect((await busyTimes(acme.graph).readAll([], day, 'fresh')).size).toBe(0)
    expect(await questions()).toEqual([])
  })
})

describe('trouble on the way means that nobody knows, and never that everything is taken or free', () => {
  const slow = () => createGraph({ graphOrigin: acme.origin, tokens: appToken(acme.entra), timeLimit: 400 })
  const onFreeBusy = { cloud: 'graph', path: 'getSchedule', times: 9 }

  test.each([
    ['503', { kind: 'status', status: 503 }],
    ['429 with a time to wait', { kind: 'status', status: 429, retryAfter: '2' }],
    ['403', { kind: 'status', status: 403 }],
    ['500', { kind: 'status', status: 500 }],
    ['a page of some gateway', { kind: 'html' }],
    ['a page of some gateway that says 200', { kind: 'html', status: 200 }],
    ['a connection that breaks before', { kind: 'drop-before' }],
    ['a connection that breaks after', { kind: 'drop-after' }],
    ['an answer that comes too late', { kind: 'delay', ms: 2_000 }],
    ['an answer that is on its way for too long', { kind: 'delay', ms: 2_000, after: true }]
  ])('%s', async (_, trouble) => {
    await acme.trouble({ ...onFreeBusy, ...trouble })
    const readings = await busyTimes(slow()).readAll([olga, dana], day, 'fresh')
    for (const person of [olga, dana]) expect(readings.get(person.id)).toEqual({ unknown: expect.any(String) })
  })

  test('an error inside 200: a calendar that hides its free/busy from her', async () => {
    const server = await loopback((_, response) =>
      sendJson(response, 200, {
        value: [{ scheduleId: ari.address, scheduleItems: null, error: { responseCode: 'ErrorNoFreeBusyAccess' } }]
      })
    )
    const graph = createGraph({ graphOrigin: server.origin, tokens: { get: async () => 't' } })
    expect((await busyTimes(graph).readAll([ari], day, 'fresh')).get(ari.id)).toHaveProperty('unknown')
  })
})
