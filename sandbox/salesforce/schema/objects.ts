// All objects of the sandbox's org, and how a name or an id leads to one.
import type { Org } from '../org.ts'
import { account, opportunity, opportunityContactRole, supportCase } from './business.ts'
import { event } from './event.ts'
import { eventRelation } from './event-relation.ts'
import type { Field } from './field.ts'
import type { SObject } from './object.ts'
import { contact, lead } from './people.ts'
import { organization, user, userRecordAccess, userRole } from './users.ts'

const all = [
  account,
  contact,
  event,
  eventRelation,
  lead,
  opportunity,
  opportunityContactRole,
  organization,
  supportCase,
  user,
  userRecordAccess,
  userRole
]

/** The objects as this org has them: with its custom fields, without what its switches take away. */
export const objectsOf = (org: Org) => all.map((object) => asIn(org, object))

/** Names of objects are compared without case. */
export function objectNamed(org: Org, name: string): SObject | undefined {
  const object = all.find((known) => known.name.toLowerCase() === name.toLowerCase())
  return object && asIn(org, object)
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
