// Validation rules, triggers and locks of other transactions: what an administrator or a rehearsal has put into the
// way of a write.
import { isId, sameId } from '../ids.ts'
import type { Org, Row } from '../org.ts'
import { Refusal, rowLocked } from '../refusal.ts'

export function askAutomations(org: Org, object: string, row: Row) {
  const { automations } = org.settings
  const found = automations.find(
    ({ object: on, when }) => on === object && Object.entries(when ?? {}).every(([name, value]) => row[name] === value)
  )
  if (!found) return
  if (found.times !== undefined) {
    const rest = automations.map((one) => (one === found ? { ...one, times: (one.times ?? 1) - 1 } : one))
    org.change({ automations: rest.filter(({ times }) => times !== 0) })
  }
  const { status = 400, errorCode, message, fields = [], errors } = found
  throw new Refusal(status, errors ?? { message, errorCode, fields })
}

/** A write locks the row itself and the records it is related to. */
export function askLocks(org: Org, row: Row) {
  const { locks } = org.settings
  if (locks.length === 0) return
  const touched = Object.values(row).filter(isId)
  const held = locks.find(({ record }) => touched.some((id) => sameId(id, record)))
  if (!held) return
  const rest = locks.map((lock) => (lock === held ? { ...lock, times: lock.times - 1 } : lock))
  org.change({ locks: rest.filter(({ times }) => times > 0) })
  throw rowLocked(held.record)
}
