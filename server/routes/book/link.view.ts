import { keeperOf, type Link } from '../../../src/links/link.ts'
import { type Instant, MINUTE } from '../../../src/time/instant.ts'
import { type Span, same } from '../../../src/time/span.ts'
import { dateAt } from '../../../src/time/wall-clock.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import {
  clockDifference,
  dateText,
  dayParts,
  dayText,
  isoText,
  lengthText,
  type Reader,
  spanParts,
  zoneAndOffset,
  zoneText
} from '../../wording/when.ts'
import { calledBy } from '../../wording/who.ts'
import { type ZoneChoices, zoneChoices } from '../../wording/zone-choices.ts'
import type { Problem, Typed } from './asking.ts'
import { type Details, detailsOf, type Summary, summaryOf } from './details.ts'
import type { Leaf, Turn } from './leaf.ts'
import { dayStart } from './leaf.ts'
import { type OfferedByCard, offeredByCard } from './offered-by.ts'

/** Why the page is shown again, and with which status. `lost`: the slot that cannot be had. */
export type Trouble =
  | { kind: 'problems'; status: 422; problems: readonly Problem[]; lost?: undefined }
  | { kind: 'taken'; status: 409; lost: Span }
  | { kind: 'not offered'; status: 409; lost: Span }
  | { kind: 'form used before' | 'refused before'; status: 409; lost?: undefined }
  | { kind: 'not booked'; status: 503; lost?: undefined }

export type SlotChoice = {
  id: string
  value: string
  before: string
  start: string
  end: string
  after: string
  chosen: boolean
}

export type LinkPage = {
  title: string
  card: OfferedByCard
  action: string
  timesAction: string
  /** The zone shown, to be guessed better by the browser; '' once somebody has chosen. */
  shownZone: string
  zone: {
    name: string
    text: string
    choices: ZoneChoices
    organizers: string
    organizersName: string
    organizersText: string
  }
  from: string
  /** Minutes, for the form; '' where there is nothing to choose. */
  length: string
  lengths: { value: string; text: string; current: boolean }[]
  /** When the times are not of this moment: how old they are; else ''. */
  age: string
  summary: Summary | null
  /** Chosen before, and not among the days that are shown. */
  kept: SlotChoice | null
  /** Offered first in place of a slot that is lost. */
  next: { legend: string; slots: SlotChoice[] } | null
  daysHeading: string
  days: { weekday: string; day: string; month: string; zone: string; slots: SlotChoice[] }[]
  empty: string
  /** Dates to turn to; '' where there is nothing. */
  earlier: string
  later: string
  /** What was typed, where there is no form to show it in. */
  typed: { name: string; value: string }[]
  details: Details
  /** Who gets what is typed. */
  goesTo: string
}

export type LinkShown = {
  token: string
  link: Link
  organization: string
  zone: Zone
  zoneWasChosen: boolean
  now: Instant
  turn: Turn
  turned: boolean
  window: Span
  horizon: Instant
  /** Of the slots. Minutes. */
  length: number
  /** When the times were read, if they could not be read now. */
  readAt: Instant | undefined
  free: readonly Span[]
  leaf: Leaf
  chosen: Span | undefined
  formId: string
  typed: Typed | undefined
  trouble: Trouble | undefined
}

export function linkPage(shown: LinkShown): LinkPage {
  const { token, link, zone, zoneWasChosen, now, turned, leaf, formId, length, typed, trouble } = shown
  const reader: Reader = { zone, now }
  const path = `/book/${token}`
  const card = offeredByCard(link, shown.organization)
  const problems = trouble?.kind === 'problems' ? trouble.problems : []
  const next = trouble?.lost ? nextBest(shown.free, trouble.lost) : []
  const summary = summaryFor(trouble, next.length)
  const ids = slotIds()
  const { chosen } = shown
  const isShown = (slot: Span) => leaf.days.some(({ slots }) => slots.some((other) => same(other, slot)))
  const kept = chosen && !isShown(chosen) && !next.some((slot) => same(slot, chosen)) ? chosen : undefined
  const lengths = lengthChoices(link, length)
  const atFirst = leaf.days[0]?.slots[0]?.start ?? now

  return {
    title: `${summary ? 'Error: ' : ''}${card.heading} · ${shown.organization}`,
    card,
    action: `${path}/bookings`,
    timesAction: `${path}/times`,
    shownZone: zoneWasChosen || typed ? '' : zone.name,
    zone: {
      name: zone.name,
      text: zoneAndOffset(atFirst, reader),
      choices: zoneChoices(zone, atFirst),
      ...organizersClock(link, atFirst, reader)
    },
    from: turned ? (leaf.days[0]?.date ?? ('from' in shown.turn ? shown.turn.from : '')) : '',
    length: lengths.length > 0 ? String(length) : '',
    lengths,
    age: shown.readAt === undefined ? '' : ageText(shown.readAt, now),
    summary,
    kept: kept ? slotChoice(kept, { reader, chosen, withDay: true, id: '' }) : null,
    next:
      next.length > 0
        ? {
            legend: nextLegend(next.length),
            slots: next.map((slot) => slotChoice(slot, { reader, chosen, withDay: true, id: ids() }))
          }
        : null,
    daysHeading: headingOf(next.length > 0 ? 'Other times' : 'Choose a time', lengths.length > 0 ? length : undefined),
    days: leaf.days
      .map(({ date, slots }) => ({ date, slots: slots.filter((slot) => !next.some((other) => same(other, slot))) }))
      .filter(({ slots }) => slots.length > 0)
      .map(({ slots }) => dayOf(slots, reader, chosen, ids)),
    empty: leaf.days.length > 0 ? '' : emptyText(shown, reader),
    earlier: leaf.earlier ?? '',
    later: leaf.later ?? '',
    details: detailsOf(formId, typed, problems),
    typed: (['name', 'email', 'note'] as const).flatMap((name) =>
      typed?.[name] ? [{ name, value: typed[name] }] : []
    ),
    goesTo: `The invitation comes to your e-mail address. What you enter goes to ${link.organizer.name} and ${shown.organization}, for this meeting.`
  }
}

/** None where there is nothing to choose. */
function lengthChoices(link: Link, shown: number): LinkPage['lengths'] {
  if (link.kind !== 'availability' || link.lengths.length < 2) return []
  return link.lengths.map((length) => ({
    value: String(length),
    text: lengthText(length * MINUTE),
    current: length === shown
  }))
}

/** "Choose a time for 45 minutes", where there is a choice. */
const headingOf = (heading: string, length: number | undefined) =>
  length === undefined ? heading : `${heading} for ${lengthText(length * MINUTE)}`

/** Nothing is booked on an old answer; who chooses from one should know. */
function ageText(readAt: Instant, now: Instant): string {
  const minutes = Math.floor((now - readAt) / MINUTE)
  const ago = minutes < 1 ? 'less than a minute' : minutes === 1 ? '1 minute' : `${minutes} minutes`
  return `These times were read ${ago} ago; we check again when you book.`
}

/** Free times in place of one that is lost: those that follow it, and earlier ones where too few follow. */
export function nextBest(free: readonly Span[], lost: Span, count = 3): Span[] {
  const following = free.filter(({ start }) => start >= lost.start).slice(0, count)
  const missing = count - following.length
  const earlier = missing > 0 ? free.filter(({ start }) => start < lost.start).slice(-missing) : []
  return [...earlier, ...following]
}

const numbers = ['no', 'one', 'two', 'three']

const nextLegend = (count: number) => (count === 1 ? 'The next free time' : `The next ${numbers[count]} free times`)

function summaryFor(trouble: Trouble | undefined, next: number): Summary | null {
  const kept = 'What you typed is still here.'
  const choose = (message: string) => (next > 0 ? [{ href: '#slot', message }] : [])
  switch (trouble?.kind) {
    case undefined:
      return null
    case 'problems':
      return summaryOf(trouble.problems)
    case 'taken':
    case 'not offered': {
      const lost = trouble.kind === 'taken' ? 'has just been taken' : 'is no longer free'
      const rest =
        next === 0
          ? 'No other time is free.'
          : next === 1
            ? 'Here is the next one.'
            : `Here are the next ${numbers[next]}.`
      return {
        heading: `That time ${lost}. ${rest}`,
        text: `Nothing was booked. ${kept}`,
        entries: choose('Choose another time')
      }
    }
    case 'form used before':
      return {
        heading: 'This form was already sent once, with other details.',
        text: 'What you sent first has not been changed. If you want to book another time as well, check the form and send it again.',
        entries: []
      }
    case 'refused before':
      return {
        heading: 'This was sent before, and nothing was booked then. Nothing was booked now.',
        text: `${kept} If you still want this time, send it again.`,
        entries: []
      }
    case 'not booked':
      return {
        heading: 'Your meeting could not be booked. Nothing was booked.',
        text: `The calendar did not answer in time. ${kept} Try again in a few minutes.`,
        entries: []
      }
  }
}

/** The first one answers to the summary's link. */
function slotIds() {
  let count = 0
  return () => (count++ === 0 ? 'slot' : '')
}

type Choosing = { reader: Reader; chosen: Span | undefined; withDay: boolean; id: string }

export function slotChoice(
  slot: Span,
  { reader, chosen, withDay, id }: Choosing,
  day = dayText(slot.start, reader)
): SlotChoice {
  const { start, end } = spanParts(slot, reader)
  return {
    id,
    value: `${isoText(slot.start)}/${isoText(slot.end)}`,
    before: withDay ? '' : `${day}, `,
    start: withDay ? `${day}, ${start}` : start,
    end,
    after: `, ${zoneText(reader.zone)}`,
    chosen: chosen !== undefined && same(slot, chosen)
  }
}

function dayOf(slots: readonly Span[], reader: Reader, chosen: Span | undefined, ids: () => string) {
  const at = slots[0]?.start ?? reader.now
  const day = dayText(at, reader)
  const choose = (slot: Span) => slotChoice(slot, { reader, chosen, withDay: false, id: ids() }, day)
  return { ...dayParts(at, reader), zone: zoneText(reader.zone), slots: slots.map(choose) }
}

/** The organizer's own clock, on demand, and the way to see the times by it. */
function organizersClock({ organizer, zone: name }: Link, at: Instant, reader: Reader) {
  const zone = zoneNamed(name)
  const difference = zone && clockDifference(zone, at, reader)
  const called = calledBy(organizer.name)
  if (!zone || !difference)
    return { organizers: `${called}'s calendar shows the same times.`, organizersName: '', organizersText: '' }
  return {
    organizers: `${called}'s calendar is in ${zoneText(zone)}, ${difference}.`,
    organizersName: zone.name,
    organizersText: `Show ${zoneText(zone)}`
  }
}

function emptyText({ turn, window, horizon, zone, now, link }: LinkShown, reader: Reader): string {
  // the day in which the window ends belongs to the next leaf
  const end = horizon <= window.end ? horizon : dayStart(dateAt(zone, window.end), zone) - 1
  const from = Math.max(now, 'from' in turn ? dayStart(turn.from, zone) : window.start)
  if (from < end) return `No times are free between ${dateText(from, reader)} and ${dateText(end, reader)}.`
  return `No times are offered after ${dateText(horizon, reader)}. Write to ${calledBy(keeperOf(link).name)} if none suits you.`
}
