// Who comes along. developer.salesforce.com …/sforce_api_objects_eventrelation.htm, and for many at once
// …/resources_composite_sobjects_collections.htm
import type { Relations } from '../activities/relations.ts'
import { recordsIn, type SalesforceRow } from './asking.ts'
import type { Connections } from './connection.ts'
import { RECORD_ID } from './ids.ts'
import { Inside } from './salesforce-errors.ts'
import { soql } from './soql.ts'

/** Records in one call of the collections resource. */
const AT_ONCE = 200

type Result = { success?: unknown; errors?: { statusCode?: unknown; message?: unknown; fields?: unknown }[] }

/** Brings the invitees of an Event to what is wanted: only contacts and leads are looked at, users never. */
export async function inviting(
  salesforce: Connections,
  username: string,
  eventId: string,
  { invitees }: Relations,
  shared: boolean
) {
  const held = await heldOf()
  const wanted = invitees.filter(({ id }) => RECORD_ID.test(id) && !id.startsWith('005'))
  const rowOf = (id: string) => held.find((row) => String(row.RelationId).slice(0, 15) === id.slice(0, 15))

  const news = wanted
    .filter(({ id }) => !rowOf(id))
    .map(({ id, reply }) => ({
      attributes: { type: 'EventRelation' },
      EventId: eventId,
      RelationId: id,
      Status: reply,
      // Without Shared Activities there are no such fields, and every relation is an invitation.
      ...(shared ? { IsInvitee: true, IsParent: false, IsWhat: false } : {})
    }))
  const changed = wanted.flatMap(({ id, reply }) => {
    const row = rowOf(id)
    return row && row.Status !== reply
      ? [{ attributes: { type: 'EventRelation' }, id: String(row.Id), Status: reply }]
      : []
  })
  const left = held
    .filter(({ RelationId }) => !wanted.some(({ id }) => id.slice(0, 15) === String(RelationId).slice(0, 15)))
    .map(({ Id }) => String(Id))

  for (const records of chunks(news)) await send('POST', '/composite/sobjects', { allOrNone: false, records })
  for (const records of chunks(changed)) await send('PATCH', '/composite/sobjects', { allOrNone: false, records })
  for (const ids of chunks(left)) await send('DELETE', `/composite/sobjects?ids=${ids.join(',')}&allOrNone=false`)
  return 'invited' as const

  /** The invitations of contacts and leads that are there. */
  async function heldOf(): Promise<SalesforceRow[]> {
    const query = shared
      ? soql`SELECT Id, RelationId, Status, IsInvitee FROM EventRelation WHERE EventId = ${eventId} AND IsInvitee = true`
      : soql`SELECT Id, RelationId, Status FROM EventRelation WHERE EventId = ${eventId}`
    const path = `/query?q=${encodeURIComponent(query)}`
    const { records } = recordsIn(await salesforce.ask({ username }, { method: 'GET', path }))
    return records.filter(({ RelationId }) => /^(003|00Q)/.test(String(RelationId)))
  }

  async function send(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) {
    const answer = await salesforce.ask({ username }, { method, path, ...(body === undefined ? {} : { body }) })
    if (!Array.isArray(answer)) throw new Error('an answer without results')
    const errors = (answer as Result[])
      .filter(({ success }) => success !== true)
      .flatMap(({ errors = [] }) => errors)
      .filter(({ statusCode }) => statusCode !== 'DUPLICATE_VALUE' && statusCode !== 'ENTITY_IS_DELETED') // done before
    if (errors.length > 0) throw new Inside(errors)
  }
}

function chunks<T>(all: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let from = 0; from < all.length; from += AT_ONCE) parts.push(all.slice(from, from + AT_ONCE))
  return parts
}
