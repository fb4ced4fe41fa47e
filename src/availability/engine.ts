import { type Instant, MINUTE } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import { busyMinutes } from './busy-minutes.ts'
import type { BusyItem, BusyStatus } from './busy-time.ts'
import { clearOf, common, type Shape, startsIn } from './starts.ts'
import { dayAt, type OpenHours, openWindows } from './windows.ts'

/** One person's share in the question: when she is open (absent: whenever the others are), and what she has in her way. */
export type Calendar = { open?: OpenHours; items: readonly (Span | BusyItem)[] }

export type Question = {
  /** The first one is the organizer's, and has open hours. */
  calendars: readonly Calendar[]
  blocks: readonly BusyStatus[]
  shape: Shape
  /** Starts that are asked for. */
  range: Span
  /** No start lies before it. */
  earliest: Instant
}

/** The one engine of page, preview and booking check: which starts are free for everybody? Epoch minutes, in order. */
export function engineStarts({ calendars, blocks, shape, range, earliest }: Question): Int32Array {
  const minutes = {
    from: Math.ceil(Math.max(range.start, earliest) / MINUTE),
    to: Math.ceil(range.end / MINUTE)
  }
  let starts: Int32Array | undefined
  for (const { open, items } of calendars) {
    const busy = busyMinutes(items, blocks)
    if (!open) {
      if (starts) starts = clearOf(starts, busy, shape)
      continue
    }
    // a window of the day before may reach into the range, and one may begin where the range has ended on another wall
    const windows = openWindows(open, dayAt(open.zone, minutes.from) - 1, dayAt(open.zone, minutes.to) + 1)
    const own = startsIn(windows, busy, minutes, shape)
    starts = starts ? common(starts, own) : own
  }
  return starts ?? new Int32Array(0)
}
