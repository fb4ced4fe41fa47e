// In which ways one request or one statement goes wrong, before its effect and after it.
import type { RequestFate } from '../network.ts'
import type { StatementFate } from '../statements.ts'
import type { Operation } from './operations.ts'

export type Moment = 'before' | 'after'

export type Fault = { n: number; way: Way; moment: Moment }

export type Way =
  | 'connection lost'
  | 'no answer'
  | 'status 503'
  | 'process death'
  /** Of a statement. */
  | 'failure'
  /** Somebody in between sends it a second time, a moment later. */
  | 'sent twice'
  /** Salesforce says that another record has this key. */
  | 'key taken'
  /** Salesforce says that somebody else holds a record. */
  | 'record locked'

const moments: readonly Moment[] = ['before', 'after']

/** The request of a write to a calendar or to Salesforce; what asks for a token or a free time is none. */
export const isWrite = ({ kind, text }: Operation) =>
  kind === 'call' && !text.startsWith('GET ') && !/\/token$|getSchedule$/.test(text)

const isOfSalesforce = ({ text }: Operation) => text.includes('/services/data/')

/** All that can happen to this operation. */
export function faultsOf(operation: Operation): Fault[] {
  const { n, kind } = operation
  const both = (...ways: Way[]) => ways.flatMap((way) => moments.map((moment) => ({ n, way, moment })))
  if (kind === 'statement') return both('failure', 'process death')
  return [
    ...both('connection lost', 'no answer', 'status 503', 'process death'),
    ...(isWrite(operation) ? [{ n, way: 'sent twice' as const, moment: 'after' as const }] : []),
    ...(isWrite(operation) && isOfSalesforce(operation) ? both('key taken', 'record locked') : [])
  ]
}

const AGAIN_AFTER = 2_000

export function callFate({ way, moment }: Fault): RequestFate {
  const effect = moment === 'after'
  switch (way) {
    case 'connection lost':
      return { kind: 'reset', effect }
    case 'no answer':
      return { kind: 'silence', effect }
    case 'status 503':
      // a service that has done its work does not say 503: then it is a gateway's page
      return { kind: 'status', status: 503, effect, page: effect }
    case 'process death':
      return { kind: 'death', effect }
    case 'sent twice':
      return { kind: 'twice', again: AGAIN_AFTER }
    case 'key taken':
      return { kind: 'status', status: 400, effect, body: [{ errorCode: 'DUPLICATE_VALUE', message: KEY_TAKEN }] }
    case 'record locked':
      return { kind: 'status', status: 400, effect } // in Salesforce's words: UNABLE_TO_LOCK_ROW
    case 'failure':
      throw new Error('a request does not fail like a statement')
  }
}

const KEY_TAKEN = 'duplicate value found: Booking_Key__c duplicates value on record with id: 00U000000000001'

export const statementFate = ({ way, moment }: Fault): StatementFate =>
  `${way === 'process death' ? 'dies' : 'fails'} ${moment}`
