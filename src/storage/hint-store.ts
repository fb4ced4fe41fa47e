import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { HintOutcome, HintStore, TakenHint } from '../following/hint-store.ts'
import type { Instant } from '../time/instant.ts'
import type { Engine } from './engine.ts'
import { printable } from './outbox-store.ts'
import type { Tables } from './tables.ts'

/** A statement takes so many rows at most: engines have a limit of parameters. */
const ROWS_AT_ONCE = 200

/** ADAPTER for following/hint-store.ts. A row is an item; how often it was hinted at is a number in it. */
export function hintsIn(engine: Engine): HintStore {
  const { db } = engine

  return {
    async write(hints, dueAt, now) {
      // In one order, so that two writers never wait for each other; and each item once in a statement.
      const rows = [...Map.groupBy(hints, ({ organizer, item }) => `${organizer} ${item}`).entries()]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .flatMap(([, same]) => {
          const [first] = same
          if (!first) return []
          const { organizer, item } = first
          const gone = same.some((hint) => hint.gone) ? 1 : 0
          return [{ organizer, item, gone, times: same.length, since_at: now, attempts: 0, due_at: dueAt }]
        })
      if (rows.length === 0) return
      await engine.inTransaction(async (tx) => {
        for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
          await tx
            .insertInto('hints')
            .values(rows.slice(from, from + ROWS_AT_ONCE))
            .onConflict((known) =>
              known.columns(['organizer', 'item']).doUpdateSet((hint) => ({
                times: hint('hints.times', '+', hint.ref('excluded.times')),
                gone: hint.case().when('excluded.gone', '=', 1).then(1).else(hint.ref('hints.gone')).end(),
                // what failed before and waits is tried again: something new was said about it
                due_at: hint.ref('excluded.due_at')
              }))
            )
            .execute()
        }
      })
    },

    async take(limit, leaseFor, now) {
      const rows = await db
        .with('chosen', (from) =>
          engine.skippingLocked(
            from
              .selectFrom('hints')
              .select(['organizer', 'item'])
              .where('due_at', '<=', now)
              .where((hint) => hint.or([hint('leased_until', 'is', null), hint('leased_until', '<=', now)]))
              .orderBy('due_at')
              .limit(limit)
          )
        )
        .updateTable('hints')
        .set((hint) => ({ attempts: hint('attempts', '+', 1), lease: randomUUID(), leased_until: now + leaseFor }))
        .where((hint) =>
          hint(hint.refTuple('organizer', 'item'), 'in', (chosen) =>
            chosen.selectFrom('chosen').select(['chosen.organizer', 'chosen.item']).$asTuple('organizer', 'item')
          )
        )
        .returningAll()
        .execute()
      return rows.map(
        ({ organizer, item, gone, times, since_at, attempts, lease }): TakenHint => ({
          organizer,
          item,
          gone: gone === 1,
          times,
          since: since_at,
          attempt: attempts,
          lease: lease ?? ''
        })
      )
    },

    async settle(outcomes, now) {
      if (outcomes.length === 0) return
      await engine.inTransaction(async (tx) => {
        for (const outcome of outcomes) await settleOne(tx, outcome, now)
      })
    },

    async waiting() {
      const { count, oldest } = await db
        .selectFrom('hints')
        .select((hint) => [hint.fn.countAll<number>().as('count'), hint.fn.min('since_at').as('oldest')])
        .executeTakeFirstOrThrow()
      return { count: Number(count), oldest: oldest === null ? null : Number(oldest) }
    }
  }
}

/** Whoever holds the row's present lease says what became of it, and nobody else. */
async function settleOne(tx: Transaction<Tables>, { taken, became }: HintOutcome, now: Instant): Promise<void> {
  const { organizer, item, lease, times } = taken
  const mine = () =>
    tx
      .updateTable('hints')
      .where('organizer', '=', organizer)
      .where('item', '=', item)
      .where('lease', '=', lease)
      .set({ lease: null, leased_until: null })
  if (became !== 'done') {
    await mine()
      .set({ due_at: became.dueAt, problem: printable(became.problem) })
      .execute()
    return
  }
  const { numDeletedRows } = await tx
    .deleteFrom('hints')
    .where('organizer', '=', organizer)
    .where('item', '=', item)
    .where('lease', '=', lease)
    .where('times', '=', times)
    .executeTakeFirst()
  // hinted again while we read it: perhaps after we had
  if (numDeletedRows === 0n) await mine().set({ due_at: now, since_at: now, attempts: 0, problem: null }).execute()
}
