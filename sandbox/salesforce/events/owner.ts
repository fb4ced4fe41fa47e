// Whose Event it is: an active user in whose calendar the caller may add.
import { canAddTo } from '../access.ts'
import { sameId } from '../ids.ts'
import type { Draft } from '../records/rules.ts'
import { inactiveOwner, noAccessTo } from '../refusal.ts'

export function checkOwner({ org, user, row, was }: Draft) {
  const owner = String(row.OwnerId)
  if (was && sameId(owner, String(was.OwnerId))) return
  if (!org.find('User', owner)?.IsActive) throw inactiveOwner(owner, 'Event')
  if (!canAddTo(org, user, owner)) throw noAccessTo(owner)
}
