// tooling/query: what administrators set up for the whole org. Whoever may not see the set-up is told that there is no such object.
import { may } from './access.ts'
import { type Answer, base, type Call } from './call.ts'
import type { Org } from './org.ts'
import { invalidField, invalidType, malformedQuery } from './refusal.ts'
import { parseSoql } from './soql/parse.ts'
import { pointed } from './soql/pointed.ts'
import type { Query } from './soql/query.ts'

const NAME = 'ActivitiesSettings'
const fields = ['DurableId', 'FullName', 'Metadata']

export function toolingQuery(query: (call: Call) => Answer) {
  return (call: Call): Answer => {
    const text = call.query.get('q')
    if (!text) throw malformedQuery('A query string has to be specified')
    const asked = parseSoql(text)
    if (asked.from.path.toLowerCase() === 'entitydefinition') return query(call)
    if (asked.from.path.toLowerCase() !== NAME.toLowerCase() || !may(call.org, call.user, 'ViewSetup'))
      throw invalidType(pointed(text, asked.from.at, `sObject type '${asked.from.path}' is not supported.`))
    return { status: 200, body: activitiesSettings(call, asked) }
  }
}

function activitiesSettings(call: Call, { select, text }: Query) {
  const values: Record<string, unknown> = { DurableId: NAME, FullName: 'Activities', Metadata: metadataOf(call.org) }
  const named = select === 'count' ? [] : select
  const shown = named.map(({ path, at }) => {
    const field = fields.find((name) => name.toLowerCase() === path.toLowerCase())
    if (!field) throw invalidField(pointed(text, at, `No such column '${path}' on entity '${NAME}'.`))
    return [field, values[field]]
  })
  const attributes = { type: NAME, url: `${base(call)}/tooling/sobjects/${NAME}/${NAME}` }
  return {
    size: 1,
    totalSize: 1,
    done: true,
    queryLocator: null,
    entityTypeName: NAME,
    records: [{ attributes, ...Object.fromEntries(shown) }]
  }
}

const metadataOf = ({ settings }: Org) => ({
  allowUsersToRelateMultipleContactsToTasksAndEvents: settings.sharedActivities,
  enableActivityReminders: true,
  enableGroupTasks: true,
  enableMultidayEvents: settings.multidayEvents,
  enableRecurringEvents: false,
  enableRecurringTasks: false
})
