// A row as an answer shows it.
import type { Call } from '../call.ts'
import { base } from '../call.ts'
import { eventValue } from '../events/values.ts'
import type { Org, Row, Value } from '../org.ts'
import { noSuchColumn } from '../refusal.ts'
import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import { fieldNamed } from '../schema/objects.ts'

export const attributesOf = (call: Call, type: string, id: string) => ({
  type,
  url: `${base(call)}/sobjects/${type}/${id}`
})

/** Some values are not stored but follow from others. */
export function fieldValue(org: Org, object: SObject, row: Row, field: Field): Value {
  const derived = object.name === 'Event' ? eventValue(org, row, field.name) : undefined
  const value = derived ?? row[field.name]
  if (value !== undefined) return value
  return field.type === 'boolean' ? false : field.type === 'junctionIdList' ? [] : null
}

export function showRow(call: Call, object: SObject, row: Row, names?: string[]) {
  const fields = names ? names.map((name) => fieldToShow(object, name)) : object.fields
  return {
    attributes: attributesOf(call, object.name, row.Id),
    ...Object.fromEntries(fields.map((field) => [field.name, fieldValue(call.org, object, row, field)])),
    // Id comes with every row, asked for or not.
    Id: row.Id
  }
}

export function fieldToShow(object: SObject, name: string): Field {
  const field = fieldNamed(object, name)
  if (!field) throw noSuchColumn(name, object.name)
  return field
}

export const namesIn = (list: string | null) =>
  list
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean)
