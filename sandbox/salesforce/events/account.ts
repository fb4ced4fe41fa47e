// AccountId of an Event is derived: the account of what it is about, else of whom it is with.
import { prefixOf } from '../ids.ts'
import type { Org, Row } from '../org.ts'
import { objectOfPrefix } from '../schema/objects.ts'

export function accountOf(org: Org, { WhatId, WhoId }: Row): string | null {
  if (typeof WhatId === 'string') {
    const object = objectOfPrefix(prefixOf(WhatId))?.name
    if (object === 'Account') return WhatId
    const account = object ? org.find(object, WhatId)?.AccountId : undefined
    if (typeof account === 'string') return account
  }
  const account = typeof WhoId === 'string' ? org.find('Contact', WhoId)?.AccountId : undefined
  return typeof account === 'string' ? account : null
}
