// What the set-up of the whole organization means for us. Pure.
import {
  isUnread,
  type KeyFieldSeen,
  type LetInRefusal,
  type SalesforceSetup,
  type SalesforceUserSeen,
  type Unread
} from './salesforce-setup.ts'
import { ok, problem, type SetupCode, type SetupFinding, unknown, warning } from './setup-finding.ts'

/** The key of a booking needs 39 characters; docs/salesforce makes the field so long. */
export const KEY_LENGTH = 64

/** Above this share of a day's requests an administrator should know. */
const SCARCE = 0.8

type Answer<Q extends keyof SalesforceSetup> = Awaited<ReturnType<SalesforceSetup[Q]>>

export type OrganizationSeen = {
  app: Answer<'letIn'>
  organization: Answer<'organization'>
  shape: Answer<'shape'>
  users: SalesforceUserSeen[] | Unread
  sees: Answer<'seesEverything'>
  multiday: Answer<'multiday'>
  sharing: Answer<'sharing'>
  requests: Answer<'requests'>
  /** Some organizer sees the key field, whoever does not. */
  keySeenBySomebody: boolean
}

export const judgeOrganization = (seen: OrganizationSeen): SetupFinding[] => [
  ofApp(seen),
  ofOrganization(seen),
  ofSight(seen),
  ...ofKeyField(seen),
  ofOtherFields(seen),
  ofSharedActivities(seen),
  ofMultiday(seen),
  ofSharing(seen),
  ofRequests(seen)
]

const appCodes: Partial<Record<LetInRefusal, SetupCode>> = {
  'app unknown': 'app_unknown',
  'wrong secret': 'app_secret_wrong',
  'no run-as user': 'app_without_run_as',
  'not at this address': 'app_needs_my_domain',
  inactive: 'app_user_inactive'
}

function ofApp({ app, users }: OrganizationSeen): SetupFinding {
  if (isUnread(app)) return unknown('app', app)
  if ('refused' in app) return problem('app', appCodes[app.refused] ?? 'app_refused', '', app.said)
  const lookup = isUnread(users) ? undefined : users.find(({ id }) => id.slice(0, 15) === app.userId.slice(0, 15))
  return ok('app', 'app let in', lookup?.username ?? app.userId)
}

const ofOrganization = ({ organization: seen }: OrganizationSeen): SetupFinding =>
  isUnread(seen)
    ? unknown('organization', seen)
    : ok(
        'organization',
        'organization',
        `${seen.name} (${seen.edition}${seen.sandbox ? ', a Salesforce sandbox' : ''})`
      )

function ofSight({ sees }: OrganizationSeen): SetupFinding {
  const check = 'sees everything'
  if (isUnread(sees)) return unknown(check, sees)
  return sees ? ok(check, 'sees everything') : problem(check, 'lookup_user_sees_too_little')
}

/** Everything that is wrong with it at once: each is another box of the same form in Salesforce. */
function ofKeyField({ shape, keySeenBySomebody }: OrganizationSeen): SetupFinding[] {
  const check = 'key field'
  if (isUnread(shape)) return [unknown(check, shape)]
  const { key } = shape
  if (!key) return [problem(check, keySeenBySomebody ? 'key_field_hidden_from_lookup' : 'key_field_missing')]
  const wrong = wrongWith(key)
  return wrong.length > 0 ? wrong.map((code) => problem(check, code, String(key.length))) : [ok(check, 'key field')]
}

const wrongWith = ({ isText, length, external, unique }: KeyFieldSeen): SetupCode[] => [
  ...(isText ? [] : ['key_field_no_text' as const]),
  ...(isText && length < KEY_LENGTH ? ['key_field_too_short' as const] : []),
  ...(external ? [] : ['key_field_not_external' as const]),
  ...(unique ? [] : ['key_field_not_unique' as const])
]

function ofOtherFields({ shape }: OrganizationSeen): SetupFinding {
  const check = 'other fields'
  if (isUnread(shape)) return unknown(check, shape)
  const { required } = shape
  return required.length > 0 ? problem(check, 'fields_required', required.join(', ')) : ok(check, 'no other fields')
}

function ofSharedActivities({ shape }: OrganizationSeen): SetupFinding {
  const check = 'shared activities'
  if (isUnread(shape)) return unknown(check, shape)
  return shape.shared ? ok(check, 'shared activities on') : warning(check, 'shared_activities_off')
}

function ofMultiday({ multiday }: OrganizationSeen): SetupFinding {
  const check = 'multi-day'
  if (isUnread(multiday)) return unknown(check, multiday)
  return multiday ? ok(check, 'multi-day on') : warning(check, 'multiday_off')
}

function ofSharing({ sharing }: OrganizationSeen): SetupFinding {
  const check = 'sharing'
  if (isUnread(sharing)) return unknown(check, sharing)
  return ok(check, sharing === 'private' ? 'sharing private' : 'sharing by parent')
}

function ofRequests({ requests }: OrganizationSeen): SetupFinding {
  const check = 'requests'
  if (isUnread(requests)) {
    if (requests.unread === 'switched off') return problem(check, 'api_switched_off', '', requests.said)
    if (requests.unread === 'limit') return problem(check, 'requests_used_up', '', requests.said)
    return unknown(check, requests)
  }
  const { used, of } = requests
  const about = `${used} of ${of}`
  if (used >= of) return problem(check, 'requests_used_up', about)
  return used >= of * SCARCE ? warning(check, 'requests_scarce', about) : ok(check, 'requests left', about)
}
