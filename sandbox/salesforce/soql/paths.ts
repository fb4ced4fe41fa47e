// Paths in a query: Subject, Owner.Email, Account.Owner.Name. A relation that may lead to several kinds of records (Who,
// What, Owner of an Event) shows only what all of them share, the fields of the object Name.

import { prefixOf } from '../ids.ts'
import type { Org, Row, Value } from '../org.ts'
import { fieldValue } from '../records/show.ts'
import { invalidField } from '../refusal.ts'
import { email, type Field, phone, readOnly, systemFields, text, yesNo } from '../schema/field.ts'
import { type SObject, sObject } from '../schema/object.ts'
import { fieldNamed, objectNamed, objectOfPrefix } from '../schema/objects.ts'
import { pointed } from './pointed.ts'
import type { Named } from './query.ts'

export type Path = {
  /** The fields that lead to the parent, each with its object. */
  parents: { field: Field; object: SObject }[]
  field: Field
  /** Of the last field. */
  object: SObject
}

const nameObject = sObject('Name', '', [
  systemFields[0] as Field,
  text('Name', 'Name', readOnly),
  text('FirstName', 'First Name', readOnly),
  text('LastName', 'Last Name', readOnly),
  text('Type', 'Type', readOnly),
  text('Title', 'Title', readOnly),
  text('Alias', 'Alias', readOnly),
  text('Username', 'Username', readOnly),
  email('Email', 'Email', readOnly),
  phone('Phone', 'Phone', readOnly),
  yesNo('IsActive', 'Active', readOnly)
])

export function resolvePath(
  org: Org,
  from: SObject,
  named: Named,
  query: { text: string; alias: string | undefined }
): Path {
  const steps = named.path.split('.')
  const first = steps[0]?.toLowerCase()
  if (steps.length > 1 && (first === query.alias?.toLowerCase() || first === from.name.toLowerCase())) steps.shift()
  const last = steps.pop() ?? ''

  let object = from
  const parents = steps.map((step) => {
    const field = object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === step.toLowerCase())
    if (!field) {
      throw invalidField(
        pointed(
          query.text,
          named.at,
          `Didn't understand relationship '${step}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`
        )
      )
    }
    const parent = { field, object }
    const [only, ...others] = field.referenceTo ?? []
    object = others.length === 0 && only ? (objectNamed(org, only) ?? nameObject) : nameObject
    return parent
  })

  const field = fieldNamed(object, last)
  if (!field) {
    throw invalidField(
      pointed(
        query.text,
        named.at,
        `No such column '${last}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`
      )
    )
  }
  return { parents, field, object }
}

export function valueAt(org: Org, path: Path, row: Row): Value {
  let current: { object: SObject; row: Row } | undefined = { object: path.parents[0]?.object ?? path.object, row }
  for (const { field } of path.parents) current = current && parentOf(org, current.row, field)
  if (!current) return null
  if (path.object === nameObject && path.field.name === 'Type') return current.object.name
  const field = fieldNamed(current.object, path.field.name)
  return field ? fieldValue(org, current.object, current.row, field) : null
}

export function parentOf(org: Org, row: Row, field: Field): { object: SObject; row: Row } | undefined {
  const id = row[field.name]
  if (typeof id !== 'string') return undefined
  const name = objectOfPrefix(prefixOf(id))?.name
  const object = name ? objectNamed(org, name) : undefined
  const parent = object && org.find(object.name, id)
  return object && parent && { object, row: parent }
}
