// A series as wall times: which local dates it falls on, and when each of its occurrences is. The wall time stays what
// it is when the clocks change; only the instant moves.
import type { Item, Recurrence } from './mailbox.ts'
import { day, instantOf, printDate, type WallTime, zoneOrRefuse } from './wall-time.ts'

export type Span = { start: number; end: number }

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const weekIndexes = ['first', 'second', 'third', 'fourth', 'last']
// Exchange itself stops somewhere; without an end a walk through the years must stop, too.
const longestWalk = 366 * 40

/** When an item is. All-day items float: their dates count as UTC midnights whatever the zone. */
export function spanOf({ start, end, isAllDay }: { start: WallTime; end: WallTime; isAllDay: boolean }): Span {
  if (isAllDay) return { start: start.wall, end: end.wall }
  return { start: instantOf(start.wall, zoneOrRefuse(start.zone)), end: instantOf(end.wall, zoneOrRefuse(end.zone)) }
}

/** The item itself, or every occurrence of a series, that touches the span. */
export function occurrencesWithin(item: Item, span: Span): { item: Item; occurrence?: string }[] {
  if (!item.recurrence) return touches(item, span) ? [{ item }] : []
  const found: { item: Item; occurrence: string }[] = []
  const margin = item.end.wall - item.start.wall + 2 * day
  for (const date of datesOf(item.recurrence, span.end + 2 * day)) {
    const exception = item.exceptions?.[date]
    if (!exception && Date.parse(date) < span.start - margin) continue
    if (item.removed?.includes(date)) continue
    const occurrence = occurrenceOn(item, date)
    if (touches(occurrence, span)) found.push({ item: occurrence, occurrence: date })
  }
  return found
}

export const isOccurrence = (item: Item, date: string): boolean => {
  if (!item.recurrence || item.removed?.includes(date)) return false
  for (const one of datesOf(item.recurrence, Date.parse(date) + day)) if (one === date) return true
  return false
}

export function occurrenceOn(series: Item, date: string): Item {
  const shift = Date.parse(date) - Math.floor(series.start.wall / day) * day
  const moved = {
    start: { wall: series.start.wall + shift, zone: series.start.zone },
    end: { wall: series.end.wall + shift, zone: series.end.zone }
  }
  return { ...series, ...moved, ...series.exceptions?.[date] }
}

const touches = (item: Item, span: Span) => {
  const own = spanOf(item)
  return own.start < span.end && (own.end > span.start || (own.start === own.end && own.start >= span.start))
}

function* datesOf({ pattern, range }: Recurrence, until: number): Generator<string> {
  const first = Date.parse(range.startDate)
  const last = range.type === 'endDate' ? Date.parse(range.endDate) : Number.POSITIVE_INFINITY
  let left = range.type === 'numbered' ? range.numberOfOccurrences : Number.POSITIVE_INFINITY
  for (let date = first, walked = 0; date <= Math.min(last, until) && left > 0; date += day) {
    if (++walked > longestWalk) return
    if (!fallsOn(pattern, first, date)) continue
    left--
    yield printDate(date)
  }
}

function fallsOn(pattern: Recurrence['pattern'], first: number, date: number): boolean {
  const at = new Date(date)
  const every = (passed: number) => passed % Math.max(1, pattern.interval) === 0
  const months = () => monthsOf(date) - monthsOf(first)
  switch (pattern.type) {
    case 'daily':
      return every((date - first) / day)
    case 'weekly':
      return isOneOf(pattern.daysOfWeek, at) && every((weekOf(date, pattern) - weekOf(first, pattern)) / 7)
    case 'absoluteMonthly':
      return every(months()) && at.getUTCDate() === Math.min(pattern.dayOfMonth, daysInMonth(at))
    case 'relativeMonthly':
      return every(months()) && isOneOf(pattern.daysOfWeek, at) && isNth(pattern, at)
    case 'absoluteYearly':
      return (
        at.getUTCMonth() + 1 === pattern.month &&
        every(months() / 12) &&
        at.getUTCDate() === Math.min(pattern.dayOfMonth, daysInMonth(at))
      )
    case 'relativeYearly':
      return (
        at.getUTCMonth() + 1 === pattern.month &&
        every(months() / 12) &&
        isOneOf(pattern.daysOfWeek, at) &&
        isNth(pattern, at)
      )
    default:
      return false
  }
}

const isOneOf = (days: string[] | undefined, at: Date) => (days ?? []).includes(weekdays[at.getUTCDay()] ?? '')

/** "The last weekday", "the second of Monday and Tuesday": the n-th day of the month that is one of the days. */
function isNth({ index, daysOfWeek }: Recurrence['pattern'], at: Date): boolean {
  const fitting: number[] = []
  for (let date = 1; date <= daysInMonth(at); date++) {
    if (isOneOf(daysOfWeek, new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), date)))) fitting.push(date)
  }
  const wanted = index === 'last' ? fitting.at(-1) : fitting[Math.max(0, weekIndexes.indexOf(index))]
  return at.getUTCDate() === wanted
}

const daysInMonth = (at: Date) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate()

const monthsOf = (date: number) => new Date(date).getUTCFullYear() * 12 + new Date(date).getUTCMonth()

/** Day number on which the week of this date begins. */
function weekOf(date: number, { firstDayOfWeek }: Recurrence['pattern']): number {
  const number = date / day
  // 1 January 1970 was a Thursday.
  const weekday = (number + 4) % 7
  return number - ((weekday - Math.max(0, weekdays.indexOf(firstDayOfWeek)) + 7) % 7)
}
