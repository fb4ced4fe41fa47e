import { usuallyBlocks } from '../../../src/availability/busy-minutes.ts'
import type { WeeklyHours } from '../../../src/availability/windows.ts'
import type { SeenEntry } from '../../../src/delegates/see-week.ts'
import type { FullDay } from '../../../src/links/hold-store.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { type Instant, MINUTE } from '../../../src/time/instant.ts'
import { overlap, type Span, same, widen } from '../../../src/time/span.ts'
import { dateAt, instantsOf, weekdayOf } from '../../../src/time/wall-clock.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import { type Reader, shortDayText, spanText, timeText, wallDateText, zoneAndOffset } from '../../wording/when.ts'
import { possessive } from '../../wording/who.ts'
import { type CheckControl, type ChoiceControl, check, choice, summaryOf, titleWith } from './controls.view.ts'
import { organizerPath, type Page } from './desk.ts'
import type { Problems } from './form.ts'
import type { Desk } from './link-fields.ts'
import { type CommonControls, commonControls } from './link-fields.view.ts'
import { utc } from './organizer.view.ts'
import { slotValue, type TimeSlotField, type TimeSlotTyped } from './time-slot-draft.ts'
import type { Day, Week } from './week.ts'
import { placeOf, wordsOf } from './week.view.ts'
import { counted, minutesText } from './words.ts'

/** One time that can be picked. `name` says everything to whoever does not see the grid. */
type Cell = {
  id: string
  value: string
  time: string
  rest: string
  /** Is something in the way, and what, as far as the actor may know it? */
  busy: boolean
  busyWith: string | null
  picked: boolean
  place: string
}

export type TimeSlotLinkView = Page &
  CommonControls & {
    organizer: string
    back: string
    action: string
    picksAction: string
    problems: { href: string; message: string }[]
    length: ChoiceControl
    allHours: boolean
    week: {
      title: string
      monday: string
      zone: string
      previous: string
      next: string
      from: string
      quietWeekend: boolean
    }
    days: { id: string; heading: string; weekday: string; number: string; today: boolean; cells: Cell[] }[]
    empty: string | null
    calendarUnknown: string | null
    /** Picked, and not to be seen in this week's grid. */
    elsewhere: { value: string; text: string; busy: boolean }[]
    count: string
    busyToo: { asked: boolean; ticked: boolean; problem: string | null; text: string }
    takers: ChoiceControl
    /** null where nothing is ever held. */
    hold: CheckControl | null
    slotsProblem: string | null
  }

type Known = {
  desk: Desk
  typed: TimeSlotTyped
  problems: Problems<TimeSlotField>
  week: Week
  hours: WeeklyHours | undefined
  seen: { entries: SeenEntry[] } | { unknown: string }
  held: readonly Span[]
  holdsPerDay: number
  /** Of the picked ones: is this free as things are? Undefined: nobody knows. */
  free(slot: Span): boolean | undefined
}

const DEFAULT_HOURS = { from: 9 * 60, to: 17 * 60 }
const ALL_HOURS = { from: 7 * 60, to: 21 * 60 }

export function timeSlotLinkView(known: Known): TimeSlotLinkView {
  const { desk, typed, problems, week, seen } = known
  const { organizer } = desk
  const path = organizerPath(organizer)
  const reader: Reader = { zone: zoneOf(desk, typed), now: desk.now }
  const length = Number(typed.length) || 30
  const days = week.days.map((day) => ({ day, cells: cellsOf(day, length, known, reader) }))
  const values = new Set(days.flatMap(({ cells }) => cells.map(({ value }) => value)))
  const first = firstHour(days.map(({ day }) => windowOf(day, known)))

  return {
    ...commonControls(typed, problems, desk),
    title: titleWith(problems, `Time-slot link for ${organizer.name}`),
    here: null,
    organizer: organizer.name,
    back: path,
    action: `${path}/time-slot-links`,
    picksAction: `${path}/time-slot-links/picks#week`,
    problems: summaryOf(problems),
    length: choice({
      name: 'length',
      label: 'How long?',
      value: typed.length,
      choices: [15, 30, 45, 60, 75, 90, 105, 120].map((each) => ({ value: String(each), text: minutesText(each) }))
    }),
    allHours: typed.allHours,
    week: {
      title: `Week of ${wallDateText(week.monday, reader)}`,
      monday: week.monday,
      zone: zoneAndOffset(week.span.start, reader),
      previous: week.previous,
      next: week.next,
      from: `from-h${first}`,
      quietWeekend: days.slice(5).every(({ cells }) => cells.length === 0)
    },
    days: days.map(({ day, cells }) => {
      const heading = wallDateText(day.date, reader)
      const [weekday = '', number = ''] = heading.split(' ')
      return {
        id: `day-${day.date}`,
        heading,
        weekday,
        number,
        today: day.date === dateAt(reader.zone, reader.now),
        cells
      }
    }),
    empty: values.size === 0 ? 'There is no time left to pick in this week.' : null,
    calendarUnknown:
      'unknown' in seen
        ? `${possessive(organizer.name)} calendar cannot be read right now, so busy times are not marked. Nobody can book a time until it is known to be free.`
        : null,
    elsewhere: typed.picked
      .filter((slot) => !values.has(slotValue(slot)))
      .map((slot) => ({
        value: slotValue(slot),
        text: `${shortDayText(slot.start, reader)}, ${spanText(slot, reader)}`,
        busy: known.free(slot) === false
      })),
    count: `${counted(typed.picked.length, 'time')} picked`,
    busyToo: {
      asked: typed.busyToo || Boolean(problems.busyToo),
      ticked: typed.busyToo,
      problem: problems.busyToo ?? null,
      text: `Offer them all the same. Nobody can book such a time until ${organizer.name} is free then.`
    },
    takers: choice({
      name: 'takers',
      label: 'How many people can book?',
      problem: problems.takers,
      value: typed.takers,
      choices: [
        { value: 'one', text: 'One', hint: 'The first booking closes the link.' },
        { value: 'each', text: 'One for each time', hint: 'The link stays open until all times are taken.' }
      ]
    }),
    hold:
      known.holdsPerDay === 0
        ? null
        : check({
            name: 'hold',
            label: `Hold these times in ${possessive(organizer.name)} calendar until they are taken`,
            hint: `As private, tentative entries, at most ${known.holdsPerDay} on one day. People with this link can book them all the same.`,
            problem: problems.hold,
            ticked: typed.hold
          }),
    slotsProblem: problems.slots ?? null
  }
}

/** Why the times cannot be held, with the figures of each full day. */
export function fullText(full: readonly FullDay[], organizer: Organizer, { zone, now, holdsPerDay }: Full): string {
  const days = full.map(({ date, free, wanted }) => {
    const left = free === 0 ? 'none is left' : free === 1 ? '1 is left' : `${free} are left`
    return `On ${wallDateText(date, { zone, now })} ${left}, and you picked ${wanted}.`
  })
  const most = `At most ${counted(holdsPerDay, 'time')} of one day can be held in ${possessive(organizer.name)} calendar.`
  return [most, ...days, 'Take times out, or make the link without holding them.'].join(' ')
}

type Full = { zone: Zone; now: Instant; holdsPerDay: number }

/** The organizer's zone; where nobody can read it, the chosen one, and UTC until one is chosen. */
export const zoneOf = (desk: Desk, { zone }: { zone: string }) => desk.zone ?? zoneNamed(zone) ?? utc

function windowOf(day: Day, { hours, typed }: Known): { from: number; to: number } | undefined {
  if (typed.allHours) return ALL_HOURS
  const weekday = weekdayOf(day.midnight)
  if (!hours) return weekday <= 5 ? DEFAULT_HOURS : undefined
  const windows = hours[weekday]
  const first = windows?.[0]
  const last = windows?.at(-1)
  return first && last ? { from: first.from, to: last.to } : undefined
}

/** Half-hourly starts (or as long as a shorter meeting), as many as fit into the day, without those that have passed. */
function cellsOf(day: Day, length: number, known: Known, reader: Reader): Cell[] {
  const window = windowOf(day, known)
  if (!window) return []
  const cells: Cell[] = []
  for (let minute = window.from; minute + length <= window.to; minute += Math.min(length, 30)) {
    const [start] = instantsOf(reader.zone, day.midnight + minute * MINUTE)
    if (start === undefined || start <= reader.now) continue // skipped by the change of clocks, or over
    const slot = { start, end: start + length * MINUTE }
    const from = minute * MINUTE
    cells.push({
      id: `slot-${day.date}-${minute}`,
      value: slotValue(slot),
      time: timeText(start, reader),
      rest: `${spanText(slot, reader).slice(timeText(start, reader).length)}, ${wallDateText(day.date, reader)}`,
      ...inTheWay(slot, known),
      picked: known.typed.picked.some((each) => same(each, slot)),
      place: placeOf({ start: from, end: from + Math.min(length, 30) * MINUTE })
    })
  }
  return cells
}

function inTheWay(slot: Span, { seen, held, typed }: Known): { busy: boolean; busyWith: string | null } {
  if ('unknown' in seen) return { busy: false, busyWith: null }
  const around = widen(slot, (Number(typed.bufferBefore) || 0) * MINUTE, (Number(typed.bufferAfter) || 0) * MINUTE)
  const blocking = seen.entries.find(
    (entry) => overlap(entry, around) && (entry.status === 'unknown' || usuallyBlocks.includes(entry.status))
  )
  if (blocking) {
    const { title } = wordsOf(blocking)
    return { busy: true, busyWith: title === 'Busy' ? null : title }
  }
  const booked = held.some((span) => overlap(span, around))
  return { busy: booked, busyWith: booked ? 'booked by a link' : null }
}

const firstHour = (windows: readonly ({ from: number } | undefined)[]): number =>
  Math.floor(Math.min(24 * 60, ...windows.flatMap((window) => window?.from ?? [])) / 60) % 24
