// Free/busy of calendars: POST /users/{id}/calendar/getSchedule.
// learn.microsoft.com/graph/api/calendar-getschedule, /graph/outlook-get-free-busy-schedule
import type { BusyItem, BusyStatus, EverybodysBusyTimes, Reading } from '../availability/busy-time.ts'
import type { Person, PersonId } from '../people/person.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../time/instant.ts'
import { zoneOfMailbox } from '../time/mailbox-zone.ts'
import { overlap, type Span } from '../time/span.ts'
import { dateOfDay } from '../time/wall-clock.ts'
import { reachingInto, withOwnersDays } from './all-day.ts'
import { askedToWait } from './asked-to-wait.ts'
import type { Graph } from './graph-client.ts'
import { inBrief } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { instantOf, utcTime } from './graph-times.ts'
import { at, listAt, textAt } from './json.ts'

/** "Less than 62 days"; and a window that is no multiple of the interval is not defined. */
const WINDOW_AT_MOST = 61 * DAY + 12 * HOUR
const INTERVAL = 30 * MINUTE

/** Graph takes so many addresses in one question. */
const SCHEDULES_AT_MOST = 20

export function busyTimes(graph: Graph): EverybodysBusyTimes {
  const waits = askedToWait(graph.clock)
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
    const windows = windowsOf(reachingInto(span))
    const asked = batchesOf(people).flatMap((batch) => windows.map((window) => readWindow(window, organizer, batch)))
    const answers = await Promise.all(asked)
    return new Map(people.map(({ id }) => [id, whole(answers.flatMap((answer) => answer.get(id) ?? []))]))

    /** One window that cannot be read, or one entry of which nobody knows how it blocks, makes the whole reading unknown. */
    function whole(parts: Part[]): Reading {
      const items: BusyItem[] = []
      for (const part of parts) {
        if ('unknown' in part) return part
        items.push(...part.items.filter((item) => overlap(item, span)))
      }
      const unclear = items.find(({ status }) => status === 'unknown')
      if (unclear)
        return {
          unknown: `Exchange: an entry of ${dateOfDay(Math.floor(unclear.start / DAY))} that is neither free nor busy`
        }
      return parts.length > 0 ? { items, readAt } : { unknown: 'Exchange: not asked' }
    }
  }

  /** Asked at the organizer's mailbox: what comes back of the others is what they let her see. */
  async function readWindow(window: Span, organizer: Person, people: Person[]): Promise<Map<PersonId, Part>> {
    const mailbox = mailboxOf(organizer)
    if (waits.isSoAt(mailbox))
      return new Map(people.map(({ id }) => [id, { unknown: 'Exchange: asked us to wait before we ask again' }]))
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
    waits.note(mailbox, answer)
    const failed = 'failed' in answer || answer.status !== 200 ? { unknown: inBrief(answer) } : undefined
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

/**
 * Graph answers 200 also for a calendar that it could not read: then the error stands inside, or there are no items. Should one
 * calendar come twice in an answer, both count.
 */
function scheduleOf(body: unknown, address: string, window: Span): Part {
  const isTheirs = (each: unknown) => textAt(each, 'scheduleId').toLowerCase() === address.toLowerCase()
  const schedules = listAt(body, 'value')?.filter(isTheirs) ?? []
  const items: BusyItem[] = []
  for (const schedule of schedules) {
    const part = itemsOf(schedule, window)
    if ('unknown' in part) return part
    items.push(...part.items)
  }
  return schedules.length > 0 ? { items } : { unknown: 'Exchange: no schedule in the answer' }
}

function itemsOf(schedule: unknown, window: Span): Part {
  const error = at(schedule, 'error')
  if (error) return { unknown: `Exchange: free/busy error${codeOf(error)}` }
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

/** What Exchange says besides may name people and entries: only the code goes on, and what it is known to mean. */
function codeOf(error: unknown): string {
  const code = textAt(error, 'responseCode')
  const meaning = meanings[code]
  return /^\w{1,60}$/.test(code) ? ` ${code}${meaning ? ` (${meaning})` : ''}` : ''
}

// learn.microsoft.com/graph/outlook-get-free-busy-schedule, and what live tenants answered
const meanings: Record<string, string> = {
  '5006': 'too many entries in the time that was asked about',
  '5016': 'the mailbox does not exist or cannot be reached',
  '5037': 'this calendar does not share when it is free',
  ErrorMailRecipientNotFound: 'nobody has this address',
  ErrorNoFreeBusyAccess: 'this calendar does not share when it is free'
}

function itemOf(entry: unknown): BusyItem | undefined {
  const start = instantOf(at(entry, 'start'))
  const end = instantOf(at(entry, 'end'))
  if (start === undefined || end === undefined || end < start) return undefined
  return { start, end, status: statusOf(textAt(entry, 'status')) }
}

const statuses: readonly BusyStatus[] = ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown']

/** Graph's samples spell it in either case; a word that we do not know is `unknown`. */
export function statusOf(word: string): BusyStatus {
  return statuses.find((status) => status.toLowerCase() === word.toLowerCase()) ?? 'unknown'
}

/** 4 is what old servers say for working elsewhere. Any other digit says that something stands there. */
const saysFree = (digit: string) => digit === '0' || digit === '4'

/**
 * Half hours that the view string calls taken although no item touches them. Items decide, whatever the digits say of their
 * time; but where there is none, an answer that contradicts itself tells nothing. Never the other way round: digit 0 also stands
 * for working elsewhere.
 */
function onlyInView(view: string, items: readonly BusyItem[], window: Span): BusyItem[] {
  const last = (window.end - window.start) / INTERVAL
  const told = new Uint8Array(last)
  for (const { start, end } of items) {
    const first = Math.floor((start - window.start) / INTERVAL)
    // an entry without length, too
    told.fill(1, Math.max(0, first), Math.max(0, first + 1, Math.ceil((end - window.start) / INTERVAL)))
  }
  const found: BusyItem[] = []
  for (let index = 0; index < Math.min(last, view.length); index++) {
    if (told[index] || saysFree(view[index] as string)) continue
    const start: Instant = window.start + index * INTERVAL
    found.push({ start, end: start + INTERVAL, status: 'unknown' })
  }
  return found
}
