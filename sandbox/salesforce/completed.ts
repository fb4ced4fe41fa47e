// A row with every field of its object, as if its owner had written it some time ago: for seeds and rehearsals, which
// put rows past all rules.
import { accountOf } from './events/account.ts'
import type { Org, Row } from './org.ts'
import { objectNamed } from './schema/objects.ts'
import { printed } from './times.ts'

const someTimeAgo = Date.parse('2026-11-02T09:00:00Z')

export function completed(org: Org, objectName: string, given: Record<string, unknown>): Row {
  const object = objectNamed(org, objectName)
  const before = typeof given.Id === 'string' ? org.find(objectName, given.Id) : undefined
  const blank = Object.fromEntries(
    (object?.fields ?? []).map(({ name, type, default: value }) => [
      name,
      value ?? (type === 'junctionIdList' ? [] : null)
    ])
  )
  const someone = String(given.OwnerId ?? before?.OwnerId ?? org.rows('User')[0]?.Id)
  const then = printed(Math.min(org.now(), someTimeAgo))
  const row = {
    ...blank,
    CreatedDate: then,
    CreatedById: someone,
    LastModifiedDate: then,
    LastModifiedById: someone,
    SystemModstamp: then,
    ...('OwnerId' in blank ? { OwnerId: someone } : {}),
    ...before,
    ...given,
    Id: String(given.Id ?? org.newId(object?.prefix ?? '000'))
  } as Row
  return objectName === 'Event' ? { ...row, AccountId: accountOf(org, row) } : row
}
