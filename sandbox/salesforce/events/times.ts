// Start, end and duration. Two of them are enough; the third, ActivityDateTime and ActivityDate follow.
import type { Row, Value } from '../org.ts'
import type { Draft } from '../records/rules.ts'
import { contradictingFields, integrity, requiredMissing } from '../refusal.ts'
import { day, dayOf, minute, printed } from '../times.ts'

const fourteenDays = (14 * day) / minute

export function withTimes(row: Row, draft: Draft): Row {
  const { given, was } = draft
  if (was && !touchesTimes.some((name) => name in given)) return row
  const start = startOf(row, draft)
  const minutes = row.IsAllDayEvent ? allDayMinutes(start, row, draft) : timedMinutes(start, row, draft)
  checkDuration(minutes, Boolean(row.IsAllDayEvent), draft)

  const end = start + minutes * minute
  // The end of an all-day event is its last day, not the midnight after it.
  const shownEnd = row.IsAllDayEvent ? end - day : end
  return {
    ...row,
    StartDateTime: printed(start),
    EndDateTime: printed(shownEnd),
    EndDate: dayOf(shownEnd),
    ActivityDateTime: row.IsAllDayEvent ? null : printed(start),
    ActivityDate: dayOf(start),
    DurationInMinutes: minutes
  }
}

const touchesTimes = [
  'StartDateTime',
  'EndDateTime',
  'DurationInMinutes',
  'ActivityDateTime',
  'ActivityDate',
  'IsAllDayEvent'
]

const instant = (value: Value | undefined) => (typeof value === 'string' ? Date.parse(value) : undefined)

function startOf(row: Row, { given, was }: Draft): number {
  const activity = instant(given.ActivityDateTime)
  const wanted = instant(given.StartDateTime)
  const onlyDay = row.IsAllDayEvent ? instant(given.ActivityDate) : undefined
  if (wanted !== undefined && activity !== undefined && wanted !== activity) {
    throw integrity('ActivityDateTime must be null or equal to StartDateTime: Due Date Time', ['ActivityDateTime'])
  }
  const start =
    wanted ?? activity ?? onlyDay ?? (given.StartDateTime === null ? undefined : instant(was?.StartDateTime))
  if (start === undefined) throw requiredMissing(['StartDateTime'])
  return row.IsAllDayEvent ? Math.floor(start / day) * day : start
}

function timedMinutes(start: number, row: Row, { given, was }: Draft): number {
  const end = instant(given.EndDateTime)
  const duration = typeof given.DurationInMinutes === 'number' ? given.DurationInMinutes : undefined
  if (end !== undefined && duration !== undefined && (end - start) / minute !== duration) {
    throw contradictingFields('EndDateTime and DurationInMinutes do not agree: Duration', [
      'DurationInMinutes',
      'EndDateTime'
    ])
  }
  if (end !== undefined) {
    if (end < start) throw integrity('The end must not be before the start: End Date Time', ['EndDateTime'])
    return (end - start) / minute
  }
  if (duration !== undefined) return duration
  // Moved without a new end: the meeting stays as long as it was.
  const kept = was && !was.IsAllDayEvent && given.EndDateTime !== null ? row.DurationInMinutes : undefined
  if (typeof kept === 'number') return kept
  throw requiredMissing(['EndDateTime'])
}

/** Without end and duration one day; with an end, that day included. */
function allDayMinutes(start: number, row: Row, { given, was }: Draft): number {
  const end = instant(given.EndDateTime)
  const duration = typeof given.DurationInMinutes === 'number' ? given.DurationInMinutes : undefined
  if (end !== undefined) {
    const last = Math.floor(end / day) * day
    if (last < start) throw integrity('The end must not be before the start: End Date Time', ['EndDateTime'])
    return (last - start + day) / minute
  }
  if (duration !== undefined) return duration
  return was?.IsAllDayEvent ? Number(row.DurationInMinutes) : day / minute
}

function checkDuration(minutes: number, allDay: boolean, { org }: Draft) {
  const longest = org.settings.multidayEvents || allDay ? fourteenDays : day / minute
  if (minutes < 0 || minutes > longest) {
    throw integrity(`Duration must be between 0 and ${longest} minutes: Duration`, ['DurationInMinutes'])
  }
}
