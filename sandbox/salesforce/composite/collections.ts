// composite/sobjects: up to 200 records in one call. Here an error carries its code as statusCode, not errorCode.
import { canRead } from '../access.ts'
import { type Answer, type Call, isObject, type JsonObject, objectBody } from '../call.ts'
import { isId, prefixOf } from '../ids.ts'
import { allowedOn } from '../records/allowed.ts'
import { rowToWrite, theObject } from '../records/find.ts'
import { remove } from '../records/remove.ts'
import { createFrom, updateFrom } from '../records/resources.ts'
import { namesIn, showRow } from '../records/show.ts'
import { rowsWith } from '../records/unique.ts'
import { externalId, upsert } from '../records/upsert.ts'
import { badArgument, badJson, invalidType, Refusal } from '../refusal.ts'
import { objectNamed, objectOfPrefix } from '../schema/objects.ts'

type Params = Record<string, string>
type Done = { id?: string; success: boolean; errors: object[]; created?: boolean }

const mostRecords = 200

export function createCollection(call: Call): Answer {
  return each(call, recordsOf(call), objectBody(call).allOrNone === true, (record) => {
    const object = allowedOn(objectOf(call, record), 'createable')
    return { id: createFrom(call, object, record).Id }
  })
}

export function updateCollection(call: Call): Answer {
  return each(call, recordsOf(call), objectBody(call).allOrNone === true, (record) => {
    const object = allowedOn(objectOf(call, record), 'updateable')
    const [id, rest] = withoutId(record)
    if (id === undefined) throw badArgument('MISSING_ARGUMENT', 'Id not specified in an update call')
    return { id: updateFrom(call, object, id, rest).Id }
  })
}

export function upsertCollection(call: Call, { type = '', field: name = '' }: Params): Answer {
  const object = allowedOn(theObject(call, type), 'createable')
  const field = externalId(object, name)
  return each(call, recordsOf(call), objectBody(call).allOrNone === true, (record) => {
    const { [field.name]: value, ...rest } = record
    if (field.name === 'Id') {
      const [id, others] = withoutId(record)
      if (id === undefined) return { id: createFrom(call, object, others).Id, created: true }
      return { id: updateFrom(call, object, id, others).Id, created: false }
    }
    if (typeof value !== 'string') throw badArgument('MISSING_ARGUMENT', `${field.name} not specified`)
    if (rowsWith(call.org, object, field, value).length > 1) {
      throw badArgument('DUPLICATE_EXTERNAL_ID', `${field.name}: more than one record found for external id field`)
    }
    const { row, created } = upsert(call, object, field, value, rest)
    return { id: row.Id, created }
  })
}

export function deleteCollection(call: Call): Answer {
  const ids = limited(namesIn(call.query.get('ids')) ?? [])
  return each(call, ids, call.query.get('allOrNone') === 'true', (id) => {
    const object = objectOfPrefix(prefixOf(id))
    if (!isId(id) || !object) throw badArgument('MALFORMED_ID', `malformed id ${id}`)
    const row = rowToWrite(call, allowedOn(object, 'deletable'), id)
    remove(call, object, row)
    return { id: row.Id }
  })
}

/** Records that are not there, or not visible, answer null in their place. */
export function readCollection(call: Call, { type = '' }: Params): Answer {
  const object = theObject(call, type)
  const body = call.method === 'POST' ? objectBody(call) : undefined
  const ids = limited(body ? texts(body.ids) : (namesIn(call.query.get('ids')) ?? []))
  const fields = body ? texts(body.fields) : namesIn(call.query.get('fields'))
  const rows = ids.map((id) => {
    const row = isId(id) ? call.org.find(object.name, id) : undefined
    if (!row || row.IsDeleted || !canRead(call.org, call.user, object.name, row)) return null
    return showRow(call, object, row, fields)
  })
  return { status: 200, body: rows }
}

function each<T>(
  call: Call,
  items: T[],
  allOrNone: boolean,
  work: (item: T) => Omit<Done, 'success' | 'errors'>
): Answer {
  const attempt = (item: T): Done => {
    try {
      return { ...call.org.atomically(() => work(item)), success: true, errors: [] }
    } catch (fault) {
      if (fault instanceof Refusal) return { success: false, errors: fault.errors.map(asCollectionError) }
      throw fault
    }
  }
  if (!allOrNone) return { status: 200, body: items.map(attempt) }

  let results: Done[] = []
  try {
    call.org.atomically(() => {
      results = items.map(attempt)
      if (results.some(({ success }) => !success)) throw new RolledBack()
    })
  } catch (fault) {
    if (!(fault instanceof RolledBack)) throw fault
    results = results.map((result) => (result.success ? { success: false, errors: [rolledBack] } : result))
  }
  return { status: 200, body: results }
}

class RolledBack extends Error {}

const rolledBack = {
  statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: []
}

const asCollectionError = ({ errorCode, message, fields = [], ...more }: Refusal['errors'][number]) => ({
  statusCode: errorCode,
  message,
  fields,
  ...more
})

function recordsOf(call: Call): JsonObject[] {
  const { records } = objectBody(call)
  if (!Array.isArray(records) || !records.every(isObject)) {
    throw badJson('The value of records should be a list of objects at [line:1, column:1]')
  }
  return limited(records)
}

function limited<T>(items: T[]): T[] {
  if (items.length <= mostRecords) return items
  throw badArgument(
    'EXCEEDED_ID_LIMIT',
    `record limit reached. cannot submit more than ${mostRecords} records into this call`
  )
}

function objectOf(call: Call, { attributes }: JsonObject) {
  const type = isObject(attributes) ? String(attributes.type ?? '') : ''
  const object = objectNamed(call.org, type, call.user)
  if (!object) throw invalidType(`sObject type '${type}' is not supported.`)
  return object
}

function withoutId(record: JsonObject): [string | undefined, JsonObject] {
  const name = Object.keys(record).find((key) => key.toLowerCase() === 'id')
  if (!name) return [undefined, record]
  const { [name]: id, ...rest } = record
  return [String(id), rest]
}

const texts = (list: unknown) => (Array.isArray(list) ? list.map(String) : [])
