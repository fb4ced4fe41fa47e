// All objects of the sandbox's org, and how a name or an id leads to one.
import { sameId } from '../ids.ts'
import type { Org, Row } from '../org.ts'
import { account, opportunity, opportunityContactRole, supportCase } from './business.ts'
import { event } from './event.ts'
import { eventRelation } from './event-relation.ts'
import type { Field } from './field.ts'
import type { SObject } from './object.ts'
import { contact, lead } from './people.ts'
import { entityDefinition, permissionSet, permissionSetAssignment } from './set-up.ts'
import { organization, user, userRecordAccess, userRole } from './users.ts'

const all = [
  account,
  contact,
  entityDefinition,
  event,
  eventRelation,
  lead,
  opportunity,
  opportunityContactRole,
  organization,
  permissionSet,
  permissionSetAssignment,
  supportCase,
  user,
  userRecordAccess,
  userRole
]

/** The objects as this org has them: with its custom fields, without what its switches take away. */
export const objectsOf = (org: Org) => all.map((object) => asIn(org, object))

/** Names of objects are compared without case. `reader`: as field-level security shows it to her. */
export function objectNamed(org: Org, name: string, reader?: Row): SObject | undefined {
  const object = all.find((known) => known.name.toLowerCase() === name.toLowerCase())
  if (!object) return undefined
  return reader ? asSeenBy(reader, org, asIn(org, object)) : asIn(org, object)
}

export const objectOfPrefix = (prefix: string) => all.find((object) => object.prefix === prefix)

export const fieldNamed = (object: SObject, name: string): Field | undefined =>
  object.fields.find((field) => field.name.toLowerCase() === name.toLowerCase())

function asIn({ settings }: Org, object: SObject): SObject {
  const custom = settings.customFields[object.name] ?? []
  const fields = [...object.fields, ...custom]
    .filter((field) => settings.sharedActivities || !field.sharedActivities)
    .map((field) =>
      settings.readOnlyFields.includes(`${object.name}.${field.name}`)
        ? { ...field, createable: false, updateable: false }
        : field
    )
  return { ...object, fields }
}

/** Without the fields that she may not see; what she may only read can be neither created nor updated. */
function asSeenBy(reader: Row, { settings }: Org, object: SObject): SObject {
  const lacks = settings.objectAccess
    .filter((one) => one.object === object.name && sameId(one.user, reader.Id))
    .flatMap((one) => one.lacks)
  const accessTo = (field: string) =>
    settings.fieldAccess.find((one) => one.field === `${object.name}.${field}` && sameId(one.user, reader.Id))?.access
  const fields = object.fields
    .filter(({ name }) => accessTo(name) !== 'Hidden')
    .map((field) => (accessTo(field.name) ? { ...field, createable: false, updateable: false } : field))
  return { ...object, ...Object.fromEntries(lacks.map((right) => [right, false])), lacks, fields }
}
