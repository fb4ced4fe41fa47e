import type { Organizers } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import type { ActivityLog } from './activity-log.ts'
import type { SalesforceUsers } from './activity-settings.ts'
import { isTrouble, type Trouble } from './trouble.ts'

export type ReaderNeeds = {
  activities: Pick<ActivityLog, 'user' | 'readable'>
  organizers: Pick<Organizers, 'find'>
  salesforceUsers: Pick<SalesforceUsers, 'usernameOf'>
}

/**
 * With whose eyes somebody looks at Salesforce: her own. `sees`: which of these records she may read there, and none of what
 * cannot be asked. `nobody`: no Salesforce user of hers is known, or it is not active, and so she sees nothing.
 */
export type SalesforceReader = 'nobody' | { sees(ids: readonly string[]): Promise<Set<string> | Trouble> }

/** UserRecordAccess takes so many ids at a time. …/object-userrecordaccess.html */
const IDS_AT_ONCE = 200

export async function readerOf(person: Person, needs: ReaderNeeds): Promise<SalesforceReader | Trouble> {
  const { activities, organizers, salesforceUsers } = needs
  const username =
    (await organizers.find(person.id))?.salesforceUsername ?? (await salesforceUsers.usernameOf(person.id))
  if (!username) return 'nobody'
  const user = await activities.user(username)
  if (isTrouble(user)) return user
  if (!user?.active) return 'nobody'
  return {
    async sees(ids) {
      const wanted = [...new Set(ids)]
      const seen = new Set<string>()
      for (let from = 0; from < wanted.length; from += IDS_AT_ONCE) {
        const some = await activities.readable(user.id, wanted.slice(from, from + IDS_AT_ONCE))
        if (isTrouble(some)) return some
        for (const id of some) seen.add(id)
      }
      return seen
    }
  }
}
