// Nothing of a calendar but when somebody is busy leaves the server. Every field of an entry carries a word that is nowhere
// else, and every public byte is searched for it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { compose } from '../../server/compose.ts'
import { readConfig } from '../../server/config.ts'
import { demoLink } from '../../server/demo-link.ts'
import { enrolConfigured } from '../../server/enrol.ts'
import { busyTimes } from '../../src/exchange/busy-time.ts'
import { createGraph } from '../../src/exchange/graph-client.ts'
import { DAY, HOUR } from '../../src/time/instant.ts'
import { form, valuesOf } from '../world/pages.ts'
import { olga, useAcme } from './acme.ts'
import { loopback, sendJson } from './loopback.ts'

const acme = useAcme()
const CANARY = /canary/i
const utc = (at: number) => ({ dateTime: new Date(at).toISOString().slice(0, -1), timeZone: 'UTC' })

/** An entry with the word in every field that Outlook has. */
const entry = (start: number, more: object = {}) => ({
  subject: 'canary-subject',
  location: { displayName: 'canary-location' },
  body: { contentType: 'html', content: '<p>canary-body</p>' },
  categories: ['canary-category'],
  attendees: [
    { type: 'required', emailAddress: { name: 'canary-attendee', address: 'canary-attendee@elsewhere.example' } }
  ],
  start: utc(start),
  end: utc(start + HOUR),
  showAs: 'busy',
  ...more
})

describe('the page of a link, and everything behind it', () => {
  let folder: string
  let logged: string[]
  let app: Awaited<ReturnType<typeof createApp>>
  let composed: Awaited<ReturnType<typeof compose>>
  let link: string
  /** Every byte that was answered to somebody outside. */
  let bytes: string[]

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'onbehalf-canary-'))
    logged = []
    bytes = []
    const config = readConfig({ ...acme.settings, DATA_DIR: folder, ORGANIZERS: olga.address, WORKER: 'yes' })
    const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
    composed = await compose(config, log)
    app = await createApp({ services: composed.services, cookieKey: composed.keys.cookies, log })
    expect(await enrolConfigured(config.organizers, composed.services)).toEqual([])
    link = new URL((await demoLink(composed.services)) ?? '').pathname
  })
  afterEach(async () => {
    await app.close()
    await composed.close()
    rmSync(folder, { recursive: true })
  })

  async function enter(...entries: object[]) {
    for (const body of entries) {
      const path = `/users/${olga.id.split('/')[1]}/calendar/events`
      const answer = await acme.graph.ask({ method: 'POST', path, body })
      expect(answer).toMatchObject({ status: 201 })
    }
  }

  async function ask(request: InjectOptions | string) {
    const answer = await app.inject(request)
    bytes.push(`${answer.statusCode} ${JSON.stringify(answer.headers)}\n${answer.body}`)
    return answer
  }

  test('never tell anything but free times', async () => {
    const tomorrow = Math.ceil(Date.now() / DAY) * DAY
    const at = (day: number, hour: number) => tomorrow + day * DAY + hour * HOUR
    await enter(
      ...Array.from({ length: 10 }, (_, day) => entry(at(day, 9))),
      entry(at(1, 12), { sensitivity: 'private', showAs: 'oof' }),
      entry(at(2, 12), { showAs: 'tentative' }),
      entry(at(3, 12), { showAs: 'free' }),
      entry(at(4, 12), { showAs: 'workingElsewhere', isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' })
    )

    const page = (await ask(link)).body
    for (const more of ['?zone=America/New_York', '?from=2027-01-04', '?before=2027-06-01']) await ask(link + more)
    await ask(form(`${link}/zone`, { zone: 'Europe/Berlin', 'new-zone': 'Asia/Tokyo' }))

    const [slot = ''] = valuesOf(page, 'slot')
    const [id = ''] = valuesOf(page, 'id')
    const who = { id, zone: 'Europe/Berlin', name: 'Grace', email: 'grace@harborlight.example' }
    const taken = `${new Date(at(1, 9)).toISOString()}/${new Date(at(1, 9.5)).toISOString()}`.replaceAll('.000Z', 'Z')
    // a form that was refused books nothing any more: the page that answers it brings another
    const refused = await ask(form(`${link}/bookings`, { ...who, slot: taken }))
    who.id = valuesOf(refused.body, 'id')[0] ?? ''
    await ask(form(`${link}/bookings`, { ...who, slot, email: '' }))
    const booked = await ask(form(`${link}/bookings`, { ...who, slot }))
    expect(booked.statusCode).toBe(303)
    const { location } = booked.headers
    expect((await ask(String(location))).body).toContain('Confirmed')
    expect((await ask(`${location}/meeting.ics`)).body).toContain('BEGIN:VEVENT')

    await acme.trouble({ cloud: 'graph', path: 'getSchedule', kind: 'status', status: 503, times: 99 })
    expect((await ask(`${link}?from=2027-09-06`)).statusCode).toBe(503)
    for (const other of ['/', '/readyz', '/livez', '/book/nothing', '/nowhere']) await ask(other)

    expect(bytes.length).toBeGreaterThan(12)
    expect(bytes.filter((answer) => CANARY.test(answer))).toEqual([])
    expect(logged.length).toBeGreaterThan(12)
    expect(logged.filter((line) => CANARY.test(line))).toEqual([])
  })

  test('are the same whether an entry is private, ordinary or named otherwise', async () => {
    const at = Math.ceil(Date.now() / DAY) * DAY + 3 * DAY + 10 * HOUR
    const seen: string[] = []
    for (const more of [
      { sensitivity: 'private', showAs: 'oof' },
      { sensitivity: 'normal' },
      { subject: 'x', categories: [] }
    ]) {
      await acme.post('/_sandbox/reset', {})
      await enter(entry(at, more))
      composed.services.busyTimes = busyTimes(acme.graph)
      const { body, headers } = await ask(link)
      const lasting = { ...headers, date: '', 'x-request-id': '' }
      seen.push(`${JSON.stringify(lasting)}${body.replace(/name="id" value="[^"]+"/, '')}`)
    }
    expect(new Set(seen).size).toBe(1)
  })
})

test('only start, end and status pass the boundary, whatever Exchange sends along', async () => {
  const monday = Date.UTC(2027, 0, 11)
  const said = {
    ...entry(monday + 9 * HOUR),
    status: 'busy',
    isPrivate: false,
    location: 'canary-location',
    organizer: 'canary-organizer',
    start: { ...utc(monday + 9 * HOUR), canary: 'canary-in-start' }
  }
  const schedule = { scheduleId: olga.address, scheduleItems: [said], canary: 'canary-beside' }
  const server = await loopback((_, response) => sendJson(response, 200, { value: [schedule], canary: 'canary' }))
  const graph = createGraph({ graphOrigin: server.origin, tokens: { get: async () => 't' } })
  const readings = await busyTimes(graph).readAll([olga], { start: monday, end: monday + DAY }, 'fresh')
  const reading = readings.get(olga.id)
  expect(Object.keys(reading ?? {}).sort()).toEqual(['items', 'readAt'])
  const items = reading && 'items' in reading ? reading.items : []
  expect(items).toHaveLength(1)
  for (const item of items) expect(Object.keys(item).sort()).toEqual(['end', 'start', 'status'])
  expect(JSON.stringify([...readings])).not.toMatch(CANARY)
})
