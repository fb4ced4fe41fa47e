// Events of Salesforce. developer.salesforce.com …/sforce_api_objects_event.htm, …/resources_sobject_upsert_patch.htm
import type { Activity } from '../activities/activity.ts'
import type { ActivityLog } from '../activities/activity-log.ts'
import { connections } from './connection.ts'
import { FIELD, KEY, RECORD_ID } from './ids.ts'
import type { SalesforceSettings } from './mint.ts'
import { failureOf } from './salesforce-errors.ts'
import { soql } from './soql.ts'

/** Two are several already. */
const AS_MANY_AS_MATTER = '3'

export function activityLog(settings: SalesforceSettings): ActivityLog {
  const { keyField } = settings
  if (!FIELD.test(keyField)) throw new Error(`not the name of a Salesforce field: ${JSON.stringify(keyField)}`)
  const salesforce = connections(settings)

  return {
    /** E-mail fields are compared by Salesforce, without case. Converted leads live on as contacts. */
    async matches(address) {
      try {
        const [contacts, leads] = await Promise.all([
          idsOf(soql`SELECT Id FROM Contact WHERE Email = ${address} ORDER BY Id`),
          idsOf(soql`SELECT Id FROM Lead WHERE Email = ${address} AND IsConverted = false ORDER BY Id`)
        ])
        return { contacts, leads }
      } catch (cause) {
        return failureOf(cause)
      }
    },

    /** An upsert by our key: any number of attempts is one Event. The key is in the address and must not be in the body. */
    async write({ salesforceUsername }, activity, who) {
      const { key } = activity
      if (!KEY.test(key)) throw new Error(`not a key for Salesforce: ${JSON.stringify(key)}`)
      if (who !== null && !RECORD_ID.test(who)) throw new Error(`not a record of Salesforce: ${JSON.stringify(who)}`)
      try {
        const saved = await salesforce.ask({ organizer: salesforceUsername }, (userId) => ({
          method: 'PATCH',
          path: `/sobjects/Event/${keyField}/${key}`,
          body: eventOf(activity, userId, who)
        }))
        const { id, success } = (saved ?? {}) as { id?: unknown; success?: unknown }
        if (success !== true || typeof id !== 'string' || !RECORD_ID.test(id)) {
          return { retryLater: 'Salesforce did not say which Event it has saved' }
        }
        // The answer is the proof: reading back may be forbidden even to who has just written.
        return { recordId: id, actor: salesforceUsername }
      } catch (cause) {
        return failureOf(cause)
      }
    }
  }

  async function idsOf(query: string): Promise<string[]> {
    const path = `/query?q=${encodeURIComponent(`${query} LIMIT ${AS_MANY_AS_MATTER}`)}`
    const answer = await salesforce.ask('integration', () => ({ method: 'GET', path }))
    const { records } = (answer ?? {}) as { records?: unknown }
    if (!Array.isArray(records)) throw new Error('an answer without records') // never "found nobody"
    return records.map((record) => String((record as { Id?: unknown }).Id)).filter((id) => RECORD_ID.test(id))
  }
}

const eventOf = ({ subject, start, end, location, description }: Activity, ownerId: string, who: string | null) => ({
  OwnerId: ownerId,
  Subject: subject,
  StartDateTime: new Date(start).toISOString(),
  EndDateTime: new Date(end).toISOString(),
  IsAllDayEvent: false,
  Location: location,
  Description: description,
  ShowAs: 'Busy',
  IsReminderSet: false,
  ...(who === null ? {} : { WhoId: who })
})
