import type { BusyStatus } from '../../../src/availability/busy-time.ts'
import type { WeeklyHours } from '../../../src/availability/windows.ts'
import type { Booking } from '../../../src/bookings/booking.ts'
import type { SeenEntry } from '../../../src/delegates/see-week.ts'
import type { CalendarHold } from '../../../src/links/holds.ts'
import type { Link } from '../../../src/links/link.ts'
import type { PersonId } from '../../../src/people/person.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../../../src/time/instant.ts'
import { overlap, type Span, same } from '../../../src/time/span.ts'
import { dateAt, wallAt, weekdayOf } from '../../../src/time/wall-clock.ts'
import { isoText, type Reader, spanText, wallDateText } from '../../wording/when.ts'
import { meetingPath } from './meeting-path.ts'
import type { Day, Week } from './week.ts'

/** A block of the week. `place`: classes of console.css that put it on the grid, because nothing inline is allowed. */
export type Block = {
  iso: string
  time: string
  title: string
  status: string
  kind: BlockKind
  place: string
  href: string | null
}
export type BlockKind = 'busy' | 'tentative' | 'oof' | 'elsewhere' | 'free' | 'ours' | 'held'

export type DayView = {
  heading: string
  weekday: string
  number: string
  today: boolean
  past: boolean
  allDay: { title: string; status: string; kind: BlockKind; href: string | null }[]
  blocks: Block[]
  open: string | null
}

export type WeekView = {
  from: string
  quietWeekend: boolean
  days: DayView[]
  hours: { text: string; place: string }[]
}

/** What stands in one organizer's week, ours among it. */
type Contents = {
  entries: readonly SeenEntry[]
  bookings: readonly OurBooking[]
  holds: readonly OurHold[]
  hours: WeeklyHours | undefined
  maySeeTitles: boolean
  saving: { organizer: PersonId; saved: ReadonlySet<string> } | null
}
export type OurHold = { hold: CalendarHold; link: Link | undefined }
export type OurBooking = {
  booking: Extract<Booking, { state: 'requested' | 'held' | 'confirmed' }>
  link: Link | undefined
}

const statusOf: Record<OurBooking['booking']['state'], string> = {
  requested: 'waits for approval',
  held: 'being confirmed',
  confirmed: 'booked by a link'
}

export function weekView(
  week: Week,
  { entries, bookings, holds, hours, maySeeTitles, saving }: Contents,
  reader: Reader
): WeekView {
  const { rest, held } = withoutHeld(withoutOurs(entries, bookings), holds)
  const items = [
    ...rest.map((entry) => ({ ...entry, ...wordsOf(entry), ...savingOf(entry, saving) })),
    ...held.map(({ hold, link }) => ({
      ...hold.slot,
      allDay: false,
      title: maySeeTitles && link ? link.subject : 'Held',
      status: 'held for a link',
      kind: 'held' as const,
      href: maySeeTitles && link ? `/console/links/${link.id}` : null
    })),
    ...bookings.map(({ booking, link }) => ({
      start: booking.slot.start,
      end: booking.slot.end,
      allDay: false,
      title: maySeeTitles ? `${link?.subject ?? 'Booking'} · ${booking.invitee.name}` : 'Booked',
      status: statusOf[booking.state],
      kind: 'ours' as const,
      href: maySeeTitles && link ? `/console/links/${link.id}` : null
    }))
  ].sort((a, b) => a.start - b.start || a.end - b.end)

  const timed = items.filter(({ allDay }) => !allDay)
  const days = week.days.map((day) => ({ day, spans: timed.map((item) => onWall(item, day, reader)) }))
  const [first, last] = edges(
    hours,
    days.flatMap(({ spans }) => spans)
  )

  return {
    from: `from-h${first}`,
    quietWeekend: days.slice(5).every(({ day, spans }) => !spans.some(Boolean) && !hours?.[weekdayOf(day.midnight)]),
    hours: Array.from({ length: last - first }, (_, index) => ({
      text: `${String(first + index).padStart(2, '0')}:00`,
      place: `h${first + index} q0`
    })),
    days: days.map(({ day, spans }) => {
      const present = timed.flatMap((item, index) => (spans[index] ? [{ item, span: spans[index] }] : []))
      const lanes = lanesOf(present.map(({ span }) => span))
      const open = hours?.[weekdayOf(day.midnight)]
      const heading = wallDateText(day.date, reader)
      const [weekday = '', number = ''] = heading.split(' ')
      return {
        heading,
        weekday,
        number,
        today: day.date === dateAt(reader.zone, reader.now),
        past: day.span.end <= reader.now,
        allDay: items
          .filter((item) => item.allDay && touchesDay(item, day))
          .map(({ title, status, kind, href }) => ({ title, status, kind, href })),
        blocks: present.map(({ item, span }, index) => ({
          iso: isoText(item.start),
          time: spanText(item, reader),
          title: item.title,
          status: item.status,
          kind: item.kind,
          place: `${placeOf(span)} ${lanes[index]}${span.end - span.start > 30 * MINUTE ? '' : ' brief'}${span.end - span.start > 15 * MINUTE ? '' : ' tiny'}`,
          href: item.href
        })),
        open: open?.length
          ? placeOf({ start: (open[0]?.from ?? 0) * MINUTE, end: (open.at(-1)?.to ?? 0) * MINUTE })
          : null
      }
    })
  }
}

/** Where an entry is saved to Salesforce, and that it is followed there. */
function savingOf(entry: SeenEntry, saving: Contents['saving']): { href: string | null; status?: string } {
  if (!saving || entry.id === undefined) return { href: null }
  const { status } = wordsOf(entry)
  return {
    href: meetingPath(saving.organizer, entry.id),
    ...(saving.saved.has(entry.id) ? { status: [status, 'saved to Salesforce'].filter(Boolean).join(', ') } : {})
  }
}

/** Our own meetings stand in the calendar, too. One entry of the same time is taken for each: a second would be a collision. */
function withoutOurs(entries: readonly SeenEntry[], bookings: readonly OurBooking[]): SeenEntry[] {
  const rest = [...entries]
  for (const { booking, link } of bookings) {
    if (booking.state !== 'confirmed') continue
    const alike = rest.filter((entry) => same(entry, booking.slot) && !entry.allDay)
    const ours = alike.find(({ title }) => typeof title === 'object' && title.text === link?.subject) ?? alike[0]
    if (ours) rest.splice(rest.indexOf(ours), 1)
  }
  return rest
}

/** The same for calendar holds; one that does not stand in the calendar is none. */
function withoutHeld(entries: readonly SeenEntry[], holds: readonly OurHold[]) {
  const rest = [...entries]
  const held = holds.filter(({ hold }) => {
    const own = rest.findIndex((entry) => entry.status === 'tentative' && !entry.allDay && same(entry, hold.slot))
    if (hold.state === 'wanted' || hold.state === 'gone' || own < 0) return false
    rest.splice(own, 1)
    return true
  })
  return { rest, held }
}

const kinds: Record<BusyStatus, BlockKind> = {
  free: 'free',
  tentative: 'tentative',
  busy: 'busy',
  oof: 'oof',
  workingElsewhere: 'elsewhere',
  unknown: 'busy'
}

const statusWords: Record<BusyStatus, string> = {
  free: 'shown as free',
  tentative: 'tentative',
  busy: '',
  oof: 'out of office',
  workingElsewhere: 'working elsewhere',
  unknown: ''
}

const hiddenTitles: Record<BusyStatus, string> = {
  free: 'Free',
  tentative: 'Tentative',
  busy: 'Busy',
  oof: 'Out of office',
  workingElsewhere: 'Working elsewhere',
  unknown: 'Busy'
}

/** What the actor may read of an entry, and how it is shown. */
export function wordsOf({ title, status }: SeenEntry): { title: string; status: string; kind: BlockKind } {
  const kind = kinds[status]
  if (title === 'private') return { title: 'Private appointment', status: statusWords[status], kind }
  if (title === 'hidden') return { title: hiddenTitles[status], status: '', kind }
  return { title: title.text || 'No title', status: statusWords[status], kind }
}

/** The part of a span that lies on this day, as milliseconds after midnight on the wall; undefined when none does. */
function onWall(span: Span, { span: day, midnight }: Day, { zone }: Reader): Span | undefined {
  if (!overlap(span, day)) return undefined
  const wall = (at: Instant) => Math.min(Math.max(wallAt(zone, at) - midnight, 0), DAY)
  const start = span.start <= day.start ? 0 : wall(span.start)
  const end = span.end >= day.end ? DAY : wall(span.end)
  return { start, end: Math.max(end, Math.min(start + 15 * MINUTE, DAY)) }
}

/** By noon: an all-day entry belongs to the days whose noon it holds, whichever zone its midnights are in. */
function touchesDay(entry: Span, { span }: Day): boolean {
  const noon = span.start + 12 * HOUR
  return overlap(entry, { start: noon, end: noon + 1 })
}

/** The hours that are shown: the organizer's own day, a little around it, and whatever lies outside. */
function edges(hours: WeeklyHours | undefined, spans: readonly (Span | undefined)[]): [number, number] {
  const windows = Object.values(hours ?? {}).flat()
  const starts = [
    8,
    ...windows.map(({ from }) => from / 60),
    ...spans.flatMap((span) => (span ? [span.start / HOUR] : []))
  ]
  const ends = [18, ...windows.map(({ to }) => to / 60), ...spans.flatMap((span) => (span ? [span.end / HOUR] : []))]
  return [Math.floor(Math.min(...starts)), Math.ceil(Math.max(...ends))]
}

/** "h9 q2 th10 tq0": from 09:30 to 10:00, on quarters of an hour. */
export function placeOf({ start, end }: Span): string {
  const quarter = 15 * MINUTE
  const from = Math.floor(start / quarter)
  const to = Math.max(from + 1, Math.ceil(end / quarter))
  return `h${Math.floor(from / 4)} q${from % 4} th${Math.floor(to / 4)} tq${to % 4}`
}

/** Side by side where they overlap: "lane-2 of-3". More than four share the last lane. */
function lanesOf(spans: readonly Span[]): string[] {
  const lanes: string[] = []
  let group: number[] = []
  let taken: Instant[] = []
  let until = 0
  const close = () => {
    const width = Math.min(taken.length, 4)
    for (const index of group) lanes[index] = `${lanes[index]} of-${width}`
    group = []
    taken = []
  }
  spans.forEach((span, index) => {
    if (group.length > 0 && span.start >= until) close()
    const free = taken.findIndex((end) => end <= span.start)
    const lane = free >= 0 ? free : taken.length
    taken[lane] = span.end
    until = group.length === 0 ? span.end : Math.max(until, span.end)
    group.push(index)
    lanes[index] = `lane-${Math.min(lane + 1, 4)}`
  })
  close()
  return lanes
}
