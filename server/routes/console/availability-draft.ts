import type { MailboxHours } from '../../../src/availability/mailbox-hours.ts'
import type { WeeklyHours, Window } from '../../../src/availability/windows.ts'
import type { Draft } from '../../../src/links/create-link.ts'
import type { Weekday } from '../../../src/time/wall-clock.ts'
import { field, type Problems, type Sent } from './form.ts'
import {
  type CommonName,
  type CommonTyped,
  commonDefaults,
  type Desk,
  parseCommon,
  typedCommon,
  wholeNumber
} from './link-fields.ts'

export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/** One day's line of the form: open or not, and from when to when. */
export type DayTyped = { open: boolean; from: string; to: string }

export type AvailabilityTyped = CommonTyped & {
  length: string
  step: string
  horizon: string
  uses: string
  days: Record<Weekday, DayTyped>
}

export type AvailabilityField =
  | CommonName
  | 'length'
  | 'step'
  | 'horizon'
  | 'uses'
  | 'hours'
  | `from-${Weekday}`
  | `to-${Weekday}`

export type AvailabilityDraft = Extract<Draft, { kind: 'availability' }>

/** The defaults of the industry; days and hours are those of the organizer's mailbox. */
export function availabilityDefaults(desk: Desk, mailbox: MailboxHours): AvailabilityTyped {
  const hours = 'unknown' in mailbox ? officeHours : mailbox.hours
  return {
    ...commonDefaults(desk),
    length: '30',
    step: '',
    horizon: '365',
    uses: '',
    days: eachDay((day) => lineOf(hours[day]))
  }
}

export const typedAvailability = (sent: Sent): AvailabilityTyped => ({
  ...typedCommon(sent),
  length: field(sent, 'length'),
  step: field(sent, 'step'),
  horizon: field(sent, 'horizon'),
  uses: field(sent, 'uses'),
  days: eachDay((day) => ({
    open: field(sent, `open-${day}`) === 'yes',
    from: field(sent, `from-${day}`),
    to: field(sent, `to-${day}`)
  }))
})

export function parseAvailability(
  typed: AvailabilityTyped,
  desk: Desk
): { draft: AvailabilityDraft } | { problems: Problems<AvailabilityField> } {
  const { common, problems: commonProblems } = parseCommon(typed, desk)
  const problems: Problems<AvailabilityField> = { ...commonProblems }

  const length = wholeNumber(typed.length, { from: 15, to: 120, step: 15 })
  if (length === undefined) problems.length = 'Choose how long the meeting is: 15 to 120 minutes.'
  const step = typed.step === '' ? null : wholeNumber(typed.step, { from: 5, to: 120, step: 5 })
  if (step === undefined) problems.step = 'Choose how often a time starts: every 5 to 120 minutes.'
  const horizonDays = wholeNumber(typed.horizon, { from: 1, to: 730, step: 1 })
  if (horizonDays === undefined) problems.horizon = 'Write how many days ahead people can book: 1 to 730.'
  const uses = typed.uses === '' ? null : wholeNumber(typed.uses, { from: 1, to: 1000, step: 1 })
  if (uses === undefined) problems.uses = 'Write how many people can book, 1 to 1000, or leave it empty for any number.'

  const hours: WeeklyHours = {}
  for (const day of weekdays) {
    const line = typed.days[day]
    if (!line.open) continue
    const from = minutesOf(line.from)
    const to = minutesOf(line.to, 'end')
    if (from === undefined) problems[`from-${day}`] = `Write when ${weekdayNames[day]} begins, for example 09:00.`
    if (to === undefined) problems[`to-${day}`] = `Write when ${weekdayNames[day]} ends, for example 17:00.`
    if (from === undefined || to === undefined) continue
    if (to <= from) problems[`to-${day}`] = `${weekdayNames[day]} must end after it begins.`
    else if (to - from < (length ?? 0))
      problems[`to-${day}`] = `${weekdayNames[day]} is too short for ${length} minutes.`
    else hours[day] = [{ from, to }]
  }
  if (!weekdays.some((day) => typed.days[day].open)) problems.hours = 'Choose at least one day of the week.'

  if (Object.keys(problems).length > 0 || !length || step === undefined || !horizonDays || uses === undefined)
    return { problems }
  return {
    draft: {
      ...common,
      kind: 'availability',
      lengths: [length],
      step,
      hours,
      overrides: [],
      firstDate: null,
      lastDate: null,
      horizonDays,
      uses
    }
  }
}

export const weekdayNames: Record<Weekday, string> = {
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday'
}

/** Offered as a start only where the mailbox says nothing; the person sees it and decides. */
export const officeHours: WeeklyHours = Object.fromEntries(
  [1, 2, 3, 4, 5].map((day) => [day, [{ from: 9 * 60, to: 17 * 60 }]])
)

function eachDay<T>(line: (day: Weekday) => T): Record<Weekday, T> {
  return { 1: line(1), 2: line(2), 3: line(3), 4: line(4), 5: line(5), 6: line(6), 7: line(7) }
}

/** A closed day keeps sensible hours in its line, so that opening it is one tick. */
function lineOf(windows: readonly Window[] | undefined): DayTyped {
  const first = windows?.[0]
  const last = windows?.at(-1)
  return { open: Boolean(first), from: clockText(first?.from ?? 9 * 60), to: clockText(last?.to ?? 17 * 60) }
}

/** "09:30"; the end of a day is 24:00. */
export const clockText = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** As people write it: "09:30", "9.30", "0930", "9". */
function minutesOf(text: string, edge: 'start' | 'end' = 'start'): number | undefined {
  const [, hour = '', minute = '00'] = /^(\d{1,2})(?:[:. h]?([0-5]\d))?$/.exec(text) ?? []
  if (!hour) return undefined
  const minutes = Number(hour) * 60 + Number(minute)
  if (minutes > 1440 || (edge === 'start' && minutes === 1440)) return undefined
  return edge === 'end' && minutes === 0 ? 1440 : minutes
}
