// Whom and what an Event may be related to at the same time.
import { prefixOf } from '../ids.ts'
import type { Row } from '../org.ts'
import type { Draft } from '../records/rules.ts'
import { convertedLead, integrity } from '../refusal.ts'
import { lead } from '../schema/people.ts'

export function checkRelations({ WhoId, WhatId, IsPrivate }: Row, { org, given }: Draft) {
  const who = typeof WhoId === 'string' ? WhoId : undefined
  const withLead = who !== undefined && prefixOf(who) === lead.prefix
  if (withLead && 'WhoId' in given && org.find('Lead', who)?.IsConverted) throw convertedLead()
  if (withLead && WhatId) {
    throw integrity('An event with a lead cannot be related to another record: WhatId must be null', ['WhatId'])
  }
  if (IsPrivate && (who || WhatId)) {
    throw integrity('A private event cannot be related to a contact, lead or other record: Private', [
      ...(who ? ['WhoId'] : []),
      ...(WhatId ? ['WhatId'] : [])
    ])
  }
}
