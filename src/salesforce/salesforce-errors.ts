// developer.salesforce.com …/sforce_api_calls_concepts_core_data_objects.htm (status codes), and for sign-in
// …/remoteaccess_oauth_flow_errors.htm
import type { Failure } from '../activities/activity-log.ts'
import { MINUTE } from '../time/instant.ts'
import { NoAnswer } from './transport.ts'

/** jsforce tells no HTTP status, and orgs differ in theirs: only the code counts. */
export function codeOf(cause: unknown): string {
  const { errorCode, name } = (cause ?? {}) as { errorCode?: unknown; name?: unknown }
  if (errorCode === 'MULTIPLE_API_ERRORS') return innermost(cause) ?? 'MULTIPLE_API_ERRORS'
  return String(errorCode ?? name ?? '')
}

/** Of several errors at once, one that a repeat cannot cure decides. */
function innermost(cause: unknown): string | undefined {
  const errors = (cause as { data?: unknown }).data
  if (!Array.isArray(errors)) return undefined
  const codes = errors.map((error) => String((error as { errorCode?: unknown }).errorCode ?? ''))
  return codes.find((code) => !AGAIN.has(code)) ?? codes[0]
}

/** What the token endpoint says when it does not let us act as somebody, or as ourselves. */
const NOT_CONNECTED = new Set([
  'invalid_grant',
  'app_not_found',
  'inactive_user',
  'inactive_org',
  'invalid_app_access',
  'invalid_client',
  'invalid_client_id',
  'invalid_client_credentials',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_assertion_type'
])

/** Nothing is wrong with what we ask: busy rows, busy servers, a race with ourselves. */
const AGAIN = new Set([
  'UNABLE_TO_LOCK_ROW',
  'DUPLICATE_VALUE', // two upserts of one key at once: the next one finds the winner's record and updates it
  'INVALID_SESSION_ID',
  'SERVER_UNAVAILABLE',
  'UNKNOWN_EXCEPTION',
  'QUERY_TIMEOUT',
  'REQUEST_RUNNING_TOO_LONG',
  'REQUEST_LIMIT_EXCEEDED',
  'TXN_SECURITY_METERING_ERROR',
  'ORG_LOCKED'
])

/** The daily limit frees up little by little over 24 hours; milliseconds. */
const LIMIT_WAIT = 15 * MINUTE

const TEXT_AT_MOST = 500

export function failureOf(cause: unknown): Failure {
  const code = codeOf(cause)
  const text = `Salesforce: ${code} ${messageOf(cause)}`.slice(0, TEXT_AT_MOST)
  if (cause instanceof NoAnswer) return { retryLater: cause.message }
  if (NOT_CONNECTED.has(code)) return { notConnected: text }
  if (code === 'REQUEST_LIMIT_EXCEEDED') return { retryLater: text, after: LIMIT_WAIT }
  // An answer without a code of Salesforce is some gateway's page, or no answer at all. To repeat an upsert is safe.
  if (AGAIN.has(code) || !isCode(code)) return { retryLater: text }
  return { refused: text }
}

const isCode = (code: string) => /^[A-Z][A-Z_]+$/.test(code) && !code.startsWith('ERROR_HTTP_')

/** A gateway's page is not worth keeping. */
function messageOf(cause: unknown): string {
  const message = (cause as { message?: unknown } | undefined)?.message
  return typeof message === 'string' && !/<html|<!doctype/i.test(message) ? message : ''
}
