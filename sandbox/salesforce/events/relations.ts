// The relations of an Event, kept as EventRelation rows.

import { id15, sameId } from '../ids.ts'
import type { Org, Row } from '../org.ts'
import { eventRelation } from '../schema/event-relation.ts'
import { printed } from '../times.ts'

export const relationsOf = (org: Org, event: Row) =>
  org.rows('EventRelation').filter((relation) => !relation.IsDeleted && sameId(String(relation.EventId), event.Id))

/** EventWhoIds: the WhoId first, then the others in the order in which they came. */
export function relatedPeople(org: Org, event: Row): string[] {
  if (!event.WhoId) return []
  const related = relationsOf(org, event)
    .filter(({ IsParent, IsWhat }) => IsParent && !IsWhat)
    .map(({ RelationId }) => String(RelationId))
  return [String(event.WhoId), ...related.filter((id) => id15(id) !== id15(String(event.WhoId)))]
}

export const invitees = (org: Org, event: Row, status: string) =>
  relationsOf(org, event)
    .filter(({ IsInvitee, Status }) => IsInvitee && Status === status)
    .map(({ RelationId }) => String(RelationId))

export function relate(org: Org, user: Row, event: Row, relationId: string, more: Partial<Row>): Row {
  const now = printed(org.now())
  const relation: Row = {
    Id: org.newId(eventRelation.prefix),
    IsDeleted: false,
    CreatedDate: now,
    CreatedById: user.Id,
    LastModifiedDate: now,
    LastModifiedById: user.Id,
    SystemModstamp: now,
    RelationId: relationId,
    EventId: event.Id,
    IsWhat: false,
    IsParent: false,
    IsInvitee: false,
    AccountId: null,
    Status: 'New',
    RespondedDate: null,
    Response: null
  }
  for (const [name, value] of Object.entries(more)) if (value !== undefined) relation[name] = value
  org.put('EventRelation', relation)
  return relation
}

export function unrelate(org: Org, relation: Row) {
  org.put('EventRelation', { ...relation, IsDeleted: true, SystemModstamp: printed(org.now()) })
}
