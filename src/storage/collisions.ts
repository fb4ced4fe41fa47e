import type { BookingId } from '../bookings/booking.ts'
import type { Collision, CollisionStore, Look } from '../watch/collisions.ts'
import type { Engine } from './engine.ts'

/** ADAPTER for watch/collisions.ts */
export function collisionsIn({ db, inTransaction }: Engine): CollisionStore {
  return {
    async take(limit, leaseFor, now) {
      const candidates = await db
        .selectFrom('bookings')
        .leftJoin('collision_checks as checks', 'checks.booking_id', 'bookings.id')
        .select(['bookings.id', 'bookings.start_at'])
        .where('bookings.state', '=', 'confirmed')
        .where('bookings.end_at', '>', now)
        .where((row) =>
          row.or([
            row('checks.booking_id', 'is', null),
            row('checks.start_at', '<>', row.ref('bookings.start_at')),
            row('checks.due_at', '<=', now)
          ])
        )
        .orderBy('checks.due_at')
        .orderBy('bookings.end_at')
        .limit(limit)
        .execute()
      const taken: Look[] = []
      for (const { id, start_at } of candidates) {
        const until = now + leaseFor
        const row = await claim(id, start_at, until, now)
        if (row) taken.push({ booking: id, looks: row.looks, until })
      }
      return taken
    },

    found: (booking, entries, now) =>
      inTransaction(async (tx) => {
        const there = entries.map(({ id }) => id)
        await tx
          .updateTable('collisions')
          .set({ over_at: now })
          .where('booking_id', '=', booking)
          .where('over_at', 'is', null)
          .where('entry', 'not in', [...there, ''])
          .execute()
        for (const { id, start, end } of entries) {
          await tx
            .insertInto('collisions')
            .values({ booking_id: booking, entry: id, start_at: start, end_at: end, found_at: now })
            .onConflict((known) =>
              known.columns(['booking_id', 'entry']).doUpdateSet({ start_at: start, end_at: end, over_at: null })
            )
            .execute()
        }
        const rows = await tx
          .selectFrom('collisions')
          .selectAll()
          .where('booking_id', '=', booking)
          .where('over_at', 'is', null)
          .where('told_at', 'is', null)
          .orderBy('start_at')
          .execute()
        return rows.map(collisionFrom)
      }),

    async next({ booking, looks, until }, dueAt) {
      await db
        .updateTable('collision_checks')
        .set({ looks, due_at: dueAt })
        .where('booking_id', '=', booking)
        .where('due_at', '=', until)
        .execute()
    },

    async claimTelling(booking, entry, now) {
      const { numUpdatedRows } = await ofEntry(booking, entry)
        .set({ told_at: now })
        .where('told_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async giveBack(booking, entry) {
      await ofEntry(booking, entry).set({ told_at: null }).execute()
    },

    async ofBookings(bookings) {
      if (bookings.length === 0) return new Map()
      const rows = await db
        .selectFrom('collisions')
        .selectAll()
        .where('booking_id', 'in', [...bookings])
        .where('over_at', 'is', null)
        .orderBy('start_at')
        .execute()
      const found = new Map<BookingId, Collision[]>()
      for (const row of rows) found.set(row.booking_id, [...(found.get(row.booking_id) ?? []), collisionFrom(row)])
      return found
    }
  }

  /** One statement decides between instances. A meeting that was moved is looked at as if it were new. */
  function claim(booking: BookingId, start_at: number, due_at: number, now: number) {
    return db
      .insertInto('collision_checks')
      .values({ booking_id: booking, start_at, looks: 0, due_at })
      .onConflict((known) =>
        known
          .column('booking_id')
          .doUpdateSet((row) => ({
            start_at,
            due_at,
            looks: row
              .case()
              .when('collision_checks.start_at', '=', start_at)
              .then(row.ref('collision_checks.looks'))
              .else(0)
              .end()
          }))
          .where((row) =>
            row.or([row('collision_checks.due_at', '<=', now), row('collision_checks.start_at', '<>', start_at)])
          )
      )
      .returning('looks')
      .executeTakeFirst()
  }

  function ofEntry(booking: BookingId, entry: string) {
    return db.updateTable('collisions').where('booking_id', '=', booking).where('entry', '=', entry)
  }
}

const collisionFrom = (row: { entry: string; start_at: number; end_at: number; found_at: number }): Collision => ({
  entry: row.entry,
  start: row.start_at,
  end: row.end_at,
  foundAt: row.found_at
})
