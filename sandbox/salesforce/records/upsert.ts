// sobjects/:type/:field/:value: a record by an external id. PATCH creates it when there is none, so that a repeated
// request makes no second record.
import { canEdit, canRead } from '../access.ts'
import { type Answer, base, type Call, objectBody } from '../call.ts'
import type { Row } from '../org.ts'
import { entityDeleted, noAccessTo, noSuchExternalId, notEditable, notFound, notInBody } from '../refusal.ts'
import { isIdLookup } from '../schema/describe.ts'
import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import { fieldNamed } from '../schema/objects.ts'
import { allowedOn } from './allowed.ts'
import { mustBeUnchanged } from './conditions.ts'
import { rowToRead, rowToWrite, theObject } from './find.ts'
import { readInput } from './input.ts'
import { remove } from './remove.ts'
import { created, createRecord, showAnswer, updateFrom } from './resources.ts'
import { rowsWith } from './unique.ts'
import { insert, update } from './write.ts'

type Params = Record<string, string>

export function upsertRecord(call: Call, { type = '', field: name = '', value = '' }: Params): Answer {
  const object = allowedOn(allowedOn(theObject(call, type), 'createable'), 'updateable')
  const field = externalId(object, name)
  const body = objectBody(call)
  if (field.name === 'Id') {
    const row = updateFrom(call, object, value, body)
    return { status: 200, body: { id: row.Id, success: true, errors: [], created: false } }
  }

  const known = matching(call, object, field, value)
  if (known.length > 1) return severalMatch(call, object, known)
  const outcome = upsert(call, object, field, value, body, call.query.get('updateOnly') === 'true')
  // Before version 46 an update had no body, and the client did not learn the id.
  const older = Number(call.version) < 46
  if (outcome.created) return created(call, object, outcome.row, older ? {} : { created: true })
  if (older) return { status: 204 }
  return { status: 200, body: { id: outcome.row.Id, success: true, errors: [], created: false } }
}

export function upsert(
  call: Call,
  object: SObject,
  field: Field,
  value: string,
  body: Record<string, unknown>,
  updateOnly = false
): { row: Row; created: boolean } {
  if (Object.keys(body).some((name) => name.toLowerCase() === field.name.toLowerCase())) throw notInBody(field.name)
  if (Object.keys(body).some((name) => name.toLowerCase() === 'id')) throw notInBody('Id')
  const [was] = matching(call, object, field, value)
  if (!was) {
    if (updateOnly) throw notFound()
    const given = readInput(object, { ...body, [field.name]: value }, 'createable')
    return { row: insert(call, object, given), created: true }
  }
  const { org, user } = call
  if (!canRead(org, user, object.name, was)) throw noAccessTo(was.Id)
  if (!canEdit(org, user, object.name, was)) throw notEditable()
  mustBeUnchanged(call, object.name, was)
  return { row: update(call, object, was, readInput(object, body, 'updateable')), created: false }
}

export function createById(call: Call, params: Params): Answer {
  if (params.field?.toLowerCase() !== 'id') throw noSuchExternalId(params.field ?? '')
  return createRecord(call, params)
}

export function readByExternalId(call: Call, { type = '', field: name = '', value = '' }: Params): Answer {
  const object = theObject(call, type)
  const field = externalId(object, name)
  if (field.name === 'Id') return showAnswer(call, object, rowToRead(call, object, value))
  const found = matching(call, object, field, value).filter((row) => canRead(call.org, call.user, object.name, row))
  if (found.length > 1) return severalMatch(call, object, found)
  if (!found[0]) throw notFound()
  return showAnswer(call, object, found[0])
}

export function deleteByExternalId(call: Call, { type = '', field: name = '', value = '' }: Params): Answer {
  const object = allowedOn(theObject(call, type), 'deletable')
  const field = externalId(object, name)
  if (field.name === 'Id') {
    remove(call, object, rowToWrite(call, object, value))
    return { status: 204 }
  }
  const found = matching(call, object, field, value)
  if (found.length > 1) return severalMatch(call, object, found)
  if (!found[0]) throw notFound()
  if (!canRead(call.org, call.user, object.name, found[0])) throw noAccessTo(found[0].Id)
  if (found[0].IsDeleted) throw entityDeleted()
  remove(call, object, found[0])
  return { status: 204 }
}

export function externalId(object: SObject, name: string): Field {
  const field = fieldNamed(object, name)
  if (!field || !isIdLookup(field)) throw noSuchExternalId(name)
  return field
}

// A value that ends like the name of a file is taken for one: example@email.inc answers 404.
const fileEnding = /\.(inc|json|xml|csv|html?|js|css|php)$/i

function matching(call: Call, object: SObject, field: Field, value: string): Row[] {
  if (fileEnding.test(value)) throw notFound()
  return rowsWith(call.org, object, field, value)
}

/** The field is not unique and cannot decide: the answer lists the candidates. */
const severalMatch = (call: Call, object: SObject, rows: Row[]): Answer => ({
  status: 300,
  body: rows.map(({ Id }) => `${base(call)}/sobjects/${object.name}/${Id}`)
})
