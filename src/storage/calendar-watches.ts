import type { CalendarWatches, Letter } from '../watch/calendar-watches.ts'
import type { Engine } from './engine.ts'

/** ADAPTER for watch/calendar-watches.ts */
export function calendarWatchesIn({ db }: Engine): CalendarWatches {
  return {
    async take({ organizer, whose }, every, now) {
      const row = await db
        .insertInto('calendar_watches')
        .values({ organizer, whose, looked_at: now, failures: 0, unread_since: null, problem: null })
        .onConflict((known) =>
          known
            .columns(['organizer', 'whose'])
            .doUpdateSet({ looked_at: now })
            .where('calendar_watches.looked_at', '<=', now - every)
        )
        .returning(['failures', 'unread_since'])
        .executeTakeFirst()
      return row && { failures: row.failures, unreadSince: row.unread_since }
    },
    async note({ organizer, whose }, { failures, unreadSince, problem }) {
      await db
        .updateTable('calendar_watches')
        .set({ failures, unread_since: unreadSince, problem: problem?.replaceAll('\0', '').slice(0, 500) ?? null })
        .where('organizer', '=', organizer)
        .where('whose', '=', whose)
        .execute()
    },
    async unread(atLeast, lookedAfter) {
      const rows = await db
        .selectFrom('calendar_watches')
        .select(['organizer', 'whose', 'unread_since as since'])
        .where('failures', '>=', atLeast)
        .where('looked_at', '>', lookedAfter)
        .where('unread_since', 'is not', null)
        .execute()
      return rows.map(({ organizer, whose, since }) => ({ organizer, whose, since: since ?? 0 }))
    },
    async claim({ organizer, whose, since, kind, person }, now) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('calendar_letters')
        .values({ organizer, whose, since, kind, person, written_at: now })
        .onConflict((known) => known.columns(['organizer', 'whose', 'since', 'kind', 'person']).doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },
    async giveBack(letter) {
      await ofLetter(letter).execute()
    },
    async toldOf({ organizer, whose }, since, kind) {
      const rows = await db
        .selectFrom('calendar_letters')
        .select('person')
        .where('organizer', '=', organizer)
        .where('whose', '=', whose)
        .where('since', '=', since)
        .where('kind', '=', kind)
        .execute()
      return rows.map(({ person }) => person)
    }
  }

  function ofLetter({ organizer, whose, since, kind, person }: Letter) {
    return db
      .deleteFrom('calendar_letters')
      .where('organizer', '=', organizer)
      .where('whose', '=', whose)
      .where('since', '=', since)
      .where('kind', '=', kind)
      .where('person', '=', person)
  }
}
