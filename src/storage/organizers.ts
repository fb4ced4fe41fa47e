import type { Selectable } from 'kysely'
import type { Organizer, Organizers } from '../people/organizer.ts'
import type { Engine } from './engine.ts'
import { prepared } from './prepared.ts'
import type { Tables } from './tables.ts'

/** ADAPTER for people/organizer.ts */
export function organizersIn(engine: Engine): Organizers {
  const { db } = engine
  const byId = prepared(engine, ({ id }: { id: string }) =>
    db.selectFrom('organizers').selectAll().where('id', '=', id)
  )

  return {
    async find(id) {
      const [row] = await byId({ id })
      return row && organizerFrom(row)
    },
    async all() {
      const rows = await db.selectFrom('organizers').selectAll().orderBy('name').orderBy('id').execute()
      return rows.map(organizerFrom)
    },
    async enrol({ id, name, address, enrolledAt, salesforceUsername }) {
      const renewed = { name, address, salesforce_username: salesforceUsername }
      await db
        .insertInto('organizers')
        .values({ id, enrolled_at: enrolledAt, ...renewed })
        .onConflict((known) => known.column('id').doUpdateSet(renewed))
        .execute()
    }
  }
}

const organizerFrom = (row: Selectable<Tables['organizers']>): Organizer => ({
  id: row.id,
  name: row.name,
  address: row.address,
  enrolledAt: row.enrolled_at,
  salesforceUsername: row.salesforce_username
})
