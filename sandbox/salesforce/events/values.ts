// Values of an Event that follow from its times and relations.
import type { Org, Row, Value } from '../org.ts'
import { day } from '../times.ts'
import { invitees, relatedPeople } from './relations.ts'

// Events that ended a year ago leave query(); queryAll() still shows them.
const archivedAfter = 365 * day

export function eventValue(org: Org, event: Row, field: string): Value | undefined {
  switch (field) {
    case 'IsArchived':
      return Date.parse(String(event.EndDateTime)) < org.now() - archivedAfter
    case 'EventWhoIds':
      return relatedPeople(org, event)
    case 'WhoCount':
      return relatedPeople(org, event).length
    case 'WhatCount':
      return event.WhatId ? 1 : 0
    case 'AcceptedEventInviteeIds':
      return invitees(org, event, 'Accepted')
    case 'DeclinedEventInviteeIds':
      return invitees(org, event, 'Declined')
    case 'UndecidedEventInviteeIds':
      return invitees(org, event, 'New')
    default:
      return undefined
  }
}
