import type { HeldTimes } from '../availability/busy-time.ts'
import type { Engine } from './engine.ts'
import { CLAIMING } from './tables.ts'

/** ADAPTER for HeldTimes in availability/busy-time.ts: what bookings claim, whether or not Exchange shows it yet. */
export function heldTimesIn({ db }: Engine): HeldTimes {
  return {
    heldTime(organizer, span) {
      return db
        .selectFrom('bookings')
        .select(['claim_start as start', 'claim_end as end'])
        .where('organizer', '=', organizer)
        .where('state', 'in', CLAIMING)
        .where('claim_start', '<', span.end)
        .where('claim_end', '>', span.start)
        .orderBy('claim_start')
        .execute()
    },

    async bookedStarts(organizer, span) {
      const rows = await db
        .selectFrom('bookings')
        .select('start_at')
        .where('organizer', '=', organizer)
        .where('state', 'in', CLAIMING)
        .where('start_at', '>=', span.start)
        .where('start_at', '<', span.end)
        .execute()
      return rows.map(({ start_at }) => start_at)
    }
  }
}
