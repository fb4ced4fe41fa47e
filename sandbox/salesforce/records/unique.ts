// Unique fields. Rows in the recycle bin do not count.
import type { Org, Row } from '../org.ts'
import { duplicateValue } from '../refusal.ts'
import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'

export function checkUnique(org: Org, object: SObject, row: Row) {
  for (const field of object.fields) {
    const value = row[field.name]
    if (!field.unique || value === null || value === undefined) continue
    const other = rowsWith(org, object, field, String(value)).find(({ Id }) => Id !== row.Id)
    if (other) throw duplicateValue(field.name, other.Id)
  }
}

export function rowsWith(org: Org, object: SObject, field: Field, value: string): Row[] {
  const folded = (text: string) => (field.caseSensitive ? text : text.toLowerCase())
  return org.rows(object.name).filter((row) => {
    const held = row[field.name]
    return !row.IsDeleted && typeof held === 'string' && folded(held) === folded(value)
  })
}
