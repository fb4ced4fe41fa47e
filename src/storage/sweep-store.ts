import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { SweepState, SweepStore, TakenSweep } from '../following/sweep-store.ts'
import type { Engine } from './engine.ts'
import { printable } from './outbox-store.ts'
import type { Tables } from './tables.ts'

type Row = Selectable<Tables['sweeps']>

/** ADAPTER for following/sweep-store.ts. Whoever holds the row's present lease may change it, and nobody else. */
export function sweepsIn(engine: Engine): SweepStore {
  const { db } = engine

  return {
    async want(organizers, dueAt) {
      const known = new Set((await db.selectFrom('sweeps').select('organizer').execute()).map((row) => row.organizer))
      for (const organizer of organizers) {
        if (known.has(organizer)) continue
        await db
          .insertInto('sweeps')
          .values({ organizer, attempts: 0, due_at: dueAt })
          .onConflict((row) => row.column('organizer').doNothing())
          .execute()
      }
    },

    async take(limit, leaseFor, now) {
      const rows = await db
        .with('chosen', (from) =>
          engine.skippingLocked(
            from
              .selectFrom('sweeps')
              .select('organizer')
              .where('due_at', '<=', now)
              .where((row) => row.or([row('leased_until', 'is', null), row('leased_until', '<=', now)]))
              .orderBy('due_at')
              .limit(limit)
          )
        )
        .updateTable('sweeps')
        .set((row) => ({
          attempts: row('attempts', '+', 1),
          lease: randomUUID(),
          leased_until: now + leaseFor,
          hastened_at: null
        }))
        .where('organizer', 'in', (chosen) => chosen.selectFrom('chosen').select('chosen.organizer'))
        .returningAll()
        .execute()
      return rows.map(
        (row): TakenSweep => ({
          organizer: row.organizer,
          state: stateFrom(row),
          sweptAt: row.swept_at,
          lease: row.lease ?? '',
          attempt: row.attempts
        })
      )
    },

    async swept(taken, { link, window }, dueAt, now) {
      await mine(taken)
        .set((row) => ({
          link,
          window_start: window.start,
          window_end: window.end,
          swept_at: now,
          attempts: 0,
          problem: null,
          due_at: row.case().when('hastened_at', 'is not', null).then(now).else(dueAt).end(),
          lease: null,
          leased_until: null
        }))
        .execute()
    },

    async later(taken, dueAt, problem, forget) {
      await mine(taken)
        .set({
          due_at: dueAt,
          problem: printable(problem),
          lease: null,
          leased_until: null,
          ...(forget ? { link: null, window_start: null, window_end: null } : {})
        })
        .execute()
    },

    async hasten(organizer, now) {
      await db.updateTable('sweeps').set({ due_at: now, hastened_at: now }).where('organizer', '=', organizer).execute()
    },

    async oldest() {
      const rows = await db.selectFrom('sweeps').select('swept_at').execute()
      if (rows.some(({ swept_at }) => swept_at === null)) return null
      return rows.length > 0 ? Math.min(...rows.map(({ swept_at }) => swept_at ?? 0)) : null
    }
  }

  function mine({ organizer, lease }: TakenSweep) {
    return db.updateTable('sweeps').where('organizer', '=', organizer).where('lease', '=', lease)
  }
}

const stateFrom = ({ link, window_start, window_end }: Row): SweepState | null =>
  link === null || window_start === null || window_end === null
    ? null
    : { link, window: { start: window_start, end: window_end } }
