// Writing EventRelation rows: inviting people, relating further ones, and what deleting a relation means for the Event.
import { canEdit } from '../access.ts'
import { sameId } from '../ids.ts'
import type { Rules } from '../records/rules.ts'
import { duplicateValue, integrity, noAccessTo } from '../refusal.ts'
import { printed } from '../times.ts'
import { childrenOf } from './children.ts'
import { invite } from './invitees.ts'
import { relatedPeople, relationsOf } from './relations.ts'

const mostInvitees = 1000

export const eventRelationRules: Rules = {
  before({ org, user, row, given, was }) {
    const event = org.find('Event', String(row.EventId))
    if (!event || was) return row
    if (event.IsChild) throw integrity('An invitee cannot be added to a child event: Event ID', ['EventId'])
    if (!canEdit(org, user, 'Event', event)) throw noAccessTo(event.Id)

    // Without Shared Activities there are no such columns, and every relation is an invitation.
    const invited = org.settings.sharedActivities ? given.IsInvitee === true || !(given.IsParent || given.IsWhat) : true
    const known = relationsOf(org, event).find(
      (other) =>
        sameId(String(other.RelationId), String(row.RelationId)) &&
        ((invited && other.IsInvitee) || (row.IsParent && other.IsParent))
    )
    if (known) throw duplicateValue('EventId and RelationId', known.Id)
    if (invited && relationsOf(org, event).length >= mostInvitees) {
      throw integrity(`An event can have at most ${mostInvitees} invitees: Event ID`, ['EventId'])
    }
    return { ...row, IsInvitee: invited, IsParent: row.IsParent ?? false, IsWhat: row.IsWhat ?? false }
  },

  after({ org, user, row, was }) {
    const event = org.find('Event', String(row.EventId))
    if (!event || was) return
    if (row.IsInvitee) invite(org, user, event, row)
    if (row.IsParent && !row.IsWhat && !event.WhoId) org.put('Event', { ...event, WhoId: String(row.RelationId) })
  },

  removed(org, _user, relation) {
    const event = org.find('Event', String(relation.EventId))
    if (!event) return
    const now = printed(org.now())
    for (const child of childrenOf(org, event)) {
      if (!sameId(String(child.OwnerId), String(relation.RelationId))) continue
      org.put('Event', { ...child, IsDeleted: true, SystemModstamp: now })
    }
    if (!relation.IsParent || !event.WhoId || !sameId(String(event.WhoId), String(relation.RelationId))) return
    // Another of the related people takes the place of the WhoId.
    const [, next = null] = relatedPeople(org, event)
    org.put('Event', { ...event, WhoId: next, SystemModstamp: now })
  }
}
