// References to other records: of the right kind, there, not deleted, and visible to whoever refers to them.
import { accessToId } from '../access.ts'
import { prefixOf } from '../ids.ts'
import type { Org, Row } from '../org.ts'
import { integrity, malformedId, noAccessTo, noSuchReference, type Refusal, referenceDeleted } from '../refusal.ts'
import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import { objectOfPrefix } from '../schema/objects.ts'
import type { Input } from './input.ts'

/** For relations of activities the wording names the relation: "Related To ID: id value of incorrect type". */
export function badReference(field: Field, id: string): Refusal {
  const relation = field.name === 'WhatId' || field.name === 'WhoId'
  return relation
    ? integrity(`${field.label}: id value of incorrect type: ${id}`, [field.name])
    : malformedId(field.label, field.name, id)
}

export function checkReferences(org: Org, user: Row, object: SObject, input: Input) {
  for (const field of object.fields) {
    const value = input[field.name]
    if (!field.referenceTo || value === null || value === undefined) continue
    for (const id of [value].flat()) checkReference(org, user, field, String(id))
  }
}

function checkReference(org: Org, user: Row, field: Field, id: string) {
  const row = org.find(objectOfPrefix(prefixOf(id))?.name ?? '', id)
  if (!row) throw noSuchReference(field.name)
  if (row.IsDeleted) throw referenceDeleted()
  if (accessToId(org, user, id) === 'None') throw noAccessTo(id)
}
