// Who is invited to an Event and, with Shared Activities, to whom and what it is related.
import { createOnly, instant, picklist, reference, required, systemFields, text, yesNo } from './field.ts'
import { sObject } from './object.ts'

export const eventRelation = sObject('EventRelation', '0RE', [
  ...systemFields,
  reference('RelationId', 'Relation ID', {
    ...createOnly,
    ...required,
    referenceTo: ['User', 'Contact', 'Lead', 'Account', 'Opportunity'],
    relationshipName: 'Relation'
  }),
  reference('EventId', 'Event ID', { ...createOnly, ...required, referenceTo: ['Event'], relationshipName: 'Event' }),
  yesNo('IsWhat', 'Is What', { ...createOnly, sharedActivities: true }),
  yesNo('IsParent', 'Is Parent', { ...createOnly, sharedActivities: true }),
  yesNo('IsInvitee', 'Is Invitee', { ...createOnly, sharedActivities: true }),
  reference('AccountId', 'Account ID', {
    createable: false,
    updateable: false,
    referenceTo: ['Account'],
    relationshipName: 'Account'
  }),
  picklist('Status', 'Status', {
    picklist: ['New', 'Declined', 'Accepted', 'Uninvited', 'Maybe'],
    restricted: true,
    default: 'New'
  }),
  instant('RespondedDate', 'Response Date'),
  text('Response', 'Comment')
])
