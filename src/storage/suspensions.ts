import type { Reason } from '../delegates/reason.ts'
import type { Suspensions } from '../links/suspensions.ts'
import { insertEntries } from './audit-log.ts'
import type { Engine } from './engine.ts'

/** ADAPTER for links/suspensions.ts */
export function suspensionsIn({ db, inTransaction }: Engine): Suspensions {
  return {
    async take(organizer, every, now) {
      const row = await db
        .insertInto('link_looks')
        .values({ organizer, looked_at: now })
        .onConflict((known) =>
          known
            .column('organizer')
            .doUpdateSet({ looked_at: now })
            .where('link_looks.looked_at', '<=', now - every)
        )
        .returning('organizer')
        .executeTakeFirst()
      return row !== undefined
    },
    async of(organizer) {
      const rows = await db
        .selectFrom('suspensions')
        .innerJoin('links', 'links.id', 'suspensions.link_id')
        .select(['suspensions.link_id', 'suspensions.because'])
        .where('links.organizer', '=', organizer)
        .execute()
      return new Map(rows.map(({ link_id, because }) => [link_id, because as Reason]))
    },
    suspend: (link, because, now, entry, news) =>
      inTransaction(async (tx) => {
        const row = await tx
          .insertInto('suspensions')
          .values({ link_id: link, because, since: now })
          .onConflict((known) =>
            known.column('link_id').doUpdateSet({ because, since: now }).where('suspensions.because', '<>', because)
          )
          .returning('link_id')
          .executeTakeFirst()
        if (!row) return false
        await insertEntries(tx, [entry])
        const { organizer } = entry
        if (news)
          await tx.insertInto('suspension_news').values({ link_id: link, organizer, because, at: now }).execute()
        return true
      }),
    end: (link, entry) =>
      inTransaction(async (tx) => {
        const { numDeletedRows } = await tx.deleteFrom('suspensions').where('link_id', '=', link).executeTakeFirst()
        if (numDeletedRows === 0n) return false
        if (!entry) return true
        await insertEntries(tx, [entry])
        const { organizer, at } = entry
        await tx.insertInto('suspension_news').values({ link_id: link, organizer, because: null, at }).execute()
        return true
      }),
    async news(from, until, limit) {
      const rows = await db
        .selectFrom('suspension_news')
        .selectAll()
        .where('told_at', 'is', null)
        .where('at', '>', from)
        .where('at', '<', until)
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(({ id, link_id, organizer, because, at }) => ({
        ...{ id: String(id), link: link_id, organizer, at },
        ...(because === null
          ? { what: 'revived' as const }
          : { what: 'suspended' as const, because: because as Reason })
      }))
    },
    async told(news, now) {
      if (news.length === 0) return
      const ids = news.map(({ id }) => Number(id))
      await db.updateTable('suspension_news').set({ told_at: now }).where('id', 'in', ids).execute()
    }
  }
}
