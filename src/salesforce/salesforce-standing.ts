// What can be told about Salesforce without writing anything: developer.salesforce.com …/sforce_api_objects_user.htm
import type { RecordSeen, SalesforceStanding } from '../delegates/salesforce-standing.ts'
import { type Connections, connections } from './connection.ts'
import type { Actor, SalesforceSettings } from './mint.ts'
import { troubleOf } from './salesforce-errors.ts'
import { soql } from './soql.ts'

type Found = { Name?: unknown; IsActive?: unknown }

/** ADAPTER for delegates/salesforce-standing.ts. Looks up as the integration user; only the connection is tried as the organizer. */
export function salesforceStanding(
  settings: SalesforceSettings,
  salesforce: Connections = connections(settings)
): SalesforceStanding {
  return {
    async connectionOf(username) {
      try {
        await rows({ username }, soql`SELECT Id FROM User WHERE Username = ${username} LIMIT 1`)
        return 'works'
      } catch (cause) {
        const { trouble, said } = troubleOf(cause)
        return trouble === 'not connected' ? { refused: said } : { unknown: said }
      }
    },

    async userOf(username) {
      try {
        const [user] = await rows(
          'integration',
          soql`SELECT Name, IsActive FROM User WHERE Username = ${username} LIMIT 1`
        )
        return user ? (user.IsActive === true ? 'active' : 'inactive') : 'not found'
      } catch (cause) {
        return { unknown: troubleOf(cause).said }
      }
    },

    async recordOf(address) {
      try {
        const [contacts, leads] = await Promise.all([
          rows('integration', soql`SELECT Name FROM Contact WHERE Email = ${address} ORDER BY Id LIMIT 2`),
          rows(
            'integration',
            soql`SELECT Name FROM Lead WHERE Email = ${address} AND IsConverted = false ORDER BY Id LIMIT 2`
          )
        ])
        return onlyOne(contacts.length > 0 ? contacts : leads)
      } catch (cause) {
        return { unknown: troubleOf(cause).said }
      }
    }
  }

  async function rows(actor: Actor, query: string): Promise<Found[]> {
    const answer = await salesforce.ask(actor, { method: 'GET', path: `/query?q=${encodeURIComponent(query)}` })
    const { records } = (answer ?? {}) as { records?: unknown }
    if (!Array.isArray(records)) throw new Error('an answer without records') // never "found nobody"
    return records as Found[]
  }
}

function onlyOne([one, another]: readonly Found[]): RecordSeen {
  if (!one) return 'nobody'
  return another ? 'several' : { name: String(one.Name ?? '') }
}
