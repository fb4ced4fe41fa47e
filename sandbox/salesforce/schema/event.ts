// The Event object. Custom fields of activities are defined on Activity and come with the org.
import {
  combobox,
  createOnly,
  day,
  ids,
  instant,
  longText,
  picklist,
  readOnly,
  reference,
  systemFields,
  text,
  whole,
  yesNo
} from './field.ts'
import { sObject } from './object.ts'

/** What an activity may be about. Others answer "id value of incorrect type". */
export const whatObjects = ['Account', 'Opportunity', 'Campaign', 'Case', 'Contract', 'Product2', 'Solution']

export const event = sObject(
  'Event',
  '00U',
  [
    ...systemFields,
    reference('WhoId', 'Name ID', { referenceTo: ['Contact', 'Lead'], relationshipName: 'Who' }),
    reference('WhatId', 'Related To ID', { referenceTo: whatObjects, relationshipName: 'What' }),
    whole('WhoCount', 'Relation Count', { ...readOnly, sharedActivities: true }),
    whole('WhatCount', 'Related To Count', { ...readOnly, sharedActivities: true }),
    ids('EventWhoIds', 'Event Who IDs', { referenceTo: ['Contact', 'Lead'], sharedActivities: true }),
    ids('UndecidedEventInviteeIds', 'Undecided Event Invitee IDs', { referenceTo: ['User', 'Contact', 'Lead'] }),
    ids('AcceptedEventInviteeIds', 'Accepted Event Invitee IDs', { referenceTo: ['User', 'Contact', 'Lead'] }),
    ids('DeclinedEventInviteeIds', 'Declined Event Invitee IDs', { referenceTo: ['User', 'Contact', 'Lead'] }),
    combobox('Subject', 'Subject', { picklist: ['Call', 'Email', 'Meeting', 'Send Letter/Quote', 'Other'] }),
    text('Location', 'Location'),
    yesNo('IsAllDayEvent', 'All-Day Event'),
    instant('ActivityDateTime', 'Due Date Time'),
    day('ActivityDate', 'Due Date Only'),
    whole('DurationInMinutes', 'Duration'),
    instant('StartDateTime', 'Start Date Time'),
    instant('EndDateTime', 'End Date Time'),
    day('EndDate', 'End Date', readOnly),
    longText('Description', 'Description'),
    reference('AccountId', 'Account ID', { ...readOnly, referenceTo: ['Account'], relationshipName: 'Account' }),
    reference('OwnerId', 'Assigned To ID', {
      nillable: false,
      referenceTo: ['User', 'Calendar'],
      relationshipName: 'Owner'
    }),
    picklist('Type', 'Type', { picklist: ['Call', 'Email', 'Meeting', 'Other'] }),
    yesNo('IsPrivate', 'Private'),
    picklist('ShowAs', 'Show Time As', {
      picklist: ['Busy', 'OutOfOffice', 'Free'],
      restricted: true,
      default: 'Busy'
    }),
    yesNo('IsChild', 'Is Child', readOnly),
    yesNo('IsGroupEvent', 'Is Group Event', readOnly),
    picklist('GroupEventType', 'Group Event Type', {
      ...readOnly,
      picklist: ['0', '1', '2', '3'],
      restricted: true,
      default: '0'
    }),
    yesNo('IsArchived', 'Archived', readOnly),
    yesNo('IsVisibleInSelfService', 'Visible in Self-Service'),
    yesNo('IsRecurrence', 'Create Recurring Series of Events', readOnly),
    yesNo('IsRecurrence2', 'Repeat', readOnly),
    yesNo('IsReminderSet', 'Reminder Set'),
    instant('ReminderDateTime', 'Reminder Date/Time'),
    picklist('EventSubtype', 'Event Subtype', {
      ...createOnly,
      picklist: ['Event'],
      restricted: true,
      default: 'Event'
    })
  ],
  { searchable: true }
)
