// Conditional requests: dates with a precision of one second. DELETE takes none.
import type { Call } from '../call.ts'
import type { Row } from '../org.ts'
import { preconditionFailed } from '../refusal.ts'

const seconds = (instant: number) => Math.floor(instant / 1000)
const changedAt = (row: Row) => seconds(Date.parse(String(row.LastModifiedDate)))

export function isUnchanged({ headers }: Call, row: Row): boolean {
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return !Number.isNaN(since) && changedAt(row) <= seconds(since)
}

export function mustBeUnchanged({ headers }: Call, row: Row) {
  const since = Date.parse(headers['if-unmodified-since'] ?? '')
  if (!Number.isNaN(since) && changedAt(row) > seconds(since)) throw preconditionFailed()
}
