// How the organization is set up, as far as its API tells. The key field and what may be written: …/resources_sobject_describe.htm;
// switches of activities: Tooling API, ActivitiesSettings; sharing defaults: EntityDefinition; requests: …/resources_limits.htm
import type { SalesforceSetup, ShapeSeen, Unread } from '../activities/salesforce-setup.ts'
import { recordsIn, rowsOf, type SalesforceRow } from './asking.ts'
import type { Connections } from './connection.ts'
import { fieldsWritten } from './events.ts'
import { RECORD_ID, USER_ID } from './ids.ts'
import { saysNotConnected } from './salesforce-errors.ts'
import { refusalOf, unreadOf } from './setup-errors.ts'
import { soql } from './soql.ts'

/** A query stands in an address, which may not grow without end. */
const NAMES_AT_ONCE = 50

/** ADAPTER for activities/salesforce-setup.ts. */
export function salesforceSetup(salesforce: Connections, keyField: string): SalesforceSetup {
  return {
    async letIn(who) {
      try {
        return { userId: await salesforce.renewed(who) }
      } catch (cause) {
        return saysNotConnected(cause) ? refusalOf(cause) : unreadOf(cause)
      }
    },

    organization: () =>
      read(async () => {
        const [row] = await rowsOf(salesforce, soql`SELECT Name, OrganizationType, IsSandbox FROM Organization LIMIT 1`)
        if (!row) throw new Error('an answer without the organization')
        const { Name, OrganizationType, IsSandbox } = row
        return { name: String(Name ?? ''), edition: String(OrganizationType ?? ''), sandbox: IsSandbox === true }
      }),

    shape: (who) =>
      read(async () =>
        shapeFrom(await salesforce.ask(who, { method: 'GET', path: '/sobjects/Event/describe' }), keyField)
      ),

    users: ({ usernames, ids }) =>
      read(async () => {
        const known = ids.filter((id) => USER_ID.test(id))
        const queries = [
          ...(known.length > 0 ? [soql`SELECT Id, Username, Name, IsActive FROM User WHERE Id IN ${known}`] : []),
          ...chunks(usernames).map(
            (names) => soql`SELECT Id, Username, Name, IsActive FROM User WHERE Username IN ${names}`
          )
        ]
        const found: SalesforceRow[] = []
        for (const query of queries) found.push(...(await rowsOf(salesforce, query)))
        return found.map(({ Id, Username, Name, IsActive }) => ({
          ...{ id: String(Id), username: String(Username ?? ''), name: String(Name ?? ''), active: IsActive === true }
        }))
      }),

    /** Everybody has one set at least, the profile's: who sees none of them may not look. */
    seesEverything: (userId) =>
      read(async () => {
        if (!RECORD_ID.test(userId)) throw new Error('not the id of a user')
        const rows = await rowsOf(
          salesforce,
          soql`SELECT PermissionSet.PermissionsViewAllData FROM PermissionSetAssignment WHERE AssigneeId = ${userId}`
        )
        if (rows.length === 0) return { unread: 'no permission', said: 'No permission set of the user was shown.' }
        return rows.some(
          ({ PermissionSet }) => (PermissionSet as SalesforceRow | null)?.PermissionsViewAllData === true
        )
      }),

    multiday: () =>
      read(async () => {
        const path = `/tooling/query?q=${encodeURIComponent('SELECT Metadata FROM ActivitiesSettings')}`
        const [row] = recordsIn(await salesforce.ask('integration', { method: 'GET', path })).records
        const { enableMultidayEvents: on } = (row?.Metadata ?? {}) as { enableMultidayEvents?: unknown }
        if (typeof on !== 'boolean') throw new Error('settings of activities without a word on multi-day ones')
        return on
      }),

    sharing: () =>
      read(async () => {
        const query = soql`SELECT InternalSharingModel FROM EntityDefinition WHERE QualifiedApiName = ${'Event'}`
        const [row] = await rowsOf(salesforce, query)
        const model = row?.InternalSharingModel
        if (model === 'Private') return 'private' as const
        if (model === 'ControlledByParent') return 'controlled by parent' as const
        return { unread: 'other', said: `Salesforce calls it ${JSON.stringify(model ?? null)}.` }
      }),

    requests: () =>
      read(async () => {
        const answer = await salesforce.ask('integration', { method: 'GET', path: '/limits' })
        const { DailyApiRequests } = (answer ?? {}) as { DailyApiRequests?: { Max?: unknown; Remaining?: unknown } }
        const { Max, Remaining } = DailyApiRequests ?? {}
        if (typeof Max !== 'number' || typeof Remaining !== 'number')
          throw new Error('limits without requests of a day')
        return { used: Max - Remaining, of: Max }
      })
  }
}

type Described = {
  name?: unknown
  type?: unknown
  length?: unknown
  externalId?: unknown
  unique?: unknown
  createable?: unknown
  updateable?: unknown
  nillable?: unknown
  custom?: unknown
  defaultedOnCreate?: unknown
}

/** A description holds only what its reader may see. */
function shapeFrom(answer: unknown, keyField: string): ShapeSeen {
  const { fields, ...may } = (answer ?? {}) as { fields?: Described[] } & Record<string, unknown>
  if (!Array.isArray(fields)) throw new Error('a description without fields')
  const named = new Map(fields.map((field) => [String(field.name), field]))
  const key = named.get(keyField)
  const shared = named.has('EventWhoIds')
  const isWritable = (field: Described | undefined) => field?.createable === true && field.updateable === true
  const isOpen = ({ name, custom, nillable, createable, defaultedOnCreate }: Described) =>
    custom === true && nillable === false && createable === true && defaultedOnCreate !== true && name !== keyField
  return {
    lacks: [
      ...(may.createable === true ? [] : ['create' as const]),
      ...(may.updateable === true ? [] : ['change' as const]),
      ...(may.deletable === true ? [] : ['remove' as const])
    ],
    key: key
      ? {
          isText: key.type === 'string',
          length: Number(key.length ?? 0),
          external: key.externalId === true,
          unique: key.unique === true
        }
      : null,
    notWritable: [...(key ? [keyField] : []), ...fieldsWritten(shared)].filter((name) => !isWritable(named.get(name))),
    required: fields.filter(isOpen).map(({ name }) => String(name)),
    shared
  }
}

async function read<T>(work: () => Promise<T | Unread>): Promise<T | Unread> {
  try {
    return await work()
  } catch (cause) {
    return unreadOf(cause)
  }
}

function chunks(names: readonly string[]): string[][] {
  const parts: string[][] = []
  for (let from = 0; from < names.length; from += NAMES_AT_ONCE) parts.push(names.slice(from, from + NAMES_AT_ONCE))
  return parts
}
