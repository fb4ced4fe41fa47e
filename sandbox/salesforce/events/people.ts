// Whom an Event is with (WhoId, EventWhoIds) and who is invited (the three lists of invitees).
import { prefixOf, sameId } from '../ids.ts'
import type { Row } from '../org.ts'
import type { Draft } from '../records/rules.ts'
import { convertedLead, integrity } from '../refusal.ts'
import { lead } from '../schema/people.ts'
import { invite } from './invitees.ts'
import { relate, relatedPeople, relationsOf, unrelate } from './relations.ts'

const mostContacts = 50

/** The first of EventWhoIds is the WhoId; a WhoId given besides has to be among them. */
export function withMainPerson(row: Row, { given, org }: Draft): Row {
  const people = given.EventWhoIds
  if (!Array.isArray(people)) return row
  const leads = people.filter((id) => prefixOf(id) === lead.prefix)
  if (leads.length > 0 && people.length > 1) {
    throw integrity('An event can be related to contacts or to one lead: Event Who IDs', ['EventWhoIds'])
  }
  if (people.length > mostContacts) {
    throw integrity(`An event can be related to at most ${mostContacts} contacts: Event Who IDs`, ['EventWhoIds'])
  }
  if (leads.some((id) => org.find('Lead', id)?.IsConverted)) throw convertedLead()
  const who = given.WhoId
  if (typeof who === 'string' && !people.some((id) => sameId(id, who))) {
    throw integrity('WhoId must be one of EventWhoIds: Name ID', ['WhoId', 'EventWhoIds'])
  }
  return { ...row, WhoId: typeof who === 'string' ? who : (people[0] ?? null) }
}

export function relatePeople({ org, user, row, given, was }: Draft) {
  if (!org.settings.sharedActivities) return
  const wanted = Array.isArray(given.EventWhoIds)
    ? given.EventWhoIds
    : 'WhoId' in given
      ? [...(row.WhoId ? [String(row.WhoId)] : []), ...others(relatedPeople(org, row), was)]
      : undefined
  if (!wanted) return

  const held = relationsOf(org, row).filter(({ IsParent, IsWhat }) => IsParent && !IsWhat)
  for (const relation of held) {
    if (row.WhoId && wanted.some((id) => sameId(id, String(relation.RelationId)))) continue
    if (relation.IsInvitee) org.put('EventRelation', { ...relation, IsParent: false })
    else unrelate(org, relation)
  }
  if (!row.WhoId) return
  for (const id of wanted) {
    if (held.some((relation) => sameId(String(relation.RelationId), id))) continue
    const account = org.find('Contact', id)?.AccountId ?? null
    relate(org, user, row, id, { IsParent: true, AccountId: account })
  }
}

/** A new WhoId takes the place of the former one; the others stay related. */
const others = (people: string[], was: Row | undefined) =>
  people.slice(1).filter((id) => !was?.WhoId || !sameId(id, String(was.WhoId)))

export function relateInvitees(draft: Draft) {
  const { org, row, given } = draft
  for (const [name, status] of Object.entries(lists)) {
    const wanted = given[name]
    if (!Array.isArray(wanted)) continue
    const held = relationsOf(org, row).filter(({ IsInvitee }) => IsInvitee)
    for (const relation of held) {
      const stays = wanted.some((id) => sameId(id, String(relation.RelationId)))
      if (relation.Status === status && !stays) unrelate(org, relation)
    }
    for (const id of wanted) {
      const known = held.find((relation) => sameId(String(relation.RelationId), id))
      if (known) org.put('EventRelation', { ...known, Status: status })
      else invite(org, draft.user, row, relate(org, draft.user, row, id, { IsInvitee: true, Status: status }))
    }
  }
}

const lists = {
  AcceptedEventInviteeIds: 'Accepted',
  DeclinedEventInviteeIds: 'Declined',
  UndecidedEventInviteeIds: 'New'
}
