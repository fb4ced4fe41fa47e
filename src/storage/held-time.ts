import type { HeldTimes } from '../availability/busy-time.ts'
import type { Engine } from './engine.ts'
import { prepared } from './prepared.ts'
import { CLAIMING } from './tables.ts'

/** ADAPTER for HeldTimes in availability/busy-time.ts: what bookings claim, whether or not Exchange shows it yet. */
export function heldTimesIn(engine: Engine): HeldTimes {
  const { db } = engine
  type Asked = { organizer: string; start: number; end: number }

  const claims = prepared(engine, ({ organizer, start, end }: Asked) =>
    db
      .selectFrom('bookings')
      .select(['claim_start as start', 'claim_end as end'])
      .where('organizer', '=', organizer)
      .where('state', 'in', CLAIMING)
      .where('claim_start', '<', end)
      .where('claim_end', '>', start)
      .unionAll(
        db
          .selectFrom('bookings')
          .select((booking) => [
            booking.ref('move_claim_start').$notNull().as('start'),
            booking.ref('move_claim_end').$notNull().as('end')
          ])
          .where('organizer', '=', organizer)
          .where('move_claim_start', '<', end)
          .where('move_claim_end', '>', start)
      )
      .orderBy('start')
  )
  const starts = prepared(engine, ({ organizer, start, end }: Asked) =>
    db
      .selectFrom('bookings')
      .select('start_at as start')
      .where('organizer', '=', organizer)
      .where('state', 'in', CLAIMING)
      .where('start_at', '>=', start)
      .where('start_at', '<', end)
      .unionAll(
        db
          .selectFrom('bookings')
          .select((booking) => booking.ref('move_start').$notNull().as('start'))
          .where('organizer', '=', organizer)
          .where('move_start', '>=', start)
          .where('move_start', '<', end)
      )
  )

  return {
    heldTime: (organizer, { start, end }) => claims({ organizer, start, end }),
    bookedStarts: async (organizer, { start, end }) => (await starts({ organizer, start, end })).map((row) => row.start)
  }
}
