// How each cloud words a refusal that has nothing to do with what was asked, for rehearsed trouble and for our own faults.
import { randomUUID } from 'node:crypto'
import { refuseAsJson } from './entra/aadsts.ts'
import type { Answered, Cloud } from './face.ts'

/** In the cloud's own error shape, with the code that it sends most often with this status. */
export function refuse(cloud: Cloud, status: number, now: number): Answered {
  return words[cloud](status, now)
}

/** What a gateway in front of the cloud sends when the cloud itself does not answer. */
export function htmlPage(status: number): Answered {
  const title = `${status} ${reasons[status] ?? 'Error'}`
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head>\n<body><h1>${title}</h1><p>The service is unavailable.</p></body></html>\n`
  }
}

const reasons: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout'
}

const words: Record<Cloud, (status: number, now: number) => Answered> = {
  graph(status, now) {
    const [code, message] = graphCodes[status] ?? (status < 500 ? badRequest : generalException)
    const id = randomUUID()
    const innerError = { date: new Date(now).toISOString().slice(0, 19), 'request-id': id, 'client-request-id': id }
    return { status, headers: { 'request-id': id }, body: { error: { code, message, innerError } } }
  },
  salesforce(status) {
    const [errorCode, message] = salesforceCodes[status] ?? ['UNKNOWN_EXCEPTION', 'An unexpected error occurred.']
    return { status, headers: { 'content-type': 'application/json;charset=UTF-8' }, body: [{ message, errorCode }] }
  },
  entra(status, now) {
    const [error, number, message] = entraCodes[status] ?? temporarilyUnavailable
    return refuseAsJson({ error, number, message, status }, now)
  }
}

const badRequest = ['BadRequest', 'The request is malformed or incorrect.'] as const
const generalException = ['generalException', 'An unspecified error has occurred.'] as const

const graphCodes: Record<number, readonly [code: string, message: string]> = {
  401: ['InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.'],
  403: ['ErrorAccessDenied', 'Access is denied. Check credentials and try again.'],
  404: ['ErrorItemNotFound', 'The specified object was not found in the store.'],
  409: [
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.'
  ],
  412: [
    'ErrorIrresolvableConflict',
    'The change key passed in the request does not match the current change key for the item.'
  ],
  429: ['ApplicationThrottled', 'Application is over its MailboxConcurrency limit.'],
  500: ['InternalServerError', 'There was an internal server error while processing the request.'],
  502: ['BadGateway', 'The server received an invalid response from an upstream server.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable. You may repeat the request after a delay.'],
  504: ['GatewayTimeout', 'The server did not receive a timely response from an upstream server.'],
  507: ['ErrorQuotaExceeded', 'The maximum storage quota has been reached.']
}

const salesforceCodes: Record<number, readonly [errorCode: string, message: string]> = {
  400: ['UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record or 1 records'],
  401: ['INVALID_SESSION_ID', 'Session expired or invalid'],
  403: ['REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'],
  404: ['NOT_FOUND', 'The requested resource does not exist'],
  429: ['REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'],
  500: [
    'UNKNOWN_EXCEPTION',
    'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (123456789)'
  ],
  503: ['SERVER_UNAVAILABLE', 'Server Unavailable']
}

const temporarilyUnavailable = [
  'temporarily_unavailable',
  90033,
  'A transient error has occurred. Please try again.'
] as const

const entraCodes: Record<number, readonly [error: string, number: number, message: string]> = {
  400: ['invalid_grant', 70008, 'The provided authorization code or refresh token has expired due to inactivity.'],
  401: ['invalid_client', 7000215, 'Invalid client secret provided.'],
  429: ['temporarily_unavailable', 90055, 'The server has throttled the request. Please retry later.']
}
