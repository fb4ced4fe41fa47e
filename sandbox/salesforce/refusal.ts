// Every way in which the REST API says no. `fields` is there on errors about a record and absent on errors about
// the session, the query, the resource and limits: clients tell them apart by it.

export type ApiError = { message: string; errorCode: string; fields?: string[]; [more: string]: unknown }

export class Refusal extends Error {
  readonly status: number
  readonly errors: ApiError[]
  readonly headers: Record<string, string>

  constructor(status: number, errors: ApiError | ApiError[], headers: Record<string, string> = {}) {
    super([errors].flat()[0]?.message)
    this.status = status
    this.errors = [errors].flat()
    this.headers = headers
  }
}

const about = (status: number, errorCode: string, message: string, fields: string[] = []) =>
  new Refusal(status, { message, errorCode, fields })
const plain = (status: number, errorCode: string, message: string) => new Refusal(status, { message, errorCode })

// Session, resource and limits
export const invalidSession = () =>
  new Refusal(
    401,
    { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' },
    { 'www-authenticate': 'Token' }
  )
export const notFound = () => plain(404, 'NOT_FOUND', 'The requested resource does not exist')
export const noSuchExternalId = (name: string) =>
  plain(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${name}`)
export const retiredVersion = () => plain(410, 'UNSUPPORTED_API_VERSION', 'The requested API version is retired')
export const methodNotAllowed = (method: string, allowed: string[]) =>
  new Refusal(
    405,
    {
      message: `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`,
      errorCode: 'METHOD_NOT_ALLOWED'
    },
    { allow: allowed.join(',') }
  )
export const limitExceeded = () => plain(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')
export const apiDisabled = () =>
  plain(403, 'API_DISABLED_FOR_ORG', 'API is not enabled for this Organization or Partner')
/** For /limits, which a real org shows only to those with View Setup and Configuration. */
export const setUpHidden = () =>
  plain(
    403,
    'INSUFFICIENT_ACCESS',
    'You do not have the level of access necessary to perform the operation you requested.'
  )
export const badJson = (message: string) => plain(400, 'JSON_PARSER_ERROR', message)
export const badArgument = (errorCode: string, message: string) => plain(400, errorCode, message)

// Fields and values
export const noSuchColumn = (name: string, object: string) =>
  plain(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object}`)
export const notInBody = (name: string) =>
  plain(400, 'INVALID_FIELD', `The ${name} field should not be specified in the sobject data.`)
export const notWritable = (names: string[]) =>
  about(
    400,
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    names
  )
export const contradictingFields = (message: string, fields: string[]) =>
  about(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, fields)
export const idOnInsert = () =>
  about(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id'])
export const requiredMissing = (names: string[]) =>
  about(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names)
export const tooLong = (label: string, field: string, value: string, length: number) =>
  about(400, 'STRING_TOO_LONG', `${label}: data value too large: ${value} (max length=${length})`, [field])
export const badPicklist = (label: string, field: string, value: string) =>
  about(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${label}: bad value for restricted picklist field: ${value}`, [
    field
  ])
export const badEmail = (field: string, value: string) =>
  about(400, 'INVALID_EMAIL_ADDRESS', `Email: invalid email address: ${value}`, [field])
export const malformedId = (label: string, field: string, value: string) =>
  about(400, 'MALFORMED_ID', `${label}: id value of incorrect type: ${value}`, [field])
export const integrity = (message: string, fields: string[]) => about(400, 'FIELD_INTEGRITY_EXCEPTION', message, fields)

// Records
export const entityDeleted = () => about(404, 'ENTITY_IS_DELETED', 'entity is deleted')
export const referenceDeleted = () => about(400, 'ENTITY_IS_DELETED', 'entity is deleted')
export const noSuchRecord = () => about(404, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id')
export const noSuchReference = (field: string) =>
  about(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field])
export const notEditable = () =>
  about(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id')
export const noAccessTo = (id: string) =>
  about(
    400,
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`
  )
export const inactiveOwner = (user: string, object: string) =>
  about(
    400,
    'INACTIVE_OWNER_OR_USER',
    `operation performed with inactive user [${user.slice(0, 15)}] as owner of ${object.toLowerCase()}`
  )
export const duplicateValue = (field: string, id: string) =>
  about(
    400,
    'DUPLICATE_VALUE',
    `duplicate value found: ${field} duplicates value on record with id: ${id.slice(0, 15)}`
  )
export const rowLocked = (record: string) =>
  about(400, 'UNABLE_TO_LOCK_ROW', `unable to obtain exclusive access to this record or 1 records: ${record}`)
export const convertedLead = () => about(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')
export const preconditionFailed = () => new Refusal(412, { message: '', errorCode: 'PRECONDITION_FAILED' })

// Queries
export const malformedQuery = (message: string) => plain(400, 'MALFORMED_QUERY', message)
export const invalidField = (message: string) => plain(400, 'INVALID_FIELD', message)
export const invalidType = (message: string) => plain(400, 'INVALID_TYPE', message)
export const invalidFilter = (message: string) => plain(400, 'INVALID_QUERY_FILTER_OPERATOR', message)
export const noSuchLocator = () => plain(404, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
export const malformedSearch = (message: string) => plain(400, 'MALFORMED_SEARCH', message)
