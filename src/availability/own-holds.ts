import { type Span, same } from '../time/span.ts'
import type { BusyItem } from './busy-time.ts'

/** PORT: where calendar holds of a link stand in the organizer's calendar now. */
export type OwnHolds = {
  standing(link: string): Promise<Span[]>
}

/**
 * A link's own calendar holds take nothing away from it. Free/busy tells no ids, so an item that is tentative and begins
 * and ends exactly like a hold is taken for it: one item for each hold, so that somebody else's at the same time still counts.
 */
export function withoutOwnHolds(items: readonly BusyItem[], holds: readonly Span[]): readonly BusyItem[] {
  if (holds.length === 0) return items
  const left = [...holds]
  return items.filter((item) => {
    const own = item.status === 'tentative' ? left.findIndex((hold) => same(hold, item)) : -1
    if (own < 0) return true
    left.splice(own, 1)
    return false
  })
}
