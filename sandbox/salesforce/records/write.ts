// Storing a row: the order in which the platform asks, the same for insert and update.

import type { Call } from '../call.ts'
import type { Row, Value } from '../org.ts'
import { requiredMissing } from '../refusal.ts'
import type { SObject } from '../schema/object.ts'
import { printed } from '../times.ts'
import { askAutomations, askLocks } from './automation.ts'
import type { Input } from './input.ts'
import { checkReferences } from './references.ts'
import { rulesOf } from './rules.ts'
import { checkUnique } from './unique.ts'

export function insert(call: Call, object: SObject, given: Input): Row {
  const { org, user } = call
  const now = printed(org.now())
  const blank: Row = {
    ...Object.fromEntries(object.fields.map((field) => [field.name, emptyOf(field)])),
    Id: org.newId(object.prefix),
    CreatedDate: now,
    CreatedById: user.Id
  }
  if (object.fields.some(({ name }) => name === 'OwnerId')) blank.OwnerId = user.Id
  return store(call, object, given, undefined, blank)
}

export const update = (call: Call, object: SObject, was: Row, given: Input): Row => store(call, object, given, was, was)

const emptyOf = (field: SObject['fields'][number]): Value =>
  field.default ?? (field.type === 'junctionIdList' ? [] : null)

function store(call: Call, object: SObject, given: Input, was: Row | undefined, before: Row): Row {
  const { org, user, headers } = call
  const now = printed(org.now())
  const row: Row = { ...before, ...given, LastModifiedDate: now, LastModifiedById: user.Id, SystemModstamp: now }
  if (given.OwnerId === null && before.OwnerId) row.OwnerId = before.OwnerId

  const missing = object.fields
    .filter((field) => !field.nillable && (field.createable || field.updateable) && (row[field.name] ?? null) === null)
    .map(({ name }) => name)
  if (missing.length > 0) throw requiredMissing(missing)

  checkReferences(org, user, object, given)
  const rules = rulesOf(object.name)
  const draft = { org, user, row, given, was, headers }
  const completed = rules.before?.(draft) ?? row
  askLocks(org, completed)
  askAutomations(org, object.name, completed)
  checkUnique(org, object, completed)

  return org.atomically(() => {
    org.put(object.name, completed)
    rules.after?.({ ...draft, row: completed })
    return completed
  })
}
