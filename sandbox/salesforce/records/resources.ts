// sobjects/:type and sobjects/:type/:id.
import { type Answer, base, type Call, objectBody } from '../call.ts'
import type { Row } from '../org.ts'
import { idOnInsert, notInBody } from '../refusal.ts'
import { describe, describeBriefly } from '../schema/describe.ts'
import type { SObject } from '../schema/object.ts'
import { objectsOf } from '../schema/objects.ts'
import { allowedOn } from './allowed.ts'
import { isUnchanged, mustBeUnchanged, validators } from './conditions.ts'
import { rowToRead, rowToWrite, theObject } from './find.ts'
import { readInput } from './input.ts'
import { remove } from './remove.ts'
import { namesIn, showRow } from './show.ts'
import { insert, update } from './write.ts'

type Params = Record<string, string>

export const listObjects = (call: Call): Answer => ({
  status: 200,
  body: {
    encoding: 'UTF-8',
    maxBatchSize: 200,
    sobjects: objectsOf(call.org).map((object) => describeBriefly(object, call.version))
  }
})

export const aboutObject = (call: Call, { type = '' }: Params): Answer => ({
  status: 200,
  body: { objectDescribe: describeBriefly(theObject(call, type), call.version), recentItems: [] }
})

export const describeObject = (call: Call, { type = '' }: Params): Answer => ({
  status: 200,
  body: describe(theObject(call, type), call.version)
})

export function createRecord(call: Call, { type = '' }: Params): Answer {
  const object = allowedOn(theObject(call, type), 'createable')
  return created(call, object, createFrom(call, object, objectBody(call)))
}

export function createFrom(call: Call, object: SObject, body: Record<string, unknown>): Row {
  if (hasId(body)) throw idOnInsert()
  return insert(call, object, readInput(object, body, 'createable'))
}

export const created = (call: Call, object: SObject, row: Row, more: object = {}): Answer => ({
  status: 201,
  headers: { location: `${base(call)}/sobjects/${object.name}/${row.Id}` },
  body: { id: row.Id, success: true, errors: [], ...more }
})

export function readRecord(call: Call, { type = '', id = '' }: Params): Answer {
  const object = theObject(call, type)
  return showAnswer(call, object, rowToRead(call, object, id))
}

export function showAnswer(call: Call, object: SObject, row: Row): Answer {
  if (isUnchanged(call, object.name, row)) return { status: 304 }
  const body = showRow(call, object, row, namesIn(call.query.get('fields')))
  return { status: 200, headers: validators(object.name, row), body }
}

export function updateRecord(call: Call, { type = '', id = '' }: Params): Answer {
  const object = allowedOn(theObject(call, type), 'updateable')
  updateFrom(call, object, id, objectBody(call))
  return { status: 204 }
}

export function updateFrom(call: Call, object: SObject, id: string, body: Record<string, unknown>): Row {
  if (hasId(body)) throw notInBody('Id')
  const was = rowToWrite(call, object, id)
  mustBeUnchanged(call, object.name, was)
  return update(call, object, was, readInput(object, body, 'updateable'))
}

export function deleteRecord(call: Call, { type = '', id = '' }: Params): Answer {
  const object = allowedOn(theObject(call, type), 'deletable')
  remove(call, object, rowToWrite(call, object, id))
  return { status: 204 }
}

const hasId = (body: Record<string, unknown>) => Object.keys(body).some((name) => name.toLowerCase() === 'id')
