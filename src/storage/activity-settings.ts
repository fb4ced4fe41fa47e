import { type ActivitySettingsStore, ordinary, type SalesforceUsers } from '../activities/activity-settings.ts'
import type { Engine } from './engine.ts'

/** ADAPTER for activities/activity-settings.ts */
export function activitySettingsIn({ db }: Engine): ActivitySettingsStore {
  return {
    async of(organizer) {
      const row = await db
        .selectFrom('activity_settings')
        .selectAll()
        .where('organizer', '=', organizer)
        .executeTakeFirst()
      return row
        ? { mode: row.mode, privateMeetings: row.private_meetings, allPrivate: row.all_private !== 0 }
        : ordinary
    },
    async choose(organizer, { mode, privateMeetings, allPrivate }) {
      const chosen = { mode, private_meetings: privateMeetings, all_private: Number(allPrivate) }
      await db
        .insertInto('activity_settings')
        .values({ organizer, ...chosen })
        .onConflict((known) => known.column('organizer').doUpdateSet(chosen))
        .execute()
    }
  }
}

/** ADAPTER for activities/activity-settings.ts */
export function salesforceUsersIn({ db }: Engine): SalesforceUsers {
  return {
    async usernameOf(person) {
      const row = await db
        .selectFrom('salesforce_users')
        .select('username')
        .where('person', '=', person)
        .executeTakeFirst()
      return row?.username
    },
    async all() {
      const rows = await db.selectFrom('salesforce_users').selectAll().orderBy('name').orderBy('person').execute()
      return rows.map(({ person: id, username, name, address }) => ({
        person: { id, name: name ?? username, address: address ?? '' },
        username
      }))
    },
    async note({ id, name, address }, username) {
      const said = { username, name, address }
      await db
        .insertInto('salesforce_users')
        .values({ person: id, ...said })
        .onConflict((known) => known.column('person').doUpdateSet(said))
        .execute()
    },
    async forget(person) {
      const gone = await db.deleteFrom('salesforce_users').where('person', '=', person).executeTakeFirst()
      return gone.numDeletedRows > 0n
    }
  }
}
