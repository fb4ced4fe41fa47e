import type { Span } from '../time/span.ts'
import type { BusyItem, BusyStatus } from './busy-time.ts'

/** What an industry default blocks. A status that Exchange itself calls unknown always blocks. */
export const usuallyBlocks: readonly BusyStatus[] = ['tentative', 'busy', 'oof']

export const blocked = (items: readonly BusyItem[], blocks: readonly BusyStatus[]): Span[] =>
  items.filter(({ status }) => status === 'unknown' || blocks.includes(status))
