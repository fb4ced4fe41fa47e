import type { PreflightState } from '../delegates/preflight.ts'
import type { Person } from '../people/person.ts'
import type { Mode } from './activity-settings.ts'
import type { Unread } from './salesforce-setup.ts'

/** Of the organization, in the order in which they have to be in order. */
export const organizationChecks = [
  'app',
  'organization',
  'sees everything',
  'key field',
  'other fields',
  'shared activities',
  'multi-day',
  'sharing',
  'requests'
] as const

/** Of each person who has, or should have, a Salesforce user. */
export const personChecks = ['user', 'connection', 'fields'] as const

export type SetupCheck = (typeof organizationChecks)[number] | (typeof personChecks)[number]

/** What is wrong, or not known. Words: server/wording/setup.ts and docs/errors.md. */
export const setupCodes = [
  'app_unknown',
  'app_secret_wrong',
  'app_without_run_as',
  'app_needs_my_domain',
  'app_user_inactive',
  'app_refused',
  'lookup_user_sees_too_little',
  'key_field_missing',
  'key_field_hidden_from_lookup',
  'key_field_no_text',
  'key_field_too_short',
  'key_field_not_external',
  'key_field_not_unique',
  'fields_required',
  'shared_activities_off',
  'multiday_off',
  'requests_scarce',
  'requests_used_up',
  'api_switched_off',
  'user_not_named',
  'user_named_twice',
  'user_not_found',
  'user_inactive',
  'connection_not_approved',
  'connection_user_inactive',
  'connection_app_unknown',
  'connection_key_wrong',
  'connection_audience_wrong',
  'connection_clock_wrong',
  'connection_not_from_here',
  'connection_refused',
  'records_not_writable',
  'key_field_hidden_from_user',
  'fields_not_writable',
  'unread_no_permission',
  'unread_not_let_in',
  'unread_switched_off',
  'unread_limit',
  'unread_no_answer',
  'unread_other'
] as const
export type SetupCode = (typeof setupCodes)[number]

export type SetupFine =
  | 'app let in'
  | 'organization'
  | 'sees everything'
  | 'key field'
  | 'no other fields'
  | 'shared activities on'
  | 'multi-day on'
  | 'sharing private'
  | 'sharing by parent'
  | 'requests left'
  | 'user active'
  | 'connected'
  | 'fields writable'
  | 'writing is off'

/** `about`: a name, names or a number for the sentence. `said`: what Salesforce said. */
export type SetupFinding = { check: SetupCheck; about: string; said?: string } & (
  | { state: 'ok'; code: SetupFine }
  | { state: Exclude<PreflightState, 'ok'>; code: SetupCode }
)

/** `mode` undefined: a delegate, who changes with her own rights what an organizer has written. */
export type PersonInSetup = Pick<Person, 'id' | 'name' | 'address'> & { username: string | null; mode?: Mode }

export type PersonFindings = { person: PersonInSetup; findings: SetupFinding[] }
export type SetupFindings = { organization: SetupFinding[]; people: PersonFindings[] }

export const ok = (check: SetupCheck, code: SetupFine, about = ''): SetupFinding => ({
  check,
  state: 'ok',
  code,
  about
})

export const problem = (check: SetupCheck, code: SetupCode, about = '', said = ''): SetupFinding => ({
  ...{ check, state: 'problem', code, about },
  ...(said ? { said } : {})
})

export const warning = (check: SetupCheck, code: SetupCode, about = ''): SetupFinding => ({
  ...{ check, state: 'warning', code, about }
})

/** Not known is neither good nor bad; why it is not known has a sentence of its own. */
export const unknown = (check: SetupCheck, { unread, said }: Unread, about = ''): SetupFinding => ({
  ...{ check, state: 'unknown', code: unreadCodes[unread], about },
  ...(said ? { said } : {})
})

const unreadCodes: Record<Unread['unread'], SetupCode> = {
  'no permission': 'unread_no_permission',
  'not let in': 'unread_not_let_in',
  'switched off': 'unread_switched_off',
  limit: 'unread_limit',
  'no answer': 'unread_no_answer',
  other: 'unread_other'
}
