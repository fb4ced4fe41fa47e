// Looking for records by words. developer.salesforce.com …/soql_sosl/sforce_api_calls_sosl_find.htm
import type { ActivityLog } from '../activities/activity-log.ts'
import type { RecordKind } from '../links/chosen-record.ts'
import { lookingUp, type SalesforceRow } from './asking.ts'
import type { Connections } from './connection.ts'
import { RECORD_ID } from './ids.ts'

/** Of each kind: whoever does not find it among so many writes one more word. */
const OF_EACH = 10

const RETURNING = [
  `Contact(Id, Name, Account.Name LIMIT ${OF_EACH})`,
  `Lead(Id, Name, Company WHERE IsConverted = false LIMIT ${OF_EACH})`,
  `Account(Id, Name LIMIT ${OF_EACH})`,
  `Opportunity(Id, Name, Account.Name WHERE IsClosed = false LIMIT ${OF_EACH})`
].join(', ')

const kinds: Record<string, RecordKind> = { '003': 'Contact', '00Q': 'Lead', '001': 'Account', '006': 'Opportunity' }

export const searching = (salesforce: Connections): Pick<ActivityLog, 'search'> => ({
  search: (text) =>
    lookingUp(async () => {
      const find = sosl(text)
      if (!find) return []
      const path = `/search?q=${encodeURIComponent(find)}`
      const answer = await salesforce.ask('integration', { method: 'GET', path })
      const { searchRecords } = (answer ?? {}) as { searchRecords?: unknown }
      if (!Array.isArray(searchRecords)) throw new Error('an answer without records') // unknown is not empty
      return searchRecords.flatMap(recordFrom)
    })
})

/**
 * FIND {grace* hopper\-lee*} …: every word by its beginning. Undefined where nothing is left to look for: Salesforce refuses
 * fewer than two characters. An address stands in e-mail fields, anything else in names.
 */
export function sosl(text: string): string | undefined {
  const words = text
    .normalize('NFC')
    .split(/\s+/u)
    .map((word) => word.replaceAll('*', ''))
    .filter((word) => word !== '' && !/^(?:and|or|not)$/i.test(word)) // operators of the language, and no names
  if (words.join('').length < 2) return undefined
  const term = words.map((word) => `${word.replace(/[?&|!{}[\]()^~:\\"'+-]/g, '\\$&')}*`).join(' ')
  return `FIND {${term}} IN ${text.includes('@') ? 'EMAIL' : 'NAME'} FIELDS RETURNING ${RETURNING}`
}

function recordFrom(row: SalesforceRow) {
  const id = typeof row.Id === 'string' && RECORD_ID.test(row.Id) ? row.Id : null
  const object = id && kinds[id.slice(0, 3)]
  if (!id || !object) return []
  const account = (row.Account as SalesforceRow | null | undefined)?.Name
  const about = typeof account === 'string' ? account : typeof row.Company === 'string' ? row.Company : null
  return [{ id, object, name: String(row.Name ?? ''), about }]
}
