import { MINUTE } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import type { BusyItem, BusyStatus } from './busy-time.ts'

/** What an industry default blocks. A status that Exchange itself calls unknown always blocks. */
export const usuallyBlocks: readonly BusyStatus[] = ['tentative', 'busy', 'oof']

/**
 * What takes time away, as pairs of epoch minutes in order of beginnings: a minute that is touched is taken. Items without
 * a status block.
 */
export function busyMinutes(items: readonly (Span | BusyItem)[], blocks: readonly BusyStatus[]): Int32Array {
  const pairs = new Int32Array(2 * items.length)
  let filled = 0
  let inOrder = true
  for (let index = 0; index < items.length; index++) {
    const item = items[index] as Span & { status?: BusyStatus }
    if (item.status !== undefined && item.status !== 'unknown' && !blocks.includes(item.status)) continue
    const start = Math.floor(item.start / MINUTE)
    const end = Math.ceil(item.end / MINUTE)
    if (start >= end) continue
    if (filled > 0 && start < (pairs[filled - 2] as number)) inOrder = false
    pairs[filled++] = start
    pairs[filled++] = end
  }
  const taken = pairs.subarray(0, filled)
  return inOrder ? taken : sorted(taken)
}

function sorted(pairs: Int32Array): Int32Array {
  const order = Array.from({ length: pairs.length / 2 }, (_, index) => index * 2)
  order.sort((a, b) => (pairs[a] as number) - (pairs[b] as number))
  const result = new Int32Array(pairs.length)
  order.forEach((from, index) => {
    result[2 * index] = pairs[from] as number
    result[2 * index + 1] = pairs[from + 1] as number
  })
  return result
}
