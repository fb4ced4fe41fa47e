import { expect, test } from 'vitest'
import { busyTimes } from '../../src/exchange/busy-time.ts'
import { directory } from '../../src/exchange/directory.ts'
import { createGraph } from '../../src/exchange/graph-client.ts'
import { mailboxHours } from '../../src/exchange/mailbox-hours.ts'
import { weeks } from '../../src/exchange/week.ts'
import { DAY, HOUR, MINUTE } from '../../src/time/instant.ts'
import { dana, olga, priya, useAcme } from './acme.ts'
import { loopback, sendJson } from './loopback.ts'

const acme = useAcme()
const monday = Date.UTC(2027, 0, 11)
const day = { start: monday, end: monday + DAY }

/** A Graph that answers every question with this. */
async function answering(status: number, body: unknown) {
  const server = await loopback((_, response) => sendJson(response, status, body))
  return { heard: server.heard, graph: createGraph({ graphOrigin: server.origin, tokens: { get: async () => 't' } }) }
}

const utc = (instant: number) => ({
  dateTime: `${new Date(instant).toISOString().slice(0, -1)}0000`,
  timeZone: 'UTC'
})
const item = (status: string, start: number, end: number) => ({ status, start: utc(start), end: utc(end) })
const schedule = (more: object) => ({ value: [{ scheduleId: 'Olga.Okafor@acme.example', scheduleItems: [], ...more }] })

/** An entry in somebody's calendar, made by the application. */
const enter = (mailbox: { id: string }, event: object) =>
  acme.graph.ask({ method: 'POST', path: `/users/${mailbox.id.split('/')[1]}/calendar/events`, body: event })

test("Olga's busy time is read with its statuses and nothing else", async () => {
  await enter(olga, { subject: 'A secret', sensitivity: 'private', ...timed(9, 10), showAs: 'oof' })
  await enter(olga, { subject: 'Lunch', ...timed(12, 13), showAs: 'free' })
  const reading = await busyTimes(acme.graph).read(olga, day, 'fresh')
  const items = 'items' in reading ? reading.items : []
  expect(items).toContainEqual({ start: monday + 9 * HOUR, end: monday + 10 * HOUR, status: 'oof' })
  expect(items).toContainEqual({ start: monday + 12 * HOUR, end: monday + 13 * HOUR, status: 'free' })
  expect(JSON.stringify(reading)).not.toContain('secret')
})

test('half a year is asked in windows that Exchange takes', async () => {
  const reading = await busyTimes(acme.graph).read(olga, { start: monday, end: monday + 180 * DAY }, 'fresh')
  expect(reading).toHaveProperty('items')
  const asked = (await acme.journal()).filter(({ path }) => path.includes('getSchedule'))
  expect(asked.map(({ status }) => status)).toEqual([200, 200, 200])
})

test('windows are whole half hours', async () => {
  const { graph, heard } = await answering(200, schedule({}))
  await busyTimes(graph).read(olga, { start: monday + 7 * MINUTE, end: monday + 8 * MINUTE }, 'fresh')
  const { startTime, endTime, schedules } = JSON.parse(heard[0]?.body ?? '')
  for (const { dateTime, timeZone } of [startTime, endTime]) {
    expect(dateTime).toMatch(/:(00|30):00\.000$/)
    expect(timeZone).toBe('UTC')
  }
  expect(schedules).toEqual([olga.address])
})

// What must never be taken for free time.
test.each([
  ['an error inside 200', 200, schedule({ scheduleItems: null, error: { responseCode: '5016', message: 'Proxy' } })],
  ['an error beside items', 200, schedule({ error: { responseCode: 'ErrorNoFreeBusyAccess' } })],
  ['items that are null', 200, schedule({ scheduleItems: null })],
  ['no items at all', 200, { value: [{ scheduleId: olga.address }] }],
  ['no schedule', 200, { value: [] }],
  ["another person's schedule", 200, { value: [{ scheduleId: dana.address, scheduleItems: [] }] }],
  ['another shape', 200, { ok: true }],
  [
    'an item in another zone',
    200,
    schedule({
      scheduleItems: [
        {
          ...item('busy', monday, monday + DAY),
          start: { dateTime: '2027-01-11T09:00:00', timeZone: 'Pacific Standard Time' }
        }
      ]
    })
  ],
  ['an item without times', 200, schedule({ scheduleItems: [{ status: 'busy' }] })],
  ['403', 403, { error: { code: 'ErrorAccessDenied' } }],
  ['503', 503, { error: { code: 'ServiceUnavailable' } }]
])('%s means that nobody knows', async (_, status, body) => {
  const { graph } = await answering(status, body)
  expect(await busyTimes(graph).read(olga, day, 'fresh')).toEqual({ unknown: expect.any(String) })
})

test('one window that cannot be read makes the whole answer unknown', async () => {
  const server = await loopback((_, response, before) =>
    before === 1 ? sendJson(response, 503, { error: { code: 'x' } }) : sendJson(response, 200, schedule({}))
  )
  const graph = createGraph({ graphOrigin: server.origin, tokens: { get: async () => 't' } })
  expect(await busyTimes(graph).read(olga, { start: monday, end: monday + 100 * DAY }, 'fresh')).toHaveProperty(
    'unknown'
  )
})

test('statuses are read in any spelling', async () => {
  const [nine, ten] = [monday + 9 * HOUR, monday + 10 * HOUR]
  const words = ['Busy', 'WorkingElsewhere', 'OOF']
  const { graph } = await answering(200, schedule({ scheduleItems: words.map((word) => item(word, nine, ten)) }))
  const reading = await busyTimes(graph).read(olga, day, 'fresh')
  expect('items' in reading && reading.items.map(({ status }) => status)).toEqual(['busy', 'workingElsewhere', 'oof'])
})

test.each(['napping', 'unknown', ''])('of an entry that is "%s" nobody knows whether it is free', async (word) => {
  const read = async (at: number) => {
    const { graph } = await answering(200, schedule({ scheduleItems: [item(word, at, at + HOUR)] }))
    return busyTimes(graph).read(olga, day, 'fresh')
  }
  expect(await read(monday + 9 * HOUR)).toEqual({
    unknown: 'Exchange: an entry of 2027-01-11 that is neither free nor busy'
  })
  expect(await read(monday - HOUR)).toHaveProperty('items') // before the day that is asked about
})

/** The half hours between two instants that Exchange was asked for, as many zeros. */
const zeros = (from: number, to: number) => '0'.repeat((to - from) / (30 * MINUTE))

test('what only the view string calls taken is not known to be free', async () => {
  const [from, to] = await windowOfDay()
  const view = (digits: string) => `${zeros(from, monday + 9 * HOUR)}${digits}`.padEnd(zeros(from, to).length, '0')
  const read = async (digits: string, ...scheduleItems: object[]) =>
    busyTimes((await answering(200, schedule({ availabilityView: view(digits), scheduleItems }))).graph).read(
      olga,
      day,
      'fresh'
    )
  expect(await read('2')).toHaveProperty('unknown')
  expect(await read('7')).toHaveProperty('unknown') // a digit that nobody has told us of
  expect(await read('4')).toMatchObject({ items: [] }) // working elsewhere, as old servers say it
  const lunch = item('free', monday + 9 * HOUR, monday + 9.5 * HOUR)
  expect(await read('2', lunch)).toMatchObject({ items: [{ status: 'free' }] }) // entries decide, where there are any
})

test('a view that ends before what was asked means that nobody knows', async () => {
  const [from, to] = await windowOfDay()
  const read = async (view: string | null) =>
    busyTimes((await answering(200, schedule({ availabilityView: view }))).graph).read(olga, day, 'fresh')
  expect(await read(zeros(from, to))).toHaveProperty('items')
  for (const short of [zeros(from, to).slice(1), '', null]) expect(await read(short)).toHaveProperty('unknown')
})

/** From when to when Exchange is asked about that day. */
async function windowOfDay() {
  const { graph, heard } = await answering(200, schedule({}))
  await busyTimes(graph).read(olga, day, 'fresh')
  const { startTime, endTime } = JSON.parse(heard[0]?.body ?? '')
  return [Date.parse(`${startTime.dateTime}Z`), Date.parse(`${endTime.dateTime}Z`)] as const
}

test("Priya's day out of office takes her own day, which begins and ends elsewhere than in UTC", async () => {
  const allDay = { start: utc(monday), end: utc(monday + DAY), isAllDay: true, showAs: 'oof', subject: 'Holiday' }
  await enter(priya, allDay)
  const evening = { start: monday - 5.5 * HOUR, end: monday - 5 * HOUR } // midnight in Kolkata, the day before in UTC
  const reading = await busyTimes(acme.graph).read(priya, evening, 'fresh')
  expect('items' in reading && reading.items.map(({ status }) => status)).toContain('oof')
})

test('where the zone is not known, an all-day entry takes that day in every zone', async () => {
  const { graph } = await answering(200, schedule({ scheduleItems: [item('oof', monday, monday + DAY)] }))
  const reading = await busyTimes(graph).read(olga, { start: monday - 14 * HOUR, end: monday - 13 * HOUR }, 'fresh')
  expect('items' in reading && reading.items.length).toBe(1)
})

test('hours and zone come from the mailbox, under an IANA name', async () => {
  expect(await mailboxHours(acme.graph).hoursOf(olga)).toEqual({
    zone: 'Europe/Berlin',
    hours: Object.fromEntries([1, 2, 3, 4, 5].map((weekday) => [weekday, [{ from: 540, to: 1020 }]]))
  })
  expect(await mailboxHours(acme.graph).hoursOf(priya)).toMatchObject({
    zone: expect.stringMatching(/^Asia\/(Kolkata|Calcutta)$/)
  })
})

const working = (more: object) => ({
  timeZone: 'W. Europe Standard Time',
  workingHours: {
    daysOfWeek: ['Tuesday'],
    startTime: '08:30:00.0000000',
    endTime: '12:00:00.0000000',
    timeZone: { name: 'W. Europe Standard Time' },
    ...more
  }
})

test.each([
  ['a zone of the owner’s own making', { ...working({}), timeZone: 'Customized Time Zone' }],
  [
    'hours in such a zone',
    working({ timeZone: { '@odata.type': '#microsoft.graph.customTimeZone', name: 'Customized Time Zone' } })
  ],
  ['hours across midnight', working({ startTime: '22:00:00', endTime: '06:00:00' })],
  ['no hours', { timeZone: 'UTC' }],
  ['no zone', {}]
])('%s must be asked of a person', async (_, body) => {
  const { graph } = await answering(200, body)
  expect(await mailboxHours(graph).hoursOf(olga)).toEqual({ unknown: expect.any(String) })
})

test('hours in another zone than the mailbox are told in their own', async () => {
  const moved = working({ timeZone: { name: 'Eastern Standard Time' } })
  const sameClock = { ...working({}), timeZone: 'Europe/Stockholm' }
  const hours = { 2: [{ from: 510, to: 720 }] }
  expect(await mailboxHours((await answering(200, moved)).graph).hoursOf(olga)).toEqual({
    zone: 'America/New_York',
    hours
  })
  expect(await mailboxHours((await answering(200, sameClock)).graph).hoursOf(olga)).toEqual({
    zone: 'Europe/Stockholm',
    hours
  })
})

test('people are found by address in any case, and nobody by a forged one', async () => {
  const people = directory(acme.graph, acme.entra.tenantId)
  const { id, name, address } = olga
  expect(await people.byAddress('OLGA.OKAFOR@acme.example')).toEqual({ id, name, address })
  for (const stranger of [
    "x'or'x@acme.example",
    "o'brien@acme.example",
    'a@acme.example&$top=9',
    'x#EXT#@acme.example',
    ''
  ]) {
    expect(await people.byAddress(stranger)).toBeUndefined()
  }
})

test('Dana is found by her aliases and by what stands before a plus, in any case', async () => {
  const people = directory(acme.graph, acme.entra.tenantId)
  for (const spelled of [
    'd.whitfield@acme.example',
    'DANA@Acme.Example',
    'dana.whitfield+letters@acme.example',
    'Dana+x+y@acme.example'
  ])
    expect(await people.byAddress(spelled), spelled).toMatchObject({ id: dana.id, address: dana.address })
  expect(await people.byAddress('+x@acme.example')).toBeUndefined()
  expect(await people.byAddress('nobody+dana@acme.example')).toBeUndefined()
})

test('an application that may not read aliases knows nobody by them, and a directory that fails half way is not empty', async () => {
  await acme.trouble({ cloud: 'graph', path: 'proxyAddresses', kind: 'status', status: 403, times: 1 })
  expect(await directory(acme.graph, acme.entra.tenantId).byAddress('dana@acme.example')).toBeUndefined()
  await acme.trouble({ cloud: 'graph', path: 'proxyAddresses', kind: 'status', status: 503, times: 1 })
  await expect(directory(acme.graph, acme.entra.tenantId).byAddress('dana@acme.example')).rejects.toThrow('503')
})

test('a directory that cannot be asked is not an empty one', async () => {
  await acme.trouble({ cloud: 'graph', path: '/users', kind: 'status', status: 503, times: 1 })
  await expect(directory(acme.graph, acme.entra.tenantId).byAddress(olga.address)).rejects.toThrow('503')
})

test('two people with one mail address are not told apart by guessing', async () => {
  const user = (id: string, userPrincipalName: string) => ({
    id,
    displayName: id,
    mail: 'desk@acme.example',
    userPrincipalName
  })
  const { graph } = await answering(200, { value: [user('a', 'a@acme.example'), user('b', 'b@acme.example')] })
  expect(await directory(graph, 't').byAddress('desk@acme.example')).toBeUndefined()
  expect(await directory(graph, 't').byAddress('B@acme.example')).toMatchObject({ id: 't/b' })
})

test("Olga's week is read whole, page by page, with private marks and days of her own zone", async () => {
  const span = { start: monday - HOUR, end: monday + 7 * DAY - HOUR } // a week in Berlin
  for (let n = 0; n < 12; n++) await enter(olga, { subject: `Talk ${n}`, ...timed(8 + n / 2, 8.5 + n / 2) })
  await enter(olga, { subject: 'Dentist', sensitivity: 'private', ...timed(15, 16) })
  await enter(olga, { subject: 'Retreat', isAllDay: true, start: utc(monday + DAY), end: utc(monday + 2 * DAY) })
  await enter(olga, { subject: 'Too early', isAllDay: true, start: utc(monday - DAY), end: utc(monday) })

  const week = await weeks(acme.graph).entries(olga, span)
  const entries = 'entries' in week ? week.entries : []
  const titled = (title: string) => entries.find((entry) => entry.title === title)
  expect(entries.filter(({ title }) => title.startsWith('Talk')).length).toBe(12)
  expect(titled('Dentist')).toMatchObject({ private: true, allDay: false, status: 'busy' })
  expect(titled('Retreat')).toMatchObject({ allDay: true, start: monday + DAY - HOUR, end: monday + 2 * DAY - HOUR })
  expect(titled('Too early')).toBeUndefined()
})

test('a day that begins the evening before in UTC is seen at the end of the week that it begins in', async () => {
  await enter(priya, { subject: 'Holiday', isAllDay: true, start: utc(monday), end: utc(monday + DAY), showAs: 'oof' })
  const span = { start: monday - 7 * DAY, end: monday - 4 * HOUR }
  const week = await weeks(acme.graph).entries(priya, span)
  expect('entries' in week && week.entries.at(-1)).toMatchObject({ title: 'Holiday', start: monday - 5.5 * HOUR })
})

test('a week that breaks off at its second page is unknown, not shorter', async () => {
  const next = 'https://graph.microsoft.com/v1.0/next'
  const server = await loopback(({ url }, response) =>
    url.startsWith('/v1.0/next')
      ? sendJson(response, 503, { error: { code: 'x' } })
      : sendJson(response, 200, { value: [], timeZone: 'UTC', '@odata.nextLink': next })
  )
  const graph = createGraph({ graphOrigin: server.origin, tokens: { get: async () => 't' } })
  expect(await weeks(graph).entries(olga, day)).toHaveProperty('unknown')
})

function timed(from: number, to: number) {
  return { start: utc(monday + from * HOUR), end: utc(monday + to * HOUR) }
}
