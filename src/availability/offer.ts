import { type Clock, DAY, type Instant, MINUTE } from '../time/instant.ts'
import { type Span, same, widen } from '../time/span.ts'
import { midnight, startOn, wallAt } from '../time/wall-clock.ts'
import { type Zone, zoneNamed } from '../time/zones.ts'
import { busyMinutes } from './busy-minutes.ts'
import type { BusyItem, EverybodysBusyTimes, Freshness, HeldTimes } from './busy-time.ts'
import { capped } from './caps.ts'
import { type Calendar, engineStarts } from './engine.ts'
import { numberOf } from './number-of.ts'
import { type OwnHolds, withoutOwnHolds } from './own-holds.ts'
import type { Rules } from './rules.ts'
import { clearOf } from './starts.ts'

/**
 * The slots of a link right now, in order; or that nobody can tell. Empty means fully booked, unknown never does.
 * `staleSince`: nothing newer than this could be read; such slots may be shown, marked, and are never booked on.
 */
export type Offer = { slots: Span[]; staleSince?: Instant } | { unknown: string }

export type OfferNeeds = { busyTimes: EverybodysBusyTimes; heldTimes: HeldTimes; holds: OwnHolds; clock: Clock }

/** What is in the way, person by person; the organizer's own calendar with our claims first. */
export type InTheWay = {
  organizer: readonly (BusyItem | Span)[]
  required: readonly (readonly BusyItem[])[]
  /** Starts of the organizer's bookings in every week that the range touches; only looked at for caps. */
  booked: readonly Instant[]
  staleSince?: Instant
}

/**
 * All that was read for an offer, before slots are made of it. Two with the same `basis` have the same slots, if rules,
 * range, length and moment are the same: whoever has kept what he made of those need not make it again.
 */
export type Grounds = { basis: string; slots(): Span[]; staleSince?: Instant }

/** The one question that page, preview and booking check all ask: which slots of this length start within the range? */
export async function offer(
  rules: Rules,
  range: Span,
  freshness: Freshness,
  needs: OfferNeeds,
  length = usualLength(rules)
): Promise<Offer> {
  const grounds = await groundsOf(rules, range, freshness, needs, length)
  if ('unknown' in grounds) return grounds
  const slots = grounds.slots()
  return grounds.staleSince === undefined ? { slots } : { slots, staleSince: grounds.staleSince }
}

/** The same question in two steps. */
export async function groundsOf(
  rules: Rules,
  range: Span,
  freshness: Freshness,
  needs: OfferNeeds,
  length = usualLength(rules)
): Promise<Grounds | { unknown: string }> {
  const now = needs.clock()
  const wanted = cut(range, limitsOf(rules, now))
  if (wanted.start >= wanted.end) return { basis: 'nothing to ask', slots: () => [] }

  const inTheWay = await readInTheWay(rules, wanted, freshness, needs)
  if ('unknown' in inTheWay) return inTheWay
  const { basis, staleSince } = inTheWay
  const grounds = { basis, slots: () => offered(rules, wanted, inTheWay, length) }
  return staleSince === undefined ? grounds : { ...grounds, staleSince }
}

/** Is exactly this slot still offered, by a reading that began after the question? */
export async function stillOffered(
  rules: Rules,
  slot: Span,
  needs: OfferNeeds
): Promise<boolean | { unknown: string }> {
  const range = { start: slot.start, end: slot.start + 1 }
  const length = (slot.end - slot.start) / MINUTE
  if (rules.kind === 'availability' && !rules.lengths.includes(length)) return false
  const answer = await offer(rules, range, 'fresh', needs, length)
  return 'unknown' in answer ? answer : answer.slots.some((each) => same(each, slot))
}

/** Pure: which slots of this length start within the range? `inTheWay` covers the range with its buffers. */
export function offered(rules: Rules, range: Span, inTheWay: InTheWay, length = usualLength(rules)): Span[] {
  const slots = rules.kind === 'availability' ? grid(rules, range, inTheWay, length) : picked(rules, range, inTheWay)
  return rules.perDay === null && rules.perWeek === null ? slots : capped(slots, rules, inTheWay.booked)
}

function grid(
  rules: Extract<Rules, { kind: 'availability' }>,
  range: Span,
  inTheWay: InTheWay,
  length: number
): Span[] {
  const { hours, overrides, blocks } = rules
  const starts = engineStarts({
    calendars: [
      { open: { zone: zoneOf(rules), hours, overrides }, items: inTheWay.organizer },
      ...inTheWay.required.map((items): Calendar => ({ items }))
    ],
    blocks,
    shape: shapeOf(rules, length),
    range,
    earliest: range.start
  })
  return Array.from(starts, (start) => ({ start: start * MINUTE, end: (start + length) * MINUTE }))
}

function picked(rules: Extract<Rules, { kind: 'time slots' }>, range: Span, inTheWay: InTheWay): Span[] {
  const calendars = [inTheWay.organizer, ...inTheWay.required].map((items) => busyMinutes(items, rules.blocks))
  const free = ({ start, end }: Span) => {
    const at = Int32Array.of(Math.floor(start / MINUTE))
    const shape = shapeOf(rules, Math.ceil((end - start) / MINUTE))
    return calendars.every((busy) => clearOf(at, busy, shape).length === 1)
  }
  return rules.slots
    .filter((slot) => range.start <= slot.start && slot.start < range.end && free(slot))
    .sort((a, b) => a.start - b.start)
}

/** The time that a booking of this slot takes out of the organizer's day. */
export const claimOf = (rules: Rules, slot: Span): Span =>
  widen(slot, rules.bufferBefore * MINUTE, rules.bufferAfter * MINUTE)

/** Between these instants a start may lie: after the notice, between first and last date, before the horizon. */
export function limitsOf(rules: Rules, now: Instant): Span {
  // a slot that begins this very moment has passed: at least one millisecond lies before a start
  const soonest = now + Math.max(1, rules.notice * MINUTE)
  if (rules.kind === 'time slots') return { start: soonest, end: endOfHorizon(rules, now) }
  const first = rules.firstDate === null ? soonest : startOfDate(zoneOf(rules), rules.firstDate)
  return { start: Math.max(soonest, first), end: endOfHorizon(rules, now) }
}

/** The first instant at which nothing is offered any more. Days of the horizon are days on the organizer's wall. */
export function endOfHorizon(rules: Rules, now: Instant): Instant {
  if (rules.kind === 'time slots') return Math.max(0, ...rules.slots.map(({ start }) => start + 1))
  const zone = zoneOf(rules)
  const horizon = startOn(zone, wallAt(zone, now) + rules.horizonDays * DAY)
  return rules.lastDate === null ? horizon : Math.min(horizon, startOfDate(zone, rules.lastDate, 1))
}

/** The length that a page shows first; of a time-slot link the longest. Minutes. */
export const usualLength = (rules: Rules): number =>
  rules.kind === 'availability'
    ? (rules.lengths[0] ?? 30)
    : Math.max(0, ...rules.slots.map(({ start, end }) => (end - start) / MINUTE))

export const shapeOf = (rules: Rules, length: number) => ({
  length,
  step: (rules.kind === 'availability' ? rules.step : null) ?? length,
  before: rules.bufferBefore,
  after: rules.bufferAfter
})

/** Everything that can be in the way of slots that start within the span, read at once. */
export async function readInTheWay(
  rules: Rules,
  span: Span,
  freshness: Freshness,
  needs: OfferNeeds
): Promise<(InTheWay & { basis: string }) | { unknown: string }> {
  const { organizer, required } = rules
  const touched = wholeDays(
    widen(span, rules.bufferBefore * MINUTE, (rules.bufferAfter + longestLength(rules)) * MINUTE)
  )
  const caps = rules.perDay !== null || rules.perWeek !== null
  const people = [organizer, ...required]
  const [readings, held, booked, holds] = await Promise.all([
    needs.busyTimes.readAll(people, touched, freshness),
    needs.heldTimes.heldTime(organizer.id, touched),
    caps ? needs.heldTimes.bookedStarts(organizer.id, widen(touched, 8 * DAY, 8 * DAY)) : [],
    rules.kind === 'time slots' && rules.id !== undefined ? needs.holds.standing(rules.id) : []
  ])
  const items: BusyItem[][] = []
  let staleSince: Instant | undefined
  for (const person of people) {
    const reading = readings.get(person.id) ?? { unknown: 'nobody has answered' }
    if ('unknown' in reading) return person === organizer ? reading : { unknown: `${person.name}: ${reading.unknown}` }
    if (reading.stale !== undefined) staleSince = Math.min(staleSince ?? reading.readAt, reading.readAt)
    items.push(reading.items)
  }
  const [own = [], ...others] = items
  const text = (spans: readonly Span[]) => spans.map(({ start, end }) => `${start}/${end}`)
  const basis = `${items.map(numberOf)} ${staleSince} ${text(held)} ${text(holds)} ${booked}`
  const inTheWay = { organizer: [...withoutOwnHolds(own, holds), ...held], required: others, booked, basis }
  return staleSince === undefined ? inTheWay : { ...inTheWay, staleSince }
}

export function zoneOf(rules: { zone: string }): Zone {
  const zone = zoneNamed(rules.zone)
  if (!zone) throw new Error(`link with a zone that tzdata does not know: ${rules.zone}`)
  return zone
}

/** When the date begins on the wall, or `later` days after it. */
function startOfDate(zone: Zone, date: string, later = 0): Instant {
  const wall = midnight(date)
  if (wall === undefined) throw new Error(`link with a date that is none: ${date}`)
  return startOn(zone, wall + later * DAY)
}

const longestLength = (rules: Rules) =>
  rules.kind === 'availability' ? Math.max(...rules.lengths) : usualLength(rules)

const cut = (a: Span, b: Span): Span => ({ start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) })

/** Whole UTC days around a range make the same question, and so one cached answer. */
const wholeDays = ({ start, end }: Span): Span => ({
  start: Math.floor(start / DAY) * DAY,
  end: Math.ceil(end / DAY) * DAY
})
