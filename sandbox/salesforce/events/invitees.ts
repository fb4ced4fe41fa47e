// An invited user gets an Event of her own, a child of the invitation; contacts and leads do not.
import { prefixOf } from '../ids.ts'
import type { Org, Row } from '../org.ts'
import { event as eventObject } from '../schema/event.ts'
import { user as userObject } from '../schema/users.ts'
import { printed } from '../times.ts'

export function invite(org: Org, by: Row, event: Row, relation: Row) {
  const invitee = String(relation.RelationId)
  if (prefixOf(invitee) !== userObject.prefix) return
  const current = org.find('Event', event.Id) ?? event
  const now = printed(org.now())
  const own = Object.fromEntries(
    Object.entries(current).filter(([name]) => !name.endsWith('__c') && !name.endsWith('Ids'))
  )
  org.put('Event', {
    ...own,
    Id: org.newId(eventObject.prefix),
    OwnerId: invitee,
    IsChild: true,
    IsGroupEvent: true,
    GroupEventType: '1',
    CreatedDate: now,
    CreatedById: by.Id,
    SystemModstamp: now,
    ParentEventId: event.Id
  })
  org.put('Event', { ...current, IsGroupEvent: true, GroupEventType: '1', SystemModstamp: now })
}
