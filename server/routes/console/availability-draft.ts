import { usuallyBlocks } from '../../../src/availability/busy-minutes.ts'
import type { BusyStatus } from '../../../src/availability/busy-time.ts'
import type { MailboxHours } from '../../../src/availability/mailbox-hours.ts'
import type { WeeklyHours } from '../../../src/availability/windows.ts'
import type { Draft } from '../../../src/links/create-link.ts'
import { dateAt, midnight, type Weekday } from '../../../src/time/wall-clock.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { LookedUp } from './colleagues.ts'
import { DATES_AT_MOST, type DateField, type DateRow, parseDates, typedDates } from './date-rows.ts'
import { field, fields, type Problems, type Sent } from './form.ts'
import { hoursFrom, hoursTyped } from './hours-text.ts'
import {
  type CommonName,
  type CommonTyped,
  commonDefaults,
  type Desk,
  parseCommon,
  typedCommon,
  wholeNumber
} from './link-fields.ts'
import { utc } from './organizer.view.ts'

export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

export const lengthChoices = [15, 30, 45, 60, 75, 90, 105, 120] as const

/** Of what a calendar shows, what an organizer may let pass or not. Busy always blocks, and so does what is unknown. */
export const blockChoices = ['tentative', 'oof', 'workingElsewhere'] as const

/** One day's line of the form: open or not, and its hours. */
export type DayTyped = { open: boolean; hours: string }

export type AvailabilityTyped = CommonTyped & {
  lengths: string[]
  step: string
  horizon: string
  firstDate: string
  lastDate: string
  uses: string
  blocks: BusyStatus[]
  days: Record<Weekday, DayTyped>
  dates: DateRow[]
}

export type AvailabilityField =
  | CommonName
  | 'length'
  | 'step'
  | 'horizon'
  | 'firstDate'
  | 'lastDate'
  | 'uses'
  | 'hours'
  | `hours-${Weekday}`
  | DateField

export type AvailabilityDraft = Extract<Draft, { kind: 'availability' }>

/** The defaults of the industry; days and hours are those of the organizer's mailbox. */
export function availabilityDefaults(desk: Desk, mailbox: MailboxHours): AvailabilityTyped {
  const hours = 'unknown' in mailbox ? officeHours : mailbox.hours
  return {
    ...commonDefaults(desk),
    lengths: ['30'],
    step: '',
    horizon: '365',
    firstDate: '',
    lastDate: '',
    uses: '',
    blocks: [...usuallyBlocks],
    days: eachDay((day) => lineOf(hours, day)),
    dates: []
  }
}

export const typedAvailability = (sent: Sent): AvailabilityTyped => ({
  ...typedCommon(sent),
  lengths: fields(sent, 'length', lengthChoices.length),
  step: field(sent, 'step'),
  horizon: field(sent, 'horizon'),
  firstDate: field(sent, 'firstDate'),
  lastDate: field(sent, 'lastDate'),
  uses: field(sent, 'uses'),
  blocks: typedBlocks(fields(sent, 'blocks', 8)),
  days: eachDay((day) => ({
    open: field(sent, `open-${day}`) === 'yes',
    hours: field(sent, `hours-${day}`)
  })),
  dates: typedDates(sent)
})

/** The form always sends "busy" with the ticked ones: without it the question was not on the page, and the usual ones block. */
const typedBlocks = (sent: readonly string[]): BusyStatus[] =>
  sent.includes('busy')
    ? [...usuallyBlocks, ...blockChoices].filter(
        (status, index, all) => sent.includes(status) && all.indexOf(status) === index
      )
    : [...usuallyBlocks]

export function parseAvailability(
  typed: AvailabilityTyped,
  desk: Desk,
  lookedUp: LookedUp
): { draft: AvailabilityDraft } | { problems: Problems<AvailabilityField> } {
  const { common, problems: commonProblems } = parseCommon(typed, desk, lookedUp)
  const problems: Problems<AvailabilityField> = { ...commonProblems }

  const lengths = lengthsFrom(typed.lengths)
  if (!lengths) problems.length = 'Choose how long the meeting is: 15 to 120 minutes, one or several.'
  const shortest = lengths?.[0] ?? 0
  const step = typed.step === '' ? null : wholeNumber(typed.step, { from: 5, to: 120, step: 5 })
  if (step === undefined) problems.step = 'Choose how often a time starts: every 5 to 120 minutes.'
  const horizonDays = wholeNumber(typed.horizon, { from: 1, to: 730, step: 1 })
  if (horizonDays === undefined) problems.horizon = 'Write how many days ahead people can book: 1 to 730.'
  const uses = typed.uses === '' ? null : wholeNumber(typed.uses, { from: 1, to: 1000, step: 1 })
  if (uses === undefined) problems.uses = 'Write how many people can book, 1 to 1000, or leave it empty for any number.'

  if (typed.firstDate && midnight(typed.firstDate) === undefined)
    problems.firstDate = 'Write the first date as a date, for example 2026-12-01.'
  const today = dateAt(zoneNamed(common.zone) ?? utc, desk.now)
  if (typed.lastDate && midnight(typed.lastDate) === undefined)
    problems.lastDate = 'Write the last date as a date, for example 2026-12-31.'
  else if (typed.lastDate && typed.lastDate < today) problems.lastDate = 'The last date has passed. Choose a later one.'
  else if (typed.lastDate && typed.firstDate && !problems.firstDate && typed.lastDate < typed.firstDate)
    problems.lastDate = 'The last date lies before the first one.'

  const hours: WeeklyHours = {}
  for (const day of weekdays) {
    const line = typed.days[day]
    if (!line.open) continue
    const read = hoursFrom(line.hours, shortest)
    if ('windows' in read) hours[day] = read.windows
    else problems[`hours-${day}`] = `${weekdayNames[day]} ${read.problem}.`
  }
  if (!weekdays.some((day) => typed.days[day].open)) problems.hours = 'Choose at least one day of the week.'

  const dates = parseDates(typed.dates, {
    zone: zoneNamed(common.zone) ?? utc,
    now: desk.now,
    shortest,
    lineOf: (day) => hoursFrom(typed.days[day].hours, shortest)
  })
  Object.assign(problems, dates.problems)

  if (Object.keys(problems).length > 0 || !lengths || step === undefined || !horizonDays || uses === undefined)
    return { problems: asOnThePage(problems) }
  return {
    draft: {
      ...common,
      blocks: typed.blocks,
      kind: 'availability',
      lengths,
      step,
      hours,
      overrides: dates.overrides,
      firstDate: typed.firstDate || null,
      lastDate: typed.lastDate || null,
      horizonDays,
      uses
    }
  }
}

const pageOrder: readonly AvailabilityField[] = [
  'from',
  'length',
  'zone',
  'hours',
  ...weekdays.map((day) => `hours-${day}` as const),
  'subject',
  'place',
  'placeText',
  'note',
  'step',
  'notice',
  'approval',
  'changesClose',
  'bufferBefore',
  'bufferAfter',
  'firstDate',
  'lastDate',
  'horizon',
  'expires',
  ...Array.from(
    { length: DATES_AT_MOST },
    (_, row) => [`date-${row}`, `kind-${row}`, `hours-on-${row}`] as const
  ).flat(),
  'perDay',
  'perWeek',
  'uses',
  'required',
  'optional'
]

const asOnThePage = (problems: Problems<AvailabilityField>): Problems<AvailabilityField> =>
  Object.fromEntries(pageOrder.flatMap((name) => (problems[name] ? [[name, problems[name]]] : [])))

/** In order, so that the shortest is the one that a page shows first. */
function lengthsFrom(typed: readonly string[]): number[] | undefined {
  const lengths = typed.map((each) => wholeNumber(each, { from: 15, to: 120, step: 15 }))
  const known = lengths.filter((length) => length !== undefined)
  return known.length > 0 && known.length === lengths.length ? [...new Set(known)].sort((a, b) => a - b) : undefined
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
function lineOf(hours: WeeklyHours, day: Weekday): DayTyped {
  const own = hours[day] ?? []
  const usual = weekdays.map((each) => hours[each] ?? []).find(({ length }) => length > 0) ?? [{ from: 540, to: 1020 }]
  return { open: own.length > 0, hours: hoursTyped(own.length > 0 ? own : usual) }
}
