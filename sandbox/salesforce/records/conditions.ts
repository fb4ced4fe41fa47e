// Conditional requests: dates with a precision of one second for every object, entity tags for accounts alone. DELETE
// takes none.
import type { Call } from '../call.ts'
import type { Row } from '../org.ts'
import { preconditionFailed } from '../refusal.ts'

const seconds = (instant: number) => Math.floor(instant / 1000)
const changedAt = (row: Row) => seconds(Date.parse(String(row.LastModifiedDate)))

export function validators(object: string, row: Row): Record<string, string> {
  const date = { 'last-modified': new Date(String(row.LastModifiedDate)).toUTCString() }
  return object === 'Account' ? { ...date, etag: tagOf(row) } : date
}

export function isUnchanged({ headers }: Call, object: string, row: Row): boolean {
  const tags = headers['if-none-match']
  if (tags && object === 'Account') return names(tags, row)
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return !Number.isNaN(since) && changedAt(row) <= seconds(since)
}

export function mustBeUnchanged({ headers }: Call, object: string, row: Row) {
  const tags = headers['if-match']
  if (tags && object === 'Account' && !names(tags, row)) throw preconditionFailed()
  const since = Date.parse(headers['if-unmodified-since'] ?? '')
  if (!Number.isNaN(since) && changedAt(row) > seconds(since)) throw preconditionFailed()
}

const tagOf = (row: Row) => `"${Buffer.from(String(row.SystemModstamp)).toString('base64url')}"`

/** Salesforce marks compressed answers with --gzip behind the tag and takes that back as well. */
const names = (tags: string, row: Row) =>
  tags.split(',').some((tag) => tag.trim().replace('--gzip', '') === tagOf(row) || tag.trim() === '*')
