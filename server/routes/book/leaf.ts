import { DAY, type Instant } from '../../../src/time/instant.ts'
import type { Span } from '../../../src/time/span.ts'
import { dateAt, midnight, startOn, type WallDate } from '../../../src/time/wall-clock.ts'
import type { Zone } from '../../../src/time/zones.ts'

/** Where the diary is opened: at a date and after it, or before one. Dates are on the reader's wall. */
export type Turn = { from: WallDate } | { before: WallDate }

export type Day = { date: WallDate; slots: Span[] }

/** A few days that have slots, and where to turn from there. */
export type Leaf = { days: Day[]; earlier?: WallDate; later?: WallDate }

const DAYS_ON_A_LEAF = 5

/** As far as one question about free/busy reaches: 62 days, of which whole days at both edges and the length of a meeting take their share. */
const WINDOW = 59 * DAY

/** What to ask for. Everything within the next weeks is the same question, so that turning leaves costs no new one. */
export function windowFor(turn: Turn, zone: Zone, now: Instant): Span {
  const near = { start: now, end: now + WINDOW }
  if ('from' in turn) {
    const from = dayStart(turn.from, zone)
    return from <= now + WINDOW / 2 ? near : { start: from, end: from + WINDOW }
  }
  const before = dayStart(turn.before, zone)
  return before <= near.end ? near : { start: before - WINDOW, end: before }
}

/** `window`: where the slots were looked for. `horizon`: after this there are none. */
export function openAt(
  turn: Turn,
  slots: readonly Span[],
  { window, horizon, zone, now }: { window: Span; horizon: Instant; zone: Zone; now: Instant }
): Leaf {
  const goesOn = window.end < horizon
  const lastDate = dateAt(zone, window.end)
  // the day in which the window ends was read in part only: it belongs to the next leaf
  const days = daysOf(slots, zone).filter(({ date }) => !goesOn || date < lastDate)
  const [first, last] = cut(turn, days)
  const shown = days.slice(first, last)
  const from = 'from' in turn ? turn.from : undefined
  const before = 'before' in turn ? turn.before : undefined

  const earlier =
    first > 0 ? (shown[0]?.date ?? from ?? before) : window.start > now ? dateAt(zone, window.start) : undefined
  const later = days[last]?.date ?? (goesOn ? lastDate : undefined)
  return { days: shown, ...(earlier && { earlier }), ...(later && { later }) }
}

/** First and one past last of the days to show. */
function cut(turn: Turn, days: readonly Day[]): [number, number] {
  const after = (date: WallDate) => {
    const found = days.findIndex((day) => day.date >= date)
    return found === -1 ? days.length : found
  }
  const first = 'from' in turn ? after(turn.from) : Math.max(0, after(turn.before) - DAYS_ON_A_LEAF)
  // turned back to the very beginning: the leaf is filled from there
  const end = 'before' in turn && first > 0 ? after(turn.before) : first + DAYS_ON_A_LEAF
  return [first, Math.min(days.length, end)]
}

function daysOf(slots: readonly Span[], zone: Zone): Day[] {
  const days: Day[] = []
  for (const slot of slots) {
    const date = dateAt(zone, slot.start)
    const last = days.at(-1)
    if (last?.date === date) last.slots.push(slot)
    else days.push({ date, slots: [slot] })
  }
  return days
}

export const dayStart = (date: WallDate, zone: Zone): Instant => startOn(zone, midnight(date) ?? 0)
