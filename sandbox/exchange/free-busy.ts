// getSchedule: who is free, as the signed-in person may know it. Each schedule fails on its own, inside an answer of 200.
import { type Answer, type Call, parameter, root } from './call.ts'
import { printEdge } from './event-printing.ts'
import { mailboxFor } from './folder-view.ts'
import { isHidden } from './item-view.ts'
import type { Folder, Item, Mailbox } from './mailbox.ts'
import { occurrencesWithin, type Span, spanOf } from './recurrence.ts'
import { badRequest, refuse } from './refusal.ts'
import { type Right, rightOf, standingOf } from './rights.ts'
import { defaultFolder } from './store.ts'
import { day, instantIn, instantOf, minute, readWallTime, type WallTime, zoneOrRefuse } from './wall-time.ts'

const mostSchedules = 20
const longestWindowDays = 62
const interval = { usual: 30, shortest: 5, longest: 1440 }

type Question = { schedules: string[]; window: Span; zone: string; minutes: number }

export function getSchedule(call: Call): Answer {
  const asking = mailboxFor(call, 'ask free/busy')
  const question = readQuestion(call.body())
  const value = question.schedules.map((address) => schedule(call, asking, address, question))
  return {
    status: 200,
    body: { '@odata.context': `${root}/$metadata#Collection(microsoft.graph.scheduleInformation)`, value }
  }
}

export function readQuestion(body: Record<string, unknown>): Question {
  const schedules = parameter(body, 'schedules')
  if (!Array.isArray(schedules) || schedules.length === 0)
    throw badRequest('The parameter Schedules must name at least one address.')
  if (schedules.length > mostSchedules) {
    throw refuse(400, 'ErrorInvalidParameter', `The number of schedules must not exceed ${mostSchedules}.`)
  }
  const start = edge(body, 'startTime')
  const end = edge(body, 'endTime')
  const window = { start: instantIn(start), end: instantIn(end) }
  if (window.end <= window.start)
    throw refuse(400, 'ErrorInvalidTimeInterval', 'The end time must be later than the start time.')
  // In wall time, so that a night with 25 hours does not make sixty-two days too long.
  if (window.end - window.start > longestWindowDays * day && end.wall - start.wall > longestWindowDays * day) {
    throw refuse(
      400,
      'ErrorTimeIntervalTooBig',
      `The requested time duration specified for FreeBusyViewOptions.TimeWindow is too long. The allowed limit = ${longestWindowDays} days.`
    )
  }
  return {
    schedules: schedules.map(String),
    window,
    zone: start.zone,
    minutes: intervalOf(parameter(body, 'availabilityViewInterval'))
  }
}

function edge(body: Record<string, unknown>, name: string): WallTime {
  const given = parameter(body, name)
  const time = given ? readWallTime(given) : undefined
  if (!time) throw refuse(400, 'ErrorInvalidParameter', `The parameter ${name} is missing or no date and time.`)
  return time
}

/** Comes as a number or as text. */
function intervalOf(given: unknown): number {
  const minutes = given === undefined || given === null ? interval.usual : Number(given)
  if (Number.isInteger(minutes) && minutes >= interval.shortest && minutes <= interval.longest) return minutes
  throw refuse(
    400,
    'ErrorInvalidMergedFreeBusyInterval',
    `The merged free/busy interval value is invalid. Specify a value between ${interval.shortest} and ${interval.longest} minutes.`
  )
}

function schedule(call: Call, asking: Mailbox, address: string, question: Question): Record<string, unknown> {
  const mailbox = call.store.mailboxAt(address.trim())
  if (!mailbox) return failed(address, 'Proxy web request failed.', '5016')
  const folder = defaultFolder(mailbox)
  const right = rightToKnow(call, asking, mailbox, folder)
  if (right.sees === 'nothing')
    return failed(address, 'The caller does not have access to free/busy data.', 'ErrorNoFreeBusyAccess')

  const found = entriesWithin(call.store.items(mailbox.oid), folder, question)
  return {
    scheduleId: address,
    availabilityView: availabilityView(found, question),
    scheduleItems: found.map(({ item, span }) => printItem(item, span, right, call)),
    workingHours: mailbox.settings.workingHours
  }
}

/** Graph cannot tell an unknown address from one without a mailbox. */
const failed = (scheduleId: string, message: string, responseCode: string) => ({
  scheduleId,
  scheduleItems: null,
  error: { message, responseCode }
})

/** Even an application asks in somebody's name: the target's calendar decides how much comes back. */
function rightToKnow({ caller }: Call, asking: Mailbox, mailbox: Mailbox, folder: Folder): Right {
  return rightOf(standingOf(caller.kind === 'user' ? caller.user.id : asking.oid, mailbox, folder))
}

type Entry = { item: Item; span: Span }

/** Everything in the default calendar that touches the window, in the order of time. */
export function entriesWithin(
  items: Iterable<Item>,
  folder: Folder,
  { window, zone }: Pick<Question, 'window' | 'zone'>
): Entry[] {
  const found: Entry[] = []
  // All-day items float by up to a day on each side.
  const wide = { start: window.start - day, end: window.end + day }
  for (const kept of items) {
    if (kept.folder !== folder.serial) continue
    for (const { item } of occurrencesWithin(kept, wide)) {
      const span = item.isAllDay ? midnightsIn(zone, item) : spanOf(item)
      if (span.start < window.end && span.end > window.start) found.push({ item, span })
    }
  }
  return found.sort((one, other) => one.span.start - other.span.start)
}

/** An all-day item lasts from midnight to midnight of the zone in which somebody asks. */
function midnightsIn(zoneName: string, { start, end }: Item): Span {
  const zone = zoneOrRefuse(zoneName)
  return { start: instantOf(start.wall, zone), end: instantOf(end.wall, zone) }
}

// Working elsewhere is digit 0 for the sake of old clients, although older pages say 4.
const weights: Record<string, number> = { free: 0, workingElsewhere: 0, tentative: 1, busy: 2, unknown: 2, oof: 3 }

function availabilityView(entries: Entry[], { window, minutes }: Question): string {
  const step = minutes * minute
  const digits = new Uint8Array(Math.ceil((window.end - window.start) / step))
  for (const { item, span } of entries) {
    const weight = weights[item.showAs] ?? 0
    const first = Math.max(0, Math.floor((span.start - window.start) / step))
    const last = Math.min(digits.length, Math.ceil((span.end - window.start) / step))
    for (let at = first; at < last; at++) if (weight > (digits[at] ?? 0)) digits[at] = weight
  }
  return digits.join('')
}

function printItem(item: Item, span: Span, right: Right, { prefer }: Call): Record<string, unknown> {
  const shownItem: Item = item.isAllDay ? atInstants(item, span) : item
  // Whoever asks: of a private item free/busy tells the time and nothing else, and the keys are absent, not null.
  const tells = right.sees !== 'free/busy' && !isHidden(item)
  return {
    ...(tells ? { isPrivate: false } : {}),
    status: item.showAs,
    ...(tells ? { subject: item.subject, location: String(item.location.displayName ?? '') } : {}),
    start: printEdge(shownItem, 'start', prefer.timeZone),
    end: printEdge(shownItem, 'end', prefer.timeZone)
  }
}

const atInstants = (item: Item, { start, end }: Span): Item => ({
  ...item,
  isAllDay: false,
  start: { wall: start, zone: 'UTC' },
  end: { wall: end, zone: 'UTC' }
})
