import { type SummaryStore, USUAL_CHOICE } from '../summary/summary-store.ts'
import { DAY } from '../time/instant.ts'
import type { Engine } from './engine.ts'

/** A day that is claimed is never asked about again after this; rows go with the next claim. */
const KEPT_FOR = 30 * DAY

/** ADAPTER for summary/summary-store.ts. Whoever pushes `due_at` on has the turn. */
export function summariesIn({ db }: Engine): SummaryStore {
  return {
    async choiceOf(organizer) {
      const row = await db
        .selectFrom('summaries')
        .select(['is_on', 'hour'])
        .where('organizer', '=', organizer)
        .executeTakeFirst()
      return row ? { on: row.is_on === 1, hour: row.hour } : USUAL_CHOICE
    },

    async choose(organizer, { on, hour }, now) {
      const chosen = { is_on: on ? 1 : 0, hour, due_at: now }
      await db
        .insertInto('summaries')
        .values({ organizer, ...chosen })
        .onConflict((known) => known.column('organizer').doUpdateSet(chosen))
        .execute()
    },

    async take(limit, leaseFor, now) {
      await db
        .insertInto('summaries')
        .columns(['organizer', 'is_on', 'hour', 'due_at'])
        .expression((from) =>
          from
            .selectFrom('organizers')
            .select((organizers) => [
              'organizers.id',
              organizers.lit(1).as('is_on'),
              organizers.lit(USUAL_CHOICE.hour).as('hour'),
              organizers.lit(0).as('due_at')
            ])
            .where((organizers) =>
              organizers.not(
                organizers.exists(
                  organizers
                    .selectFrom('summaries')
                    .select('summaries.organizer')
                    .whereRef('summaries.organizer', '=', 'organizers.id')
                )
              )
            )
        )
        .onConflict((known) => known.column('organizer').doNothing())
        .execute()

      const due = await db
        .selectFrom('summaries')
        .select(['organizer', 'due_at'])
        .where('is_on', '=', 1)
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('organizer')
        .limit(limit)
        .execute()
      const taken: string[] = []
      for (const { organizer, due_at } of due) {
        const { numUpdatedRows } = await db
          .updateTable('summaries')
          .set({ due_at: now + leaseFor })
          .where('organizer', '=', organizer)
          .where('due_at', '=', due_at)
          .executeTakeFirst()
        if (numUpdatedRows === 1n) taken.push(organizer)
      }
      return taken
    },

    async next(organizer, at) {
      await db.updateTable('summaries').set({ due_at: at }).where('organizer', '=', organizer).execute()
    },

    async claim(organizer, day, now) {
      await db
        .deleteFrom('summaries_sent')
        .where('organizer', '=', organizer)
        .where('claimed_at', '<', now - KEPT_FOR)
        .execute()
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('summaries_sent')
        .values({ organizer, day, claimed_at: now })
        .onConflict((known) => known.columns(['organizer', 'day']).doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },

    async giveBack(organizer, day) {
      await db.deleteFrom('summaries_sent').where('organizer', '=', organizer).where('day', '=', day).execute()
    }
  }
}
