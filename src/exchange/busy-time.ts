// Free/busy of one calendar: POST /users/{id}/calendar/getSchedule.
// learn.microsoft.com/graph/api/calendar-getschedule, /graph/outlook-get-free-busy-schedule
import type { BusyItem, BusyStatus, BusyTimes, Reading } from '../availability/busy-time.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../time/instant.ts'
import { overlap, type Span, widen } from '../time/span.ts'
import { zoneOfMailbox } from '../time/zones.ts'
import { EAST_AT_MOST, WEST_AT_MOST, withOwnersDays } from './all-day.ts'
import type { Graph } from './graph-client.ts'
import { describe } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { instantOf, utcTime } from './graph-times.ts'
import { at, listAt, textAt } from './json.ts'

/** "Less than 62 days"; and a window that is no multiple of the interval is not defined. */
const WINDOW_AT_MOST = 61 * DAY + 12 * HOUR
const INTERVAL = 30 * MINUTE

export function busyTimes(graph: Graph): BusyTimes {
  return {
    async read(organizer, span) {
      const readAt = graph.clock()
      // Wide enough to hear of all-day entries that reach into the span on the organizer's wall only.
      const windows = windowsOf(widen(span, WEST_AT_MOST, EAST_AT_MOST))
      const readings = await Promise.all(windows.map((window) => readWindow(window, organizer)))
      const items: BusyItem[] = []
      for (const reading of readings) {
        if ('unknown' in reading) return reading
        items.push(...reading.filter((item) => overlap(item, span)))
      }
      return { items, readAt } satisfies Reading
    }
  }

  async function readWindow(
    window: Span,
    organizer: { id: string; address: string }
  ): Promise<BusyItem[] | { unknown: string }> {
    const mailbox = mailboxOf(organizer)
    const answer = await graph.ask({
      method: 'POST',
      path: path`/users/${mailbox}/calendar/getSchedule`,
      mailbox,
      body: {
        schedules: [organizer.address],
        startTime: utcTime(window.start),
        endTime: utcTime(window.end),
        availabilityViewInterval: INTERVAL / MINUTE
      }
    })
    if ('failed' in answer || answer.status !== 200) return { unknown: describe(answer) }
    return scheduleOf(answer.body, organizer.address, window)
  }
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
function scheduleOf(body: unknown, address: string, window: Span): BusyItem[] | { unknown: string } {
  const schedules = listAt(body, 'value')
  const schedule = schedules?.find((each) => textAt(each, 'scheduleId').toLowerCase() === address.toLowerCase())
  if (!schedule) return { unknown: 'Exchange: no schedule in the answer' }
  const error = at(schedule, 'error')
  if (error)
    return { unknown: `Exchange: free/busy error ${textAt(error, 'responseCode')} ${textAt(error, 'message')}` }
  const entries = listAt(schedule, 'scheduleItems')
  if (!entries) return { unknown: 'Exchange: a schedule without items' }

  const zone = zoneOfMailbox(textAt(schedule, 'workingHours', 'timeZone', 'name'))
  const items: BusyItem[] = []
  for (const entry of entries) {
    const item = itemOf(entry)
    if (!item) return { unknown: 'Exchange: a schedule item that cannot be read' }
    items.push(...withOwnersDays(item, zone))
  }
  return [...items, ...onlyInView(textAt(schedule, 'availabilityView'), items, window)]
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

const digits: Record<string, BusyStatus> = { '1': 'tentative', '2': 'busy', '3': 'oof' }

/**
 * Half hours that the view string calls taken although no item touches them: a calendar that shares only its availability
 * may answer without items. Never the other way round: digit 0 also stands for working elsewhere.
 */
function onlyInView(view: string, items: readonly BusyItem[], window: Span): BusyItem[] {
  const found: BusyItem[] = []
  for (const [index, digit] of [...view].entries()) {
    const status = digits[digit]
    if (!status) continue
    const start: Instant = window.start + index * INTERVAL
    const interval = { start, end: start + INTERVAL }
    if (!items.some((item) => item.status !== 'free' && overlap(item, interval))) found.push({ ...interval, status })
  }
  return found
}
