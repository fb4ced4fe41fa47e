// getUpdated and getDeleted: what changed in a span of time, for those who may see it.
import { canRead } from './access.ts'
import type { Answer, Call } from './call.ts'
import type { Row } from './org.ts'
import { theObject } from './records/find.ts'
import { badArgument } from './refusal.ts'
import { day, instantOf, minute, printed } from './times.ts'

type Params = Record<string, string>

// Updates are answered for 30 days, deletions as long as the recycle bin holds them.
const updatedFor = 30 * day
const deletedFor = 15 * day

export function updatedRecords(call: Call, params: Params): Answer {
  const { rows, to } = changedIn(call, params, updatedFor, (row) => !row.IsDeleted)
  return { status: 200, body: { ids: rows.map(({ Id }) => Id), latestDateCovered: printed(to) } }
}

export function deletedRecords(call: Call, params: Params): Answer {
  const { rows, to } = changedIn(call, params, deletedFor, (row) => row.IsDeleted === true)
  return {
    status: 200,
    body: {
      deletedRecords: rows.map((row) => ({ deletedDate: row.SystemModstamp, id: row.Id })),
      earliestDateAvailable: printed(call.org.now() - deletedFor),
      latestDateCovered: printed(to)
    }
  }
}

function changedIn(call: Call, { type = '' }: Params, longest: number, counts: (row: Row) => boolean) {
  const { org, user, query } = call
  const object = theObject(call, type)
  const from = instantIn(query, 'start')
  const to = Math.min(instantIn(query, 'end'), org.now())
  if (to - from <= minute) {
    throw badArgument('INVALID_REPLICATION_DATE', 'startDate should be more than one minute before endDate')
  }
  if (from < org.now() - longest) {
    throw badArgument('INVALID_REPLICATION_DATE', `startDate cannot be more than ${longest / day} days ago`)
  }
  const rows = org.rows(object.name).filter((row) => {
    const at = Date.parse(String(row.SystemModstamp))
    return counts(row) && at >= from && at <= to && canRead(org, user, object.name, row)
  })
  return { rows, to }
}

function instantIn(query: URLSearchParams, name: string): number {
  // A + that was not encoded arrives as a space.
  const instant = instantOf((query.get(name) ?? '').replace(' ', '+'))
  if (instant !== undefined) return instant
  throw badArgument('INVALID_REPLICATION_DATE', `Parse error on parameter ${name}`)
}
