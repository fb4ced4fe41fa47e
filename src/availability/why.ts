import { DAY, type Instant, MINUTE } from '../time/instant.ts'
import { overlap, type Span, widen } from '../time/span.ts'
import { wallAt } from '../time/wall-clock.ts'
import type { BusyItem } from './busy-time.ts'
import { capsAt } from './caps.ts'
import { type InTheWay, limitsOf, offered, shapeOf, zoneOf } from './offer.ts'
import type { Rules } from './rules.ts'
import { openWindows } from './windows.ts'

/**
 * Why a slot is offered, or the first rule that takes it away, in the order in which a person would look for it. For who may
 * see the calendar only; `until` and `from` are instants.
 */
export type Why =
  | { rule: 'offered' }
  | { rule: 'has passed' }
  | { rule: 'too soon'; from: Instant }
  | { rule: 'before the first date'; from: Instant }
  | { rule: 'after the last date or the horizon'; until: Instant }
  | { rule: 'not a length of this link' }
  | { rule: 'not among the picked times' }
  | { rule: 'closed that day' }
  | { rule: 'outside the hours'; open: Span[] }
  | { rule: 'between two starts'; before: Instant; after: Instant | null }
  /** `whose`: the organizer's or a required colleague's; `buffer`: only the time around the meeting touches it. */
  | { rule: 'busy'; whose: string; busy: Span; buffer: boolean }
  /** Time that we hold ourselves for a booking, whether or not Exchange shows it yet. */
  | { rule: 'held for a booking'; held: Span; buffer: boolean }
  | { rule: 'the day is full' | 'the week is full'; atMost: number }

/** Pure; `inTheWay` covers the slot with its buffers, and its week where there are caps. */
export function whyNot(rules: Rules, slot: Span, inTheWay: InTheWay, now: Instant): Why {
  return (
    outsideTheLimits(rules, slot, now) ??
    offTheRules(rules, slot) ??
    taken(rules, slot, inTheWay) ??
    full(rules, slot, inTheWay) ??
    agreed(rules, slot, inTheWay)
  )
}

function outsideTheLimits(rules: Rules, { start }: Span, now: Instant): Why | undefined {
  if (start <= now) return { rule: 'has passed' }
  const soonest = now + rules.notice * MINUTE
  if (start < soonest) return { rule: 'too soon', from: soonest }
  const limits = limitsOf(rules, now)
  if (start < limits.start) return { rule: 'before the first date', from: limits.start }
  if (rules.kind === 'availability' && start >= limits.end) {
    return { rule: 'after the last date or the horizon', until: limits.end }
  }
  return undefined
}

function offTheRules(rules: Rules, slot: Span): Why | undefined {
  if (rules.kind === 'time slots') {
    const isPicked = rules.slots.some(({ start, end }) => start === slot.start && end === slot.end)
    return isPicked ? undefined : { rule: 'not among the picked times' }
  }
  const length = (slot.end - slot.start) / MINUTE
  if (!rules.lengths.includes(length)) return { rule: 'not a length of this link' }

  const open = windowsAround(rules, slot.start)
  const wall = Math.floor(wallAt(zoneOf(rules), slot.start) / DAY)
  const thatDay = open.filter(({ start }) => Math.floor(wallAt(zoneOf(rules), start) / DAY) === wall)
  const around = open.filter((window) => window.start <= slot.start && slot.end <= window.end)
  if (around.length === 0)
    return thatDay.length === 0 ? { rule: 'closed that day' } : { rule: 'outside the hours', open: thatDay }

  const step = shapeOf(rules, length).step * MINUTE
  if (around.some((window) => (slot.start - window.start) % step === 0)) return undefined
  const window = around[0] as Span
  const before = window.start + Math.floor((slot.start - window.start) / step) * step
  const after = before + step + (slot.end - slot.start) <= window.end ? before + step : null
  return { rule: 'between two starts', before, after }
}

function taken(rules: Rules, slot: Span, { organizer, required }: InTheWay): Why | undefined {
  const wide = widen(slot, rules.bufferBefore * MINUTE, rules.bufferAfter * MINUTE)
  const isBlocking = (item: Span | BusyItem) =>
    !('status' in item) || item.status === 'unknown' || rules.blocks.includes(item.status)
  const people = [
    { name: rules.organizer.name, items: organizer },
    ...required.map((items, index) => ({ name: rules.required[index]?.name ?? '', items }))
  ]
  for (const { name, items } of people) {
    const found = items.find((item) => isBlocking(item) && overlap(wholeMinutes(item), wide))
    if (!found) continue
    const span = { start: found.start, end: found.end }
    const buffer = !overlap(wholeMinutes(found), slot)
    return 'status' in found
      ? { rule: 'busy', whose: name, busy: span, buffer }
      : { rule: 'held for a booking', held: span, buffer }
  }
  return undefined
}

/** As the engine sees it: a minute that is touched is taken, and an entry that takes no time takes none. */
function wholeMinutes({ start, end }: Span): Span {
  const minutes = { start: Math.floor(start / MINUTE) * MINUTE, end: Math.ceil(end / MINUTE) * MINUTE }
  return minutes.start < minutes.end ? minutes : { start: Number.NaN, end: Number.NaN }
}

function full(rules: Rules, { start }: Span, { booked }: InTheWay): Why | undefined {
  for (const { within, atMost, of } of capsAt(start, rules)) {
    const count = booked.filter((each) => within.start <= each && each < within.end).length
    if (count >= atMost) return { rule: of === 'day' ? 'the day is full' : 'the week is full', atMost }
  }
  return undefined
}

/** The engine has the last word: an explanation that disagrees with it would be a fault of ours. */
function agreed(rules: Rules, slot: Span, inTheWay: InTheWay): Why {
  const range = { start: slot.start, end: slot.start + 1 }
  const slots = offered(rules, range, inTheWay, (slot.end - slot.start) / MINUTE)
  if (slots.some(({ start, end }) => start === slot.start && end === slot.end)) return { rule: 'offered' }
  throw new Error(`no rule takes away ${new Date(slot.start).toISOString()}, and it is not offered`)
}

function windowsAround(rules: Extract<Rules, { kind: 'availability' }>, instant: Instant): Span[] {
  const zone = zoneOf(rules)
  const day = Math.floor(wallAt(zone, instant) / DAY)
  const minutes = openWindows({ zone, hours: rules.hours, overrides: rules.overrides }, day - 1, day + 1)
  return Array.from({ length: minutes.length / 2 }, (_, index) => ({
    start: (minutes[2 * index] as number) * MINUTE,
    end: (minutes[2 * index + 1] as number) * MINUTE
  }))
}
