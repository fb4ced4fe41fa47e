import type { Duties, FollowedUntil } from '../activities/leg-store.ts'
import type { Engine } from './engine.ts'

/** ADAPTER for activities/leg-store.ts. One statement: taken, or somebody else has it. */
export function dutiesIn({ db }: Engine): Duties {
  return {
    async take(name, holder, until, now) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('duties')
        .values({ name, holder, until })
        .onConflict((known) =>
          known
            .column('name')
            .doUpdateSet({ holder, until })
            .where((duty) => duty.or([duty('duties.until', '<=', now), duty('duties.holder', '=', holder)]))
        )
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },
    async giveBack(name, holder) {
      await db.deleteFrom('duties').where('name', '=', name).where('holder', '=', holder).execute()
    }
  }
}

const EVENTS = 'events'

/** ADAPTER for activities/leg-store.ts. Never goes back. */
export function followedUntilIn({ db }: Engine): FollowedUntil {
  return {
    async get() {
      const row = await db.selectFrom('followed_until').select('until').where('name', '=', EVENTS).executeTakeFirst()
      return row?.until
    },
    async set(until) {
      await db
        .insertInto('followed_until')
        .values({ name: EVENTS, until })
        .onConflict((known) => known.column('name').doUpdateSet({ until }).where('followed_until.until', '<', until))
        .execute()
    }
  }
}
