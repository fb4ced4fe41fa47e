// What Exchange answers when it is asked for free/busy, and everything that such an answer can be instead.
import type { EverybodysBusyTimes } from '../../src/availability/busy-time.ts'
import { busyTimes } from '../../src/exchange/busy-time.ts'
import type { Answered, Unanswered } from '../../src/exchange/graph-answer.ts'
import type { Graph } from '../../src/exchange/graph-client.ts'
import { HOUR, type Instant, MINUTE } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'

type Schedule = Record<string, unknown> & { scheduleId: string; scheduleItems: unknown[]; availabilityView: string }
export type Said = Answered | Unanswered
type Asked = { schedules: string[]; startTime: { dateTime: string }; endTime: { dateTime: string } }

const INTERVAL = 30 * MINUTE
export const utc = (at: Instant) => ({
  dateTime: `${new Date(at).toISOString().slice(0, -1)}0000`,
  timeZone: 'UTC'
})
export const entry = ({ start, end }: Span, status: unknown = 'busy') => ({
  status,
  start: utc(start),
  end: utc(end),
  subject: 'canary',
  location: 'canary'
})

/** Everybody's calendar with one busy hour in it. */
function schedulesFor({ schedules, startTime, endTime }: Asked, hour: Span): Schedule[] {
  const [from, to] = [Date.parse(`${startTime.dateTime}Z`), Date.parse(`${endTime.dateTime}Z`)]
  const digits = Array.from({ length: Math.ceil((to - from) / INTERVAL) }, (_, index) => {
    const start = from + index * INTERVAL
    return start < hour.end && hour.start < start + INTERVAL ? '2' : '0'
  })
  return schedules.map((scheduleId) => ({
    scheduleId,
    availabilityView: digits.join(''),
    scheduleItems: from < hour.end && hour.start < to ? [entry(hour)] : [],
    workingHours: { timeZone: { name: 'Customized Time Zone' } }
  }))
}

const ok = (body: unknown): Said => ({ status: 200, body, code: '', message: '' })
const no = (status: number, code = '', more: object = {}): Said => ({
  status,
  body: undefined,
  code,
  message: 'canary@acme.example has "canary"',
  ...more
})
const each = (change: (schedule: Schedule) => object) => (schedules: Schedule[]) => ok({ value: schedules.map(change) })
const withItems = (change: (items: object[]) => unknown) =>
  each((schedule) => ({ ...schedule, scheduleItems: change(schedule.scheduleItems as object[]) }))
const inside = (more: object) => withItems((items) => items.map((item) => ({ ...item, ...more })))

/** What Exchange says in place of a good answer; `hour` is the one that is busy. Each of them tells nothing of anybody. */
// biome-ignore format: a table
export const unreadable: Record<string, (schedules: Schedule[], hour: Span) => Said> = {
  'an error inside 200':                      each(({ scheduleId }) => ({ scheduleId, scheduleItems: null, error: { responseCode: '5016', message: 'canary@acme.example: canary' } })),
  'an error beside entries':                  each((schedule) => ({ ...schedule, error: { responseCode: 'canary@acme.example', message: 'canary' } })),
  'an error without words':                   each((schedule) => ({ ...schedule, error: {} })),
  'too many entries':                         each((schedule) => ({ ...schedule, scheduleItems: [], error: { responseCode: '5006' } })),
  'null in place of entries':                 withItems(() => null),
  'no entries where a list should be':        each(({ scheduleId, availabilityView }) => ({ scheduleId, availabilityView })),
  'entries that are one':                     withItems(([item]) => item ?? {}),
  'an entry that is null':                    withItems((items) => [...items, null]),
  'an entry without times':                   inside({ start: undefined, end: null }),
  'an entry whose times are texts':           inside({ start: '2027-01-04T09:00:00Z', end: '2027-01-04T10:00:00Z' }),
  'an entry that ends before it starts':      (schedules, { start, end }) => inside({ start: utc(end), end: utc(start) })(schedules),
  'an entry in another zone':                 inside({ start: { dateTime: '2027-01-04T09:00:00', timeZone: 'W. Europe Standard Time' } }),
  'an entry in no zone':                      inside({ start: { dateTime: '2027-01-04T09:00:00' } }),
  'an entry in a zone made by hand':          inside({ end: { dateTime: '2027-01-04T10:00:00', timeZone: 'Customized Time Zone' } }),
  'an entry on a day that is none':           inside({ start: { dateTime: '2027-02-30T09:00:00', timeZone: 'UTC' } }),
  'an entry without a status':                inside({ status: undefined }),
  'an entry whose status is null':            inside({ status: null }),
  'an entry whose status is unknown':         inside({ status: 'unknown' }),
  'a status that nobody has told us of':      inside({ status: 'canary' }),
  'a status that is a number':                inside({ status: 2 }),
  'a summary that ends early':                each((schedule) => ({ ...schedule, availabilityView: schedule.availabilityView.slice(1) })),
  'an empty summary':                         each((schedule) => ({ ...schedule, availabilityView: '' })),
  'a summary that is null':                   each((schedule) => ({ ...schedule, availabilityView: null })),
  'a summary that says more than entries do': withItems(() => []),
  'a summary with a digit of its own':        each((schedule) => ({ ...schedule, scheduleItems: [], availabilityView: schedule.availabilityView.replace('2', '7') })),
  'no schedule':                              () => ok({ value: [] }),
  'no list of schedules':                     () => ok({}),
  'a list that is null':                      () => ok({ value: null }),
  'somebody else’s schedule':                 each((schedule) => ({ ...schedule, scheduleId: `x${schedule.scheduleId}` })),
  'a schedule of nobody':                     each((schedule) => ({ ...schedule, scheduleId: null })),
  'the same one twice, once with an error':   (schedules) => ok({ value: [...schedules, ...schedules.map(({ scheduleId }) => ({ scheduleId, error: { responseCode: '5016' } }))] }),
  'nothing but null':                         () => ok(null),
  'a body that is no JSON':                   () => ok(undefined),
  'a page of some gateway that says 200':     () => ok('<!DOCTYPE html><h1>canary</h1>'),
  'a page of some gateway':                   () => no(502),
  '202 and nothing else':                     () => ({ status: 202, body: {}, code: '', message: '' }),
  '400':                                      () => no(400, 'ErrorInvalidParameter'),
  '401':                                      () => no(401, 'InvalidAuthenticationToken'),
  '403':                                      () => no(403, 'ErrorAccessDenied'),
  '404':                                      () => no(404, 'ErrorInvalidUser'),
  '429 with a time to wait':                  () => no(429, 'ApplicationThrottled', { after: 30_000 }),
  '500 with a code of its own':               () => no(500, 'canary of canary@acme.example'),
  '503':                                      () => no(503, 'ServiceUnavailable'),
  '504':                                      () => no(504, 'GatewayTimeout'),
  'no answer in time':                        () => ({ failed: 'no answer', message: 'no answer within 10 s' }),
  'no connection':                            () => ({ failed: 'not sent', message: 'connect ECONNREFUSED' })
}

/** What looks odd, and is an answer all the same: the hour is busy, and the rest of the day is free. */
// biome-ignore format: a table
export const readable: Record<string, (schedules: Schedule[], hour: Span) => Said> = {
  'as it should be':                          (schedules) => ok({ value: schedules }),
  'no error, said so':                        each((schedule) => ({ ...schedule, error: null })),
  'an address in other letters':              each((schedule) => ({ ...schedule, scheduleId: schedule.scheduleId.toUpperCase() })),
  'in another order':                         (schedules) => ok({ value: schedules.toReversed() }),
  'with somebody who was not asked about':    (schedules) => ok({ value: [{ ...schedules[0], scheduleId: 'x@acme.example', scheduleItems: null }, ...schedules] }),
  'the same one twice, with half of it each': (schedules) => ok({ value: [...schedules.map((schedule) => ({ ...schedule, scheduleItems: [], availabilityView: undefined })), ...schedules] }),
  'without a summary':                        each(({ availabilityView: _, ...schedule }) => schedule),
  'a summary that says free':                 each((schedule) => ({ ...schedule, availabilityView: schedule.availabilityView.replaceAll('2', '0') })),
  'a summary that goes on':                   each((schedule) => ({ ...schedule, availabilityView: `${schedule.availabilityView}2222` })),
  'a summary that calls free time busy':      (schedules, { end }) => ok({ value: schedules.map((schedule) => ({ ...schedule, availabilityView: schedule.availabilityView.replace('220', '222'), scheduleItems: [...schedule.scheduleItems, entry({ start: end, end: end + HOUR }, 'free')] })) }),
  'old digits for working elsewhere':         each((schedule) => ({ ...schedule, availabilityView: schedule.availabilityView.replaceAll('0', '4') })),
  'words in capitals':                        inside({ status: 'BUSY' }),
  'Exchange’s own name for UTC':              (schedules, { start }) => inside({ start: { ...utc(start), timeZone: 'tzone://Microsoft/Utc' } })(schedules),
  'fractions of a second':                    (schedules, { start }) => inside({ start: { dateTime: new Date(start).toISOString().replace('.000Z', '.0000001'), timeZone: 'UTC' } })(schedules),
  'entries far outside of what was asked':    (schedules, { start }) => withItems((items) => [...items, entry({ start: start - 4000 * HOUR, end: start - 3990 * HOUR }), entry({ start: start + 9000 * HOUR, end: start + 9010 * HOUR }, 'unknown')])(schedules),
  'an entry without length':                  (schedules, { end }) => withItems((items) => [...items, entry({ start: end + HOUR, end: end + HOUR })])(schedules)
}

/** Busy times as the real adapter reads them from such answers. What is asked in vain is counted. */
export function busyTimesSaying(
  say: (schedules: Schedule[], hour: Span) => Said,
  hour: Span,
  clock: () => Instant
): EverybodysBusyTimes {
  const ask = async ({ body }: { body?: unknown }) => say(schedulesFor(body as Asked, hour), hour)
  return busyTimes({ ask, clock } as unknown as Graph)
}
