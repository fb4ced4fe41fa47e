import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'

/** All in milliseconds. `before` and `after` must be free around the slot, but may lie outside the open hours. */
export type Shape = { length: number; step: number; before: number; after: number }

/**
 * Open time minus busy time, on a grid anchored at each opening. `open` and `busy` are merged and in order (see
 * `merge`); one walk over both, whatever the range.
 */
export function slotsIn(open: readonly Span[], busy: readonly Span[], shape: Shape): Span[] {
  const slots: Span[] = []
  let next = 0
  for (const window of open) {
    let start: Instant = window.start
    while (start + shape.length <= window.end) {
      // busy time that ends before this slot's buffer begins cannot touch any later slot either
      while ((busy[next]?.end ?? Number.POSITIVE_INFINITY) <= start - shape.before) next++
      const inTheWay = busy[next]
      if (!inTheWay || inTheWay.start >= start + shape.length + shape.after) {
        slots.push({ start, end: start + shape.length })
        start += shape.step
      } else {
        // leap to the first step of the grid that clears what is in the way
        start += Math.max(1, Math.ceil((inTheWay.end + shape.before - start) / shape.step)) * shape.step
      }
    }
  }
  return slots
}
