// Free/busy of calendars: POST /users/{id}/calendar/getSchedule.
// learn.microsoft.com/graph/api/calendar-getschedule, /graph/outlook-get-free-busy-schedule
import type { BusyItem, BusyStatus, EverybodysBusyTimes, Reading } from '../availability/busy-time.ts'
import type { Person, PersonId } from '../people/person.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../time/instant.ts'
import { zoneOfMailbox } from '../time/mailbox-zone.ts'
import { overlap, type Span, widen } from '../time/span.ts'
import { EAST_AT_MOST, WEST_AT_MOST, withOwnersDays } from './all-day.ts'
import type { Graph } from './graph-client.ts'
import { describe } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { instantOf, utcTime } from './graph-times.ts'
import { at, listAt, textAt } from './json.ts'

/** "Less than 62 days"; and a window that is no multiple of the interval is not defined. */
const WINDOW_AT_MOST = 61 * DAY + 12 * HOUR
const INTERVAL = 30 * MINUTE

/** Graph takes so many addresses in one question. */
const SCHEDULES_AT_MOST = 20

export function busyTimes(graph: Graph): EverybodysBusyTimes {
  return {
    async read(organizer, span) {
      return (await readAll([organizer], span)).get(organizer.id) ?? { unknown: 'Exchange: not asked' }
    },
    readAll
  }

  async function readAll(people: readonly Person[], span: Span): Promise<Map<PersonId, Reading>> {
    const [organizer] = people
    if (!organizer) return new Map()
    const readAt = graph.clock()
    // Wide enough to hear of all-day entries that reach into the span on the owner's wall only.
    const windows = windowsOf(widen(span, WEST_AT_MOST, EAST_AT_MOST))
    const asked = batchesOf(people).flatMap((batch) => windows.map((window) => readWindow(window, organizer, batch)))
    const answers = await Promise.all(asked)
    return new Map(people.map(({ id }) => [id, whole(answers.flatMap((answer) => answer.get(id) ?? []))]))

    /** One window that cannot be read makes the whole reading unknown. */
    function whole(parts: Part[]): Reading {
      const items: BusyItem[] = []
      for (const part of parts) {
        if ('unknown' in part) return part
        for (const item of part.items) if (overlap(item, span)) items.push(item)
      }
      return parts.length > 0 ? { items, readAt } : { unknown: 'Exchange: not asked' }
    }
  }

  /** Asked at the organizer's mailbox: what comes back of the others is what they let her see. */
  async function readWindow(window: Span, organizer: Person, people: Person[]): Promise<Map<PersonId, Part>> {
    const mailbox = mailboxOf(organizer)
    const answer = await graph.ask({
      method: 'POST',
      path: path`/users/${mailbox}/calendar/getSchedule`,
      mailbox,
      body: {
        schedules: people.map(({ address }) => address),
        startTime: utcTime(window.start),
        endTime: utcTime(window.end),
        availabilityViewInterval: INTERVAL / MINUTE
      }
    })
    const failed = 'failed' in answer || answer.status !== 200 ? { unknown: describe(answer) } : undefined
    return new Map(
      people.map(({ id, address }) => [id, failed ?? scheduleOf('body' in answer && answer.body, address, window)])
    )
  }
}

type Part = { items: BusyItem[] } | { unknown: string }

function batchesOf(people: readonly Person[]): Person[][] {
  const batches: Person[][] = []
  for (let from = 0; from < people.length; from += SCHEDULES_AT_MOST)
    batches.push(people.slice(from, from + SCHEDULES_AT_MOST))
  return batches
}

/** Whole half hours that cover the span, cut into pieces that Graph takes. */
export function windowsOf({ start, end }: Span): Span[] {
  const windows: Span[] = []
  const last = Math.ceil(end / INTERVAL) * INTERVAL
  for (let from = Math.floor(start / INTERVAL) * INTERVAL; from < last; from += WINDOW_AT_MOST) {
    windows.push({ start: from, end: Math.min(last, from + WINDOW_AT_MOST) })
  }
  return windows
}

/** Graph answers 200 also for a calendar that it could not read: then the error stands inside, or there are no items. */
function scheduleOf(body: unknown, address: string, window: Span): Part {
  const schedules = listAt(body, 'value')
  const schedule = schedules?.find((each) => textAt(each, 'scheduleId').toLowerCase() === address.toLowerCase())
  if (!schedule) return { unknown: 'Exchange: no schedule in the answer' }
  const error = at(schedule, 'error')
  if (error)
    return { unknown: `Exchange: free/busy error ${textAt(error, 'responseCode')} ${textAt(error, 'message')}` }
  const entries = listAt(schedule, 'scheduleItems')
  if (!entries) return { unknown: 'Exchange: a schedule without items' }
  const view = at(schedule, 'availabilityView')
  if (view !== undefined && (typeof view !== 'string' || view.length < (window.end - window.start) / INTERVAL))
    return { unknown: 'Exchange: a schedule that ends before what was asked' }

  const zone = zoneOfMailbox(textAt(schedule, 'workingHours', 'timeZone', 'name'))
  const items: BusyItem[] = []
  for (const entry of entries) {
    const item = itemOf(entry)
    if (!item) return { unknown: 'Exchange: a schedule item that cannot be read' }
    items.push(...withOwnersDays(item, zone))
  }
  return { items: [...items, ...onlyInView(view ?? '', items, window)] }
}

function itemOf(entry: unknown): BusyItem | undefined {
  const start = instantOf(at(entry, 'start'))
  const end = instantOf(at(entry, 'end'))
  if (start === undefined || end === undefined || end < start) return undefined
  return { start, end, status: statusOf(textAt(entry, 'status')) }
}

const statuses: readonly BusyStatus[] = ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown']

/** Graph's samples spell it in either case; a word that we do not know is `unknown`, which blocks. */
export function statusOf(word: string): BusyStatus {
  return statuses.find((status) => status.toLowerCase() === word.toLowerCase()) ?? 'unknown'
}

/** 4 is what old servers say for working elsewhere; a digit that nobody has told us of is unknown, which blocks. */
const digits: Record<string, BusyStatus | null> = { '0': null, '1': 'tentative', '2': 'busy', '3': 'oof', '4': null }

/**
 * Half hours that the view string calls taken although no item touches them: a calendar that shares only its availability
 * may answer without items. Never the other way round: digit 0 also stands for working elsewhere.
 */
function onlyInView(view: string, items: readonly BusyItem[], window: Span): BusyItem[] {
  const found: BusyItem[] = []
  for (const [index, digit] of [...view].entries()) {
    const status = digits[digit] === undefined ? 'unknown' : digits[digit]
    if (!status) continue
    const start: Instant = window.start + index * INTERVAL
    const interval = { start, end: start + INTERVAL }
    if (!items.some((item) => item.status !== 'free' && overlap(item, interval))) found.push({ ...interval, status })
  }
  return found
}
