import type { ActivityLog } from '../activities/activity-log.ts'
import { writing } from './asking.ts'
import { type Connections, connections } from './connection.ts'
import { events } from './events.ts'
import type { SalesforceSettings } from './mint.ts'
import { people } from './people.ts'
import { searching } from './search.ts'

/** ADAPTER for activities/activity-log.ts: one organization, through connections that all its parts share. */
export function activityLog(
  settings: SalesforceSettings,
  salesforce: Connections = connections(settings)
): ActivityLog {
  return {
    connect: (username) => writing(async () => ({ userId: await salesforce.userId({ username }) })),
    ...people(salesforce),
    ...searching(salesforce),
    ...events(salesforce, settings.keyField, settings.clock ?? Date.now)
  }
}
