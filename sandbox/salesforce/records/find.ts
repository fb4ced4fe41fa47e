// From the name of an object and what stands in the path behind it to a row, with the refusals of each verb.
import { canEdit, canRead } from '../access.ts'
import type { Call } from '../call.ts'
import { isId, prefixOf } from '../ids.ts'
import type { Row } from '../org.ts'
import {
  entityDeleted,
  noAccessTo,
  noSuchExternalId,
  noSuchRecord,
  notEditable,
  notFound,
  type Refusal
} from '../refusal.ts'
import type { SObject } from '../schema/object.ts'
import { objectNamed } from '../schema/objects.ts'

export function theObject(call: Call, name: string): SObject {
  const object = objectNamed(call.org, name, call.user)
  if (!object) throw notFound()
  return object
}

/** For reading: who may not see it learns as much as if it had never been. */
export function rowToRead({ org, user }: Call, object: SObject, id: string): Row {
  const row = existing(org.find(object.name, wellFormed(object, id)), notFound)
  if (!canRead(org, user, object.name, row)) throw notFound()
  if (row.IsDeleted) throw entityDeleted()
  return row
}

export function rowToWrite({ org, user }: Call, object: SObject, id: string): Row {
  const row = existing(org.find(object.name, wellFormed(object, id)), noSuchRecord)
  if (!canRead(org, user, object.name, row)) throw noAccessTo(row.Id)
  if (row.IsDeleted) throw entityDeleted()
  if (!canEdit(org, user, object.name, row)) throw notEditable()
  return row
}

function existing(row: Row | undefined, refusal: () => Refusal): Row {
  if (!row) throw refusal()
  return row
}

/** What is no id of the object is read as the name of an external id field. */
function wellFormed(object: SObject, id: string): string {
  if (!isId(id) || prefixOf(id) !== object.prefix) throw noSuchExternalId(id)
  return id
}
