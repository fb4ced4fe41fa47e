import type { Person } from '../people/person.ts'
import { type Clock, DAY, type Instant, MINUTE } from '../time/instant.ts'
import { merge, overlap, type Span, same, widen } from '../time/span.ts'
import { zoneNamed } from '../time/zones.ts'
import { blocked } from './blocking.ts'
import type { BusyStatus, BusyTimes, Freshness, HeldTimes } from './busy-time.ts'
import { openSpans, type WeeklyHours } from './open-hours.ts'
import { slotsIn } from './slots.ts'

/** What decides whether a slot is offered. Both kinds of link have these; minutes. */
export type Rules = {
  organizer: Person
  zone: string
  bufferBefore: number
  bufferAfter: number
  notice: number
  blocks: readonly BusyStatus[]
} & (
  | { kind: 'availability'; length: number; step: number; hours: WeeklyHours; horizonDays: number }
  | { kind: 'time slots'; slots: readonly Span[] }
)

/** The slots of a link right now, in order; or that nobody can tell. Empty means fully booked, unknown never does. */
export type Offer = { slots: Span[] } | { unknown: string }

export type OfferNeeds = { busyTimes: BusyTimes; heldTimes: HeldTimes; clock: Clock }

/**
 * Graph answers for windows under 62 days; whole UTC days around the range make the same question, and so one cached answer.
 */
export const ASKED_AT_MOST = 60 * DAY

/** The one question that page, preview and booking check all ask: which slots start within the range? */
export async function offer(rules: Rules, range: Span, freshness: Freshness, needs: OfferNeeds): Promise<Offer> {
  const now = needs.clock()
  // a slot that begins this very moment has passed: at least one millisecond lies before a start
  const wanted = cut(range, { start: now + Math.max(1, rules.notice * MINUTE), end: endOfHorizon(rules, now) })
  if (wanted.start >= wanted.end) return { slots: [] }

  const touched = wholeDays(widen(wanted, rules.bufferBefore * MINUTE, rules.bufferAfter * MINUTE + longest(rules)))
  const [reading, held] = await Promise.all([
    needs.busyTimes.read(rules.organizer, touched, freshness),
    needs.heldTimes.heldTime(rules.organizer.id, touched)
  ])
  if ('unknown' in reading) return reading
  return { slots: offered(rules, wanted, merge([...blocked(reading.items, rules.blocks), ...held])) }
}

/** Is exactly this slot still offered, by a reading that began after the question? */
export async function stillOffered(
  rules: Rules,
  slot: Span,
  needs: OfferNeeds
): Promise<boolean | { unknown: string }> {
  const answer = await offer(rules, { start: slot.start, end: slot.start + 1 }, 'fresh', needs)
  return 'unknown' in answer ? answer : answer.slots.some((each) => same(each, slot))
}

/** Pure: which slots start within the range. `busy` is merged, in order, and covers the range with its buffers. */
export function offered(rules: Rules, range: Span, busy: readonly Span[]): Span[] {
  const before = rules.bufferBefore * MINUTE
  const after = rules.bufferAfter * MINUTE
  const starts = (slot: Span) => range.start <= slot.start && slot.start < range.end

  if (rules.kind === 'time slots') {
    const free = (slot: Span) => !busy.some((span) => overlap(span, widen(slot, before, after)))
    return rules.slots.filter((slot) => starts(slot) && free(slot)).sort((a, b) => a.start - b.start)
  }
  const zone = zoneNamed(rules.zone)
  if (!zone) throw new Error(`link with a zone that tzdata does not know: ${rules.zone}`)
  const shape = { length: rules.length * MINUTE, step: rules.step * MINUTE, before, after }
  return slotsIn(openSpans(rules.hours, zone, range), busy, shape).filter(starts)
}

/** The time that a booking of this slot takes out of the organizer's day. */
export const claimOf = (rules: Rules, slot: Span): Span =>
  widen(slot, rules.bufferBefore * MINUTE, rules.bufferAfter * MINUTE)

/** The first instant at which nothing is offered any more. */
export function endOfHorizon(rules: Rules, now: Instant): Instant {
  if (rules.kind === 'availability') return now + rules.horizonDays * DAY
  return Math.max(0, ...rules.slots.map(({ start }) => start + 1))
}

const longest = (rules: Rules) =>
  rules.kind === 'availability'
    ? rules.length * MINUTE
    : Math.max(0, ...rules.slots.map(({ start, end }) => end - start))

const cut = (a: Span, b: Span): Span => ({ start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) })

const wholeDays = ({ start, end }: Span): Span => ({
  start: Math.floor(start / DAY) * DAY,
  end: Math.ceil(end / DAY) * DAY
})
