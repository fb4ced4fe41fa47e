import { sql } from 'kysely'
import type { NameIndex } from '../delegates/name-index.ts'
import type { FolderRight } from '../delegates/standing.ts'
import type { Engine } from './engine.ts'
import { printable } from './outbox-store.ts'

/** SQLite takes no more values in one statement than 32,766. */
const AT_ONCE = 500

/** ADAPTER for delegates/name-index.ts. Whoever pushes `due_at` on has the list in hand: a lease that ends by itself. */
export function nameIndexIn({ db, inTransaction }: Engine): NameIndex {
  return {
    async take(limit, leaseFor, now) {
      await sql`
        insert into calendar_lists (organizer, due_at)
        select organizers.id, 0 from organizers
        where not exists (select 1 from calendar_lists where calendar_lists.organizer = organizers.id)
        on conflict (organizer) do nothing`.execute(db)
      const rows = await db
        .updateTable('calendar_lists')
        .set({ due_at: now + leaseFor })
        .where('organizer', 'in', (due) =>
          due.selectFrom('calendar_lists').select('organizer').where('due_at', '<=', now).orderBy('due_at').limit(limit)
        )
        .where('due_at', '<=', now) // of two that chose the same, the second finds it pushed on
        .returning('organizer')
        .execute()
      return rows.map(({ organizer }) => organizer)
    },

    write(organizer, listed, readAt, dueAt) {
      return inTransaction(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('calendar_lists')
          .set({ read_at: readAt, due_at: dueAt, failing_since: null, problem: null })
          .where('organizer', '=', organizer)
          .where((list) => list.or([list('read_at', 'is', null), list('read_at', '<=', readAt)]))
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await tx.deleteFrom('calendar_list_entries').where('organizer', '=', organizer).execute()
        const byAddress = new Map(listed.map((each) => [each.address.toLowerCase(), each]))
        byAddress.delete('')
        const rows = [...byAddress].map(([address, { folder, delegate, privateItems }]) => ({
          ...{ organizer, address, folder, delegate: Number(delegate), private_items: Number(privateItems) }
        }))
        for (let first = 0; first < rows.length; first += AT_ONCE)
          await tx
            .insertInto('calendar_list_entries')
            .values(rows.slice(first, first + AT_ONCE))
            .execute()
        return true
      })
    },

    async unread(organizer, problem, now, dueAt) {
      await db
        .updateTable('calendar_lists')
        .set((list) => ({
          due_at: dueAt,
          failing_since: list.fn.coalesce('failing_since', list.val(now)),
          problem: printable(problem)
        }))
        .where('organizer', '=', organizer)
        .execute()
    },

    async hurry(readBefore, now) {
      await db
        .updateTable('calendar_lists')
        .set({ due_at: now })
        .where('due_at', '>', now)
        .where((list) => list.or([list('read_at', 'is', null), list('read_at', '<', readBefore)]))
        .execute()
    },

    async naming(addresses) {
      const names = [...new Set(addresses.map((address) => address.toLowerCase()))].slice(0, AT_ONCE)
      if (names.length === 0) return []
      const rows = await db
        .selectFrom('calendar_list_entries as entry')
        .innerJoin('calendar_lists as list', 'list.organizer', 'entry.organizer')
        .select(['entry.organizer', 'entry.folder', 'entry.delegate', 'entry.private_items', 'list.read_at'])
        .where('entry.address', 'in', names)
        .execute()
      return rows.map(({ organizer, folder, delegate, private_items, read_at }) => ({
        organizer,
        folder: folder as FolderRight,
        delegate: delegate === 1,
        privateItems: private_items === 1,
        readAt: read_at ?? 0
      }))
    },

    async state() {
      const row = await db
        .selectFrom('organizers')
        .leftJoin('calendar_lists as list', 'list.organizer', 'organizers.id')
        .select((list) => [
          list.fn.countAll<number>().as('all'),
          list.fn.count<number>('list.read_at').as('read'),
          list.fn.count<number>('list.failing_since').as('failing'),
          list.fn.min('list.read_at').as('oldest')
        ])
        .executeTakeFirstOrThrow()
      return { never: Number(row.all) - Number(row.read), failing: Number(row.failing), oldest: row.oldest ?? null }
    },

    async sawFullAccess(person, organizers, now) {
      await inTransaction(async (tx) => {
        await tx.deleteFrom('full_access_seen').where('person', '=', person).execute()
        const rows = organizers.map((organizer) => ({ person, organizer, seen_at: now }))
        if (rows.length > 0) await tx.insertInto('full_access_seen').values(rows).execute()
      })
    },

    async fullAccessOf(person) {
      const rows = await db.selectFrom('full_access_seen').select('organizer').where('person', '=', person).execute()
      return rows.map(({ organizer }) => organizer)
    }
  }
}
