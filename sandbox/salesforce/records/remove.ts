// Deleting is soft: the row goes to the recycle bin, where queryAll and getDeleted still see it.
import { canEdit } from '../access.ts'
import type { Call } from '../call.ts'
import type { Row } from '../org.ts'
import { notEditable } from '../refusal.ts'
import type { SObject } from '../schema/object.ts'
import { printed } from '../times.ts'
import { askLocks } from './automation.ts'
import { rulesOf } from './rules.ts'

export function remove({ org, user }: Call, object: SObject, row: Row) {
  if (!canEdit(org, user, object.name, row)) throw notEditable()
  askLocks(org, row)
  const now = printed(org.now())
  org.atomically(() => {
    org.put(object.name, {
      ...row,
      IsDeleted: true,
      LastModifiedDate: now,
      LastModifiedById: user.Id,
      SystemModstamp: now
    })
    rulesOf(object.name).removed?.(org, user, row)
  })
}
