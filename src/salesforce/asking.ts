import type { Trouble } from '../activities/trouble.ts'
import { MINUTE } from '../time/instant.ts'
import type { Connections } from './connection.ts'
import { troubleOf } from './salesforce-errors.ts'

export type SalesforceRow = Record<string, unknown>

/** A query asked by the integration user. Throws what `Connections.ask` throws, and when the answer is none. */
export async function rowsOf(salesforce: Connections, query: string, how: { all?: boolean; spare?: boolean } = {}) {
  const resource = how.all ? '/queryAll' : '/query'
  const path = `${resource}?q=${encodeURIComponent(query)}`
  return recordsIn(await salesforce.ask('integration', { method: 'GET', path }, { spare: how.spare ?? false })).records
}

/** Unknown is not empty: an answer without a list of records is a failure. */
export function recordsIn(answer: unknown): { records: SalesforceRow[]; next: string | null } {
  const { records, nextRecordsUrl } = (answer ?? {}) as { records?: unknown; nextRecordsUrl?: unknown }
  if (!Array.isArray(records)) throw new Error('an answer without records')
  return { records, next: typeof nextRecordsUrl === 'string' ? nextRecordsUrl : null }
}

/** How long to wait for an administrator who has to look at the app itself. */
const APP_WAIT = 5 * MINUTE

/**
 * For what the integration user is asked: when the app itself is not let in, that says nothing about an organizer's
 * connection.
 */
export async function lookingUp<T>(work: () => Promise<T>): Promise<T | Trouble> {
  try {
    return await work()
  } catch (cause) {
    const trouble = troubleOf(cause)
    if (trouble.trouble !== 'not connected') return trouble
    const said = `The user who looks things up is not connected. ${trouble.said}`
    return { trouble: 'again', said, unclear: false, after: APP_WAIT }
  }
}

/** For what is written as a person. */
export async function writing<T>(work: () => Promise<T>): Promise<T | Trouble> {
  try {
    return await work()
  } catch (cause) {
    return troubleOf(cause)
  }
}
