// Events of Salesforce. developer.salesforce.com …/sforce_api_objects_event.htm, …/resources_sobject_upsert_patch.htm
import type { ActivityLog, RecordWords } from '../activities/activity-log.ts'
import type { Relations } from '../activities/relations.ts'
import { type Clock, HOUR, type Instant } from '../time/instant.ts'
import { lookingUp, recordsIn, rowsOf, type SalesforceRow, writing } from './asking.ts'
import type { Connections } from './connection.ts'
import { FIELD, KEY, RECORD_ID, USER_ID } from './ids.ts'
import { inviting } from './invitees.ts'
import { instantIn } from './moments.ts'
import { codeOf } from './salesforce-errors.ts'
import { moment, name, soql } from './soql.ts'

type Events = Omit<
  ActivityLog,
  'connect' | 'matches' | 'usualRecord' | 'record' | 'search' | 'readable' | 'user' | 'createPerson'
>

/** What an organization switches on and off seldom. */
const SHAPE_FOR = HOUR

export function events(salesforce: Connections, keyField: string, clock: Clock): Events {
  if (!FIELD.test(keyField)) throw new Error(`not the name of a Salesforce field: ${JSON.stringify(keyField)}`)
  const key = name(keyField)
  let shape: { shared: boolean; until: Instant } | undefined

  return {
    /** An upsert by our key: any number of attempts is one Event. The key is in the address and must not be in the body. */
    write: async ({ username }, event, ownerId, relations, updateOnly) => {
      mustBeRecords(relations)
      const path = `/sobjects/Event/${keyField}/${keyIn(event.key)}${updateOnly ? '?updateOnly=true' : ''}`
      mustBe(USER_ID, ownerId)
      return writing(() => saved(username, path, bodyOf(event, ownerId), relations))
    },

    invite: ({ username }, recordId, relations) =>
      writing(async () =>
        inviting(salesforce, username, mustBe(RECORD_ID, recordId), relations, await sharesActivities())
      ),

    adopt: async ({ username }, recordId, eventKey, relations) => {
      mustBeRecords(relations)
      const body = { [keyField]: keyIn(eventKey) }
      return writing(() => saved(username, `/sobjects/Event/${mustBe(RECORD_ID, recordId)}`, body, relations, recordId))
    },

    /** By the record where we know it: a key could have been given to another Event meanwhile. */
    remove: async ({ username }, event) => {
      const path = event.recordId
        ? `/sobjects/Event/${mustBe(RECORD_ID, event.recordId)}`
        : `/sobjects/Event/${keyField}/${keyIn(event.key)}`
      return writing(async () => {
        try {
          await salesforce.ask({ username }, { method: 'DELETE', path })
        } catch (cause) {
          if (codeOf(cause) !== 'ENTITY_IS_DELETED') throw cause
        }
        return 'removed' as const
      })
    },

    whereabouts: ({ key: eventKey, recordId }) =>
      lookingUp(async () => {
        const rows = await rowsOf(
          salesforce,
          recordId
            ? soql`SELECT Id, IsDeleted FROM Event WHERE Id = ${mustBe(RECORD_ID, recordId)}`
            : soql`SELECT Id, IsDeleted FROM Event WHERE ${key} = ${keyIn(eventKey)}`,
          { all: true }
        )
        if (rows.some(({ IsDeleted }) => IsDeleted === false)) return 'there'
        return rows.length > 0 ? 'deleted' : 'unknown'
      }),

    synced: ({ ownerId, start, end, subject, key: eventKey }) =>
      lookingUp(async () => {
        const rows = await rowsOf(
          salesforce,
          soql`SELECT Id, Subject, ${key} FROM Event WHERE OwnerId = ${mustBe(USER_ID, ownerId)} AND StartDateTime = ${moment(start)} AND EndDateTime = ${moment(end)} AND IsChild = false ORDER BY Id`
        )
        return rows
          .filter((row) => String(row.Subject ?? '') === subject.slice(0, 255))
          .filter((row) => [undefined, null, eventKey].includes(row[keyField] as string | null | undefined))
          .sort((a, b) => Number(b[keyField] === eventKey) - Number(a[keyField] === eventKey))
          .map(({ Id }) => mustBe(RECORD_ID, String(Id)))
      }),

    changedSince: (since, each) =>
      lookingUp(async () => {
        const query = soql`SELECT Id, IsDeleted, ${key}, OwnerId, StartDateTime, EndDateTime, SystemModstamp FROM Event WHERE ${key} != null AND IsChild = false AND SystemModstamp >= ${moment(since)} ORDER BY SystemModstamp, Id`
        let path: string | null = `/queryAll?q=${encodeURIComponent(query)}`
        while (path) {
          const answer = await salesforce.ask('integration', { method: 'GET', path }, { spare: true })
          const { records, next } = recordsIn(answer)
          if (records.length > 0) await each(records.map(seenFrom))
          path = next
        }
        return 'read' as const
      })
  }

  async function saved(
    username: string,
    path: string,
    words: object,
    relations: Relations | null,
    recordId: string | null = null
  ): Promise<{ recordId: string }> {
    const related = relations ? relationFields(relations, await sharesActivities()) : {}
    const answer = await patchSharing(username, path, { ...words, ...related })
    if (recordId) return { recordId }
    const { id, success } = (answer ?? {}) as { id?: unknown; success?: unknown }
    if (success !== true || typeof id !== 'string' || !RECORD_ID.test(id))
      throw new Error('Salesforce did not say which Event it has saved')
    // The answer is the proof: reading back may be forbidden even to who has just written.
    return { recordId: id }
  }

  /** Shared Activities may have been switched off since we looked: then EventWhoIds is no field any more. */
  async function patchSharing(username: string, path: string, body: Record<string, unknown>): Promise<unknown> {
    try {
      return await salesforce.ask({ username }, { method: 'PATCH', path, body })
    } catch (cause) {
      const missing = codeOf(cause) === 'INVALID_FIELD' && /EventWhoIds/.test(String((cause as Error).message))
      if (!missing || !('EventWhoIds' in body)) throw cause
      shape = undefined
      const { EventWhoIds: _, ...rest } = body
      return await salesforce.ask({ username }, { method: 'PATCH', path, body: rest })
    }
  }

  async function sharesActivities(): Promise<boolean> {
    if (shape && shape.until > clock()) return shape.shared
    const answer = await salesforce.ask('integration', { method: 'GET', path: '/sobjects/Event/describe' })
    const { fields } = (answer ?? {}) as { fields?: { name?: unknown }[] }
    if (!Array.isArray(fields)) throw new Error('a description without fields')
    shape = { shared: fields.some((field) => field.name === 'EventWhoIds'), until: clock() + SHAPE_FOR }
    return shape.shared
  }

  function seenFrom(row: SalesforceRow) {
    return {
      key: String(row[keyField] ?? ''),
      recordId: mustBe(RECORD_ID, String(row.Id)),
      deleted: row.IsDeleted === true,
      ownerId: String(row.OwnerId ?? ''),
      start: instantIn(row.StartDateTime),
      end: instantIn(row.EndDateTime),
      stamp: instantIn(row.SystemModstamp)
    }
  }
}

const bodyOf = (
  { subject, start, end, location, description, private: isPrivate, cancelled }: RecordWords,
  ownerId: string
) => ({
  OwnerId: ownerId,
  Subject: (cancelled ? `Cancelled: ${subject}` : subject).slice(0, 255),
  StartDateTime: new Date(start).toISOString(),
  EndDateTime: new Date(end).toISOString(),
  IsAllDayEvent: false,
  Location: location.slice(0, 255),
  Description: description.slice(0, 32_000),
  ShowAs: cancelled ? 'Free' : 'Busy',
  IsPrivate: isPrivate,
  IsReminderSet: false
})

/** Everything that we write, for asking whether it may be written. */
export const fieldsWritten = (shared: boolean): string[] => {
  const words = { key: '', subject: '', start: 0, end: 0, location: '', description: '' }
  return [
    ...Object.keys(bodyOf({ ...words, private: false, cancelled: false }, '')),
    ...Object.keys(relationFields({ who: null, whoIds: [''], what: null }, shared))
  ]
}

const relationFields = ({ who, whoIds, what }: Pick<Relations, 'who' | 'whoIds' | 'what'>, shared: boolean) => ({
  WhoId: who,
  WhatId: what,
  ...(shared && whoIds.length > 0 ? { EventWhoIds: whoIds } : {})
})

function mustBeRecords(relations: Relations | null) {
  const { who, what, whoIds } = relations ?? { who: null, what: null, whoIds: [] }
  for (const id of [who, what, ...whoIds]) if (id !== null) mustBe(RECORD_ID, id)
}

function keyIn(key: string): string {
  if (!KEY.test(key)) throw new Error(`not a key for Salesforce: ${JSON.stringify(key)}`)
  return key
}

function mustBe(shape: RegExp, id: string): string {
  if (!shape.test(id)) throw new Error(`not a record of Salesforce: ${JSON.stringify(id)}`)
  return id
}
