// What the platform does when an Event is written, in the order in which it asks.
import type { Rules } from '../records/rules.ts'
import { accountOf } from './account.ts'
import { copyToChildren, removeChildren } from './children.ts'
import { checkOwner } from './owner.ts'
import { relateInvitees, relatePeople, withMainPerson } from './people.ts'
import { checkRelations } from './relatedness.ts'
import { relationsOf, unrelate } from './relations.ts'
import { withReminder } from './reminder.ts'
import { withTimes } from './times.ts'

export const eventRules: Rules = {
  before(draft) {
    checkOwner(draft)
    const row = withReminder(withTimes(withMainPerson(draft.row, draft), draft))
    checkRelations(row, draft)
    return { ...row, AccountId: accountOf(draft.org, row), ...listsOfPeople }
  },

  after(draft) {
    relatePeople(draft)
    relateInvitees(draft)
    if (draft.was) copyToChildren(draft.org, draft.row)
  },

  removed(org, _user, event) {
    removeChildren(org, event)
    // With Shared Activities the relations go with the Event; without they stay.
    if (!org.settings.sharedActivities) return
    for (const relation of relationsOf(org, event)) unrelate(org, relation)
    const deleted = org.find('Event', event.Id)
    if (deleted) org.put('Event', { ...deleted, WhoId: null, WhatId: null, AccountId: null })
  }
}

// They live in EventRelation rows and are read from there.
const listsOfPeople = {
  EventWhoIds: [],
  AcceptedEventInviteeIds: [],
  DeclinedEventInviteeIds: [],
  UndecidedEventInviteeIds: []
}
