import { expect, test } from 'vitest'
import { at, graphAt, meeting, olga } from './graph-caller.ts'

const berlin = 'Europe/Berlin'
const schedules = ['olga.okafor@acme.example']

test('a weekly series keeps its wall time when the clocks change', async () => {
  const graph = graphAt('2027-01-04T06:00:00Z')
  const recurrence = {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['Saturday', 'sunday'] },
    range: { type: 'noEnd', startDate: '2027-03-20' }
  }
  await graph.asApp('POST', `${olga}/events`, meeting('2027-03-20', '10:00', '11:00', { recurrence }))

  const question = { schedules, startTime: at('2027-03-27T00:00:00'), endTime: at('2027-03-29T00:00:00') }
  const [{ scheduleItems }] = (await graph.asApp('POST', `${olga}/calendar/getSchedule`, question)).body.value
  const starts = scheduleItems.map((item: { start: { dateTime: string } }) => item.start.dateTime)
  expect(starts).toEqual(['2027-03-27T09:00:00.0000000', '2027-03-28T08:00:00.0000000'])

  const view = await graph.asApp(
    'GET',
    `${olga}/calendarView?startDateTime=2027-03-27T00:00:00Z&endDateTime=2027-03-29T00:00:00Z&$select=start,type,seriesMasterId`,
    undefined,
    { prefer: `outlook.timezone="${berlin}"` }
  )
  expect(view.body.value.map((one: { start: { dateTime: string } }) => one.start.dateTime.slice(11, 16))).toEqual([
    '10:00',
    '10:00'
  ])
  expect(view.body.value[0]).toMatchObject({ type: 'occurrence' })
})

test('one occurrence is moved, another removed; the series stays', async () => {
  const graph = graphAt('2027-01-04T06:00:00Z')
  const recurrence = {
    pattern: { type: 'daily', interval: 1 },
    range: { type: 'numbered', startDate: '2027-02-06', numberOfOccurrences: 3 }
  }
  const { id } = (await graph.asApp('POST', `${olga}/events`, meeting('2027-02-06', '10:00', '11:00', { recurrence })))
    .body
  const instances = async () =>
    (
      await graph.asApp(
        'GET',
        `${olga}/events/${id}/instances?startDateTime=2027-02-01T00:00:00Z&endDateTime=2027-03-01T00:00:00Z`
      )
    ).body.value
  const [first, second] = await instances()
  await graph.asApp('PATCH', `${olga}/events/${first.id}`, meeting('2027-02-06', '12:00', '13:00'))
  expect((await graph.asApp('DELETE', `${olga}/events/${second.id}`)).status).toBe(204)
  expect(
    (await instances()).map((one: { type: string; start: { dateTime: string } }) => [
      one.type,
      one.start.dateTime.slice(0, 16)
    ])
  ).toEqual([
    ['exception', '2027-02-06T11:00'],
    ['occurrence', '2027-02-08T09:00']
  ])
  expect((await graph.asApp('GET', `${olga}/events/${second.id}`)).status).toBe(404)
})

test('an all-day item floats: midnight in every zone that is asked for', async () => {
  const graph = graphAt('2027-01-04T06:00:00Z')
  const given = { subject: 'Holiday', isAllDay: true, start: at('2027-02-06T00:00:00'), end: at('2027-02-07T00:00:00') }
  const { id } = (await graph.asApp('POST', `${olga}/events`, given)).body
  for (const zone of ['UTC', 'Tokyo Standard Time', 'America/New_York']) {
    const seen = (await graph.asApp('GET', `${olga}/events/${id}`, undefined, { prefer: `outlook.timezone="${zone}"` }))
      .body
    expect([seen.start, seen.end]).toEqual([
      { dateTime: '2027-02-06T00:00:00.0000000', timeZone: zone },
      { dateTime: '2027-02-07T00:00:00.0000000', timeZone: zone }
    ])
  }
})

test('free/busy takes an all-day item from midnight to midnight of the zone in the question', async () => {
  const graph = graphAt('2027-01-04T06:00:00Z')
  await graph.asApp('POST', `${olga}/events`, {
    subject: 'Fair',
    isAllDay: true,
    showAs: 'oof',
    start: at('2027-02-06T00:00:00'),
    end: at('2027-02-07T00:00:00')
  })
  const question = {
    schedules,
    startTime: at('2027-02-05T23:00:00', 'Asia/Tokyo'),
    endTime: at('2027-02-06T01:00:00', 'Asia/Tokyo'),
    availabilityViewInterval: 60
  }
  const [schedule] = (await graph.asApp('POST', `${olga}/calendar/getSchedule`, question)).body.value
  expect(schedule).toMatchObject({
    availabilityView: '03',
    scheduleItems: [{ start: { dateTime: '2027-02-05T15:00:00.0000000', timeZone: 'UTC' } }]
  })
})

test('a wall time that comes twice is taken for the second pass, one that never comes is moved on', async () => {
  const graph = graphAt('2027-01-04T06:00:00Z')
  const startOf = async (dateTime: string, zone: string) =>
    (
      await graph.asApp('POST', `${olga}/events`, {
        subject: 'Night',
        start: at(dateTime, zone),
        end: at('2027-12-01T00:00:00', zone)
      })
    ).body.start.dateTime
  expect(await startOf('2027-10-31T02:30:00', 'W. Europe Standard Time')).toBe('2027-10-31T01:30:00.0000000')
  expect(await startOf('2027-03-28T02:30:00', berlin)).toBe('2027-03-28T01:30:00.0000000')
})

test.for(['2026-03-29T08:00:00Z', '2026-07-15T20:00:00Z', '2026-11-21T23:30:00Z', '2026-12-30T06:00:00Z'])(
  'whenever the world begins (%s), Olga has free half hours on every working day of the next three weeks',
  async (moment) => {
    const graph = graphAt(moment)
    const monday = Date.parse(moment.slice(0, 10)) - ((new Date(moment).getUTCDay() + 6) % 7) * 86_400_000
    for (let day = 0; day < 26; day++) {
      const date = new Date(monday + day * 86_400_000)
      if ([0, 6].includes(date.getUTCDay())) continue
      const text = date.toISOString().slice(0, 10)
      const question = { schedules, startTime: at(`${text}T09:00:00`), endTime: at(`${text}T17:00:00`) }
      const [{ availabilityView }] = (await graph.asApp('POST', `${olga}/calendar/getSchedule`, question)).body.value
      expect([...availabilityView].filter((digit) => digit === '0').length, text).toBeGreaterThanOrEqual(5)
      expect(availabilityView, text).not.toBe('0'.repeat(16))
    }
  }
)
