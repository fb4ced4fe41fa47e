// Dates with hours of their own, as rows of a form: a date, what happens on it, and its hours.
import type { DateOverride, Window } from '../../../src/availability/windows.ts'
import { DAY, type Instant } from '../../../src/time/instant.ts'
import { dateAt, midnight, type Weekday, weekdayOf } from '../../../src/time/wall-clock.ts'
import type { Zone } from '../../../src/time/zones.ts'
import { field, type Problems, type Sent } from './form.ts'
import { hoursFrom } from './hours-text.ts'

export const DATES_AT_MOST = 60

/** 'open': with the hours that stand in its weekday's line, whether or not the weekday is open. */
export const dayKinds = ['closed', 'open', 'hours'] as const

export type DateRow = { date: string; kind: string; hours: string }

export type DateField = `date-${number}` | `kind-${number}` | `hours-on-${number}`

/** Rows as they were sent; a row in which nothing stands is dropped. `edit`: the button that was pressed, if it was one of theirs. */
export function typedDates(sent: Sent): DateRow[] {
  const removed = field(sent, 'remove-date', 3)
  const rows = Array.from({ length: DATES_AT_MOST }, (_, row) => ({
    row: String(row),
    date: field(sent, `date-${row}`, 20),
    kind: field(sent, `kind-${row}`, 20),
    hours: field(sent, `hours-on-${row}`)
  }))
  const kept = rows
    .filter(({ row, date, hours }) => (date || hours) && row !== removed)
    .map(({ date, kind, hours }) => ({ date, kind, hours }))
  return field(sent, 'add-date') && kept.length < DATES_AT_MOST ? [...kept, emptyRow] : kept
}

const emptyRow: DateRow = { date: '', kind: 'closed', hours: '' }

/** Was it a button that only adds a row or takes one out? Then nobody wants to hear yet what is missing. */
export const onlyRows = (sent: Sent) => Boolean(field(sent, 'add-date') || field(sent, 'remove-date', 3))

type Around = {
  zone: Zone
  now: Instant
  shortest: number
  /** What stands in a weekday's line, open or not. */
  lineOf(day: Weekday): { windows: Window[] } | { problem: string }
}

const YEARS = 366 * DAY

export function parseDates(
  rows: readonly DateRow[],
  { zone, now, shortest, lineOf }: Around
): { overrides: DateOverride[]; problems: Problems<DateField> } {
  const problems: Problems<DateField> = {}
  const overrides: DateOverride[] = []
  rows.forEach(({ date, kind, hours }, row) => {
    const wall = midnight(date)
    if (wall === undefined) {
      problems[`date-${row}`] = 'Write the date, for example 2026-12-24.'
    } else if (date < dateAt(zone, now)) {
      problems[`date-${row}`] = `${date} has passed. Take it out, or write a later date.`
    } else if (wall > now + 3 * YEARS) {
      problems[`date-${row}`] = `${date} is too far away: at most three years ahead.`
    } else if (overrides.some((other) => other.date === date)) {
      problems[`date-${row}`] = `${date} stands here twice. Give it one line, with all its hours.`
    } else if (kind === 'closed') {
      overrides.push({ date, windows: [] })
    } else if (kind === 'open' || kind === 'hours') {
      const read = kind === 'hours' ? hoursFrom(hours, shortest) : lineOf(weekdayOf(wall))
      if ('windows' in read) overrides.push({ date, windows: read.windows })
      else if (kind === 'hours') problems[`hours-on-${row}`] = `${date} ${read.problem}.`
      else problems[`kind-${row}`] = `The weekday of ${date} ${read.problem}. Or write other hours for the date.`
    } else problems[`kind-${row}`] = `Choose what happens on ${date}.`
  })
  return { overrides: overrides.sort((a, b) => (a.date < b.date ? -1 : 1)), problems }
}
