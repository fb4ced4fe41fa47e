// The core: open time minus busy time, as whole minutes since the epoch. Pure arithmetic over sorted arrays.

/** Minutes. `before` and `after` must be free around a meeting, but may lie outside the open hours. */
export type Shape = { length: number; step: number; before: number; after: number }

/** Half-open, in epoch minutes. */
export type Minutes = { from: number; to: number }

/**
 * Every start in the range that lies on the grid of a window (anchored at its opening, going on in real time), fits into
 * the window, and is clear of busy time. `windows` and `busy` are pairs of minutes; busy ones are in order of their
 * beginnings and may overlap. One walk over both.
 */
export function startsIn(windows: Int32Array, busy: Int32Array, { from, to }: Minutes, shape: Shape): Int32Array {
  const { length, step, before, after } = shape
  let starts = new Int32Array(256)
  let found = 0
  let next = 0
  let reach = NEVER // the latest end of all busy time that begins before this slot's buffer ends
  let backwards = false

  for (let index = 0; index < windows.length; index += 2) {
    let start = windows[index] as number
    const closing = (windows[index + 1] as number) - length
    if (index > 0 && start < (windows[index - 1] as number)) {
      // an hour that comes twice: this window opens before the last one closed, so the walk begins anew
      backwards = true
      next = 0
      reach = NEVER
    }
    if (start < from) start += Math.ceil((from - start) / step) * step
    for (; start <= closing && start < to; start += step) {
      const end = start + length + after
      while (next < busy.length && (busy[next] as number) < end) {
        if ((busy[next + 1] as number) > reach) reach = busy[next + 1] as number
        next += 2
      }
      if (reach <= start - before) {
        if (found === starts.length) starts = grown(starts)
        starts[found++] = start
      } else {
        // what is in the way ends at `reach`: leap to the last step of the grid before that
        const leap = Math.floor((reach + before - start) / step) - 1
        if (leap > 0) start += leap * step
      }
    }
  }
  const inOrder = starts.subarray(0, found)
  return backwards ? Int32Array.from(new Set(inOrder.sort())) : inOrder
}

/** Those of the starts that are clear of this busy time, too: another person's. */
export function clearOf(starts: Int32Array, busy: Int32Array, { length, before, after }: Shape): Int32Array {
  const clear = new Int32Array(starts.length)
  let found = 0
  let next = 0
  let reach = NEVER
  for (const start of starts) {
    while (next < busy.length && (busy[next] as number) < start + length + after) {
      if ((busy[next + 1] as number) > reach) reach = busy[next + 1] as number
      next += 2
    }
    if (reach <= start - before) clear[found++] = start
  }
  return clear.subarray(0, found)
}

/** The starts that stand in both; each in order and without repeats. */
export function common(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(Math.min(a.length, b.length))
  let found = 0
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const difference = (a[i] as number) - (b[j] as number)
    if (difference === 0) both[found++] = a[i] as number
    if (difference <= 0) i++
    if (difference >= 0) j++
  }
  return both.subarray(0, found)
}

const NEVER = -0x8000_0000

function grown(starts: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(starts.length * 2)
  larger.set(starts)
  return larger
}
