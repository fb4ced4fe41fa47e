// The switches of an org: what an administrator sets up in it, and what a rehearsal may set up for a moment.
import type { ApiError } from './refusal.ts'
import type { Field } from './schema/field.ts'

export type CalendarLevel =
  | 'Hide Details'
  | 'Hide Details and Add Events'
  | 'Show Details'
  | 'Show Details and Add Events'
  | 'Full Access'

export type Permission = 'ViewAllData' | 'ModifyAllData' | 'ViewSetup'

/**
 * What cannot be read from a User row: may the app act for this user, and what may the user do everywhere. `denied`: what
 * every sign-in as this user is answered, such as a policy of the app. `limitsHidden`: /limits is for others.
 */
export type Standing = {
  preauthorised: boolean
  permissions: Permission[]
  denied?: { error: string; description: string } | null
  limitsHidden?: boolean
}

/** Field-level security of one user: 'Event.Location'. */
export type FieldAccess = { user: string; field: string; access: 'Hidden' | 'Read Only' }

/** What one user may not do with the records of an object, by profile and permission sets. */
export type ObjectAccess = { user: string; object: string; lacks: ('createable' | 'updateable' | 'deletable')[] }

export type App = { secret: string; runAs: string | null }

/** A validation rule, trigger or lock that answers a write. `when`: only if the row has these values. */
export type Automation = {
  object: string
  when?: Record<string, unknown>
  status?: number
  errorCode: string
  message: string
  fields?: string[]
  /** Several errors at once, instead of the one. */
  errors?: ApiError[]
  /** How often it still answers; without it for ever. */
  times?: number
}

export type OrgSettings = {
  id: string
  name: string
  edition: string
  apiEnabled: boolean
  dailyApiRequests: number
  activitySharing: 'Private' | 'Controlled by Parent'
  /** Calendar sharing default of the org. */
  calendarDefault: CalendarLevel
  calendarShares: { owner: string; to: string; level: CalendarLevel }[]
  /** Access to all of an owner's Events that comes by another way than calendars and roles. */
  recordShares: { owner: string; to: string; access: 'Read' | 'Edit' }[]
  /** In an org with private activities, does Read on the related record let people view the Event? */
  readThroughRelated: boolean
  sharedActivities: boolean
  multidayEvents: boolean
  leadDuplicateRule: 'Allow' | 'Block' | 'Off'
  customFields: Record<string, Field[]>
  /** Fields that nobody may write, as field-level security would have it: 'Event.Location'. */
  readOnlyFields: string[]
  fieldAccess: FieldAccess[]
  objectAccess: ObjectAccess[]
  apps: Record<string, App>
  standings: Record<string, Standing>
  /** Records that a person cannot see although the rules would allow it; without `from` nobody but those with View All Data. */
  hidden: { record: string; from?: string }[]
  /** Records that another transaction holds. */
  locks: { record: string; times: number }[]
  automations: Automation[]
  /** Extra public keys (PEM) with which assertions may be signed. */
  keys: string[]
}

/** A Developer edition as it comes. */
export const developerEdition = {
  edition: 'Developer Edition',
  apiEnabled: true,
  dailyApiRequests: 15000,
  activitySharing: 'Private',
  calendarDefault: 'Hide Details and Add Events',
  calendarShares: [],
  recordShares: [],
  readThroughRelated: false,
  sharedActivities: true,
  multidayEvents: false,
  leadDuplicateRule: 'Allow',
  customFields: {},
  readOnlyFields: [],
  fieldAccess: [],
  objectAccess: [],
  apps: {},
  standings: {},
  hidden: [],
  locks: [],
  automations: [],
  keys: []
} satisfies Omit<OrgSettings, 'id' | 'name'>
