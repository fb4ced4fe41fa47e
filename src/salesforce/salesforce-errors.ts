// developer.salesforce.com …/sforce_api_calls_concepts_core_data_objects.htm (status codes), and for sign-in
// …/remoteaccess_oauth_flow_errors.htm
import type { Rejection } from '../activities/outcome.ts'
import type { Trouble } from '../activities/trouble.ts'
import { LimitReached } from './allowance.ts'
import { NoAnswer } from './transport.ts'

type Told = { errorCode?: unknown; statusCode?: unknown; message?: unknown; fields?: unknown }

/** jsforce tells no HTTP status, and orgs differ in theirs: only the code counts. */
export function codeOf(cause: unknown): string {
  const { errorCode, name } = (cause ?? {}) as { errorCode?: unknown; name?: unknown }
  if (errorCode === 'MULTIPLE_API_ERRORS') return decisive(errorsOf(cause))?.code ?? 'MULTIPLE_API_ERRORS'
  return String(errorCode ?? name ?? '')
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

export const saysNotConnected = (cause: unknown) => NOT_CONNECTED.has(codeOf(cause))

/** Nothing is wrong with what we ask: busy rows, busy servers, a race with ourselves. */
const AGAIN = new Set([
  'UNABLE_TO_LOCK_ROW',
  'DUPLICATE_VALUE', // two upserts of one key at once: the next one finds the winner's record and updates it
  'INVALID_SESSION_ID',
  'SERVER_UNAVAILABLE',
  'UNKNOWN_EXCEPTION',
  'QUERY_TIMEOUT',
  'REQUEST_RUNNING_TOO_LONG',
  'TXN_SECURITY_METERING_ERROR',
  'ORG_LOCKED',
  'PROCESSING_HALTED',
  'ALL_OR_NONE_OPERATION_ROLLED_BACK'
])

const LIMIT = 'REQUEST_LIMIT_EXCEEDED'
export const saysLimit = (cause: unknown) => codeOf(cause) === LIMIT

const TEXT_AT_MOST = 500

/** What jsforce threw, told in the words of the port. */
export function troubleOf(cause: unknown): Trouble {
  if (cause instanceof LimitReached) {
    const { message, used, of, until } = cause
    return { trouble: 'limit', said: message, used, of, until }
  }
  if (cause instanceof Inside) return troubleInside(cause)
  if (cause instanceof NoAnswer) return { trouble: 'again', said: cause.message, unclear: true }
  const code = codeOf(cause)
  const said = `Salesforce: ${code} ${messageOf(cause)}`.trim().slice(0, TEXT_AT_MOST)
  if (NOT_CONNECTED.has(code)) return { trouble: 'not connected', said }
  // An answer without a code of Salesforce is some gateway's page, or no answer at all: nobody knows what was done.
  if (!isCode(code)) return { trouble: 'again', said, unclear: true }
  return troubleFrom(errorsOf(cause), code, said)
}

/** Results that came with status 200 and are failures all the same. */
export class Inside extends Error {
  override name = 'Inside'
  readonly errors: readonly Told[]
  constructor(errors: readonly Told[]) {
    super('refused inside an answer')
    this.errors = errors
  }
}

function troubleInside({ errors }: Inside): Trouble {
  const told = errors.map(rejectionFrom)
  const worst = decisive(told)
  const said = `Salesforce: ${worst?.code ?? 'no reason'} ${worst?.message ?? ''}`.trim().slice(0, TEXT_AT_MOST)
  return worst ? troubleFrom(told, worst.code, said) : { trouble: 'again', said, unclear: true }
}

function troubleFrom(errors: readonly Rejection[], code: string, said: string): Trouble {
  if (AGAIN.has(code)) return { trouble: 'again', said, unclear: false }
  const { message = '', fields = [] } = errors.find((error) => error.code === code) ?? {}
  switch (code) {
    case 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY':
      return { trouble: 'no access', record: /id: ?([a-zA-Z0-9]{15,18})/.exec(message)?.[1] ?? null, said, errors }
    case 'INSUFFICIENT_ACCESS_OR_READONLY':
    case 'INSUFFICIENT_ACCESS':
      return { trouble: 'read only', said }
    case 'ENTITY_IS_DELETED':
      return { trouble: 'deleted', said, errors }
    case 'INVALID_CROSS_REFERENCE_KEY': // with a field it is a reference inside the record that leads nowhere
      return fields.length > 0 ? { trouble: 'rejected', said, errors } : { trouble: 'not found', said, errors }
    case 'NOT_FOUND': // the same code for a key field that is not there
      return /external ID field/i.test(message)
        ? { trouble: 'rejected', said, errors }
        : { trouble: 'not found', said, errors }
    default:
      return { trouble: 'rejected', said, errors }
  }
}

/** Of several errors at once, one that a repeat cannot cure decides. */
const decisive = (errors: readonly Rejection[]) => errors.find(({ code }) => !AGAIN.has(code)) ?? errors[0]

/** All errors of an answer. With status 300 the answer is a list of addresses: more than one record has our key. */
export function errorsOf(cause: unknown): Rejection[] {
  const { data, errorCode, message } = (cause ?? {}) as { data?: unknown; errorCode?: unknown; message?: unknown }
  const list = (Array.isArray(data) ? data : [data]).filter(
    (one): one is Told => typeof one === 'object' && one !== null
  )
  if (list.length > 0) return list.map(rejectionFrom)
  const records = Array.isArray(data) ? data.map(String).join(', ') : ''
  return [{ code: String(errorCode ?? ''), message: cut(`${String(message ?? '')} ${records}`.trim()), fields: [] }]
}

const rejectionFrom = ({ errorCode, statusCode, message, fields }: Told): Rejection => ({
  code: String(errorCode ?? statusCode ?? ''), // collections call it statusCode
  message: cut(String(message ?? '')),
  fields: Array.isArray(fields) ? fields.map(String).slice(0, 20) : []
})

/** What a duplicate rule has found. On the wire the name is misspelt; both spellings are read. */
export function duplicatesIn(cause: unknown): string[] {
  const { data } = (cause ?? {}) as { data?: unknown }
  const errors = Array.isArray(data) ? data : [data]
  return errors.flatMap((error) => {
    const { duplicateResut, duplicateResult } = (error ?? {}) as Record<string, unknown>
    const { matchResults = [] } = (duplicateResut ?? duplicateResult ?? {}) as {
      matchResults?: { matchRecords?: { record?: { Id?: unknown } }[] }[]
    }
    return matchResults.flatMap(({ matchRecords = [] }) => matchRecords.map(({ record }) => String(record?.Id ?? '')))
  })
}

const isCode = (code: string) => /^[A-Z][A-Z_]+$/.test(code) && !code.startsWith('ERROR_HTTP_')

const cut = (text: string) => text.slice(0, TEXT_AT_MOST)

/** A gateway's page is not worth keeping. */
function messageOf(cause: unknown): string {
  const message = (cause as { message?: unknown } | undefined)?.message
  return typeof message === 'string' && !/<html|<!doctype/i.test(message) ? message : ''
}
