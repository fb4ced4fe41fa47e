// Accounts and opportunities: what a meeting may be about.
import {
  day,
  longText,
  money,
  owner,
  percent,
  phone,
  picklist,
  readOnly,
  reference,
  required,
  systemFields,
  text,
  url,
  yesNo
} from './field.ts'
import { sObject } from './object.ts'

export const account = sObject(
  'Account',
  '001',
  [
    ...systemFields,
    text('Name', 'Account Name', required),
    picklist('Type', 'Account Type', { picklist: ['Prospect', 'Customer - Direct', 'Partner', 'Other'] }),
    reference('ParentId', 'Parent Account ID', { referenceTo: ['Account'], relationshipName: 'Parent' }),
    phone('Phone', 'Account Phone'),
    url('Website', 'Website'),
    picklist('Industry', 'Industry', {
      picklist: ['Consulting', 'Food & Beverage', 'Technology', 'Transportation', 'Other']
    }),
    text('BillingCity', 'Billing City', { length: 40 }),
    text('BillingCountry', 'Billing Country', { length: 80 }),
    longText('Description', 'Account Description'),
    owner,
    day('LastActivityDate', 'Last Activity', readOnly)
  ],
  { searchable: true }
)

export const opportunity = sObject(
  'Opportunity',
  '006',
  [
    ...systemFields,
    reference('AccountId', 'Account ID', { referenceTo: ['Account'], relationshipName: 'Account' }),
    text('Name', 'Name', { ...required, length: 120 }),
    picklist('StageName', 'Stage', {
      picklist: [
        'Prospecting',
        'Qualification',
        'Proposal/Price Quote',
        'Negotiation/Review',
        'Closed Won',
        'Closed Lost'
      ],
      ...required
    }),
    money('Amount', 'Amount'),
    percent('Probability', 'Probability (%)'),
    day('CloseDate', 'Close Date', required),
    yesNo('IsClosed', 'Closed', readOnly),
    yesNo('IsWon', 'Won', readOnly),
    longText('Description', 'Description'),
    owner,
    day('LastActivityDate', 'Last Activity', readOnly)
  ],
  { searchable: true }
)

export const supportCase = sObject(
  'Case',
  '500',
  [
    ...systemFields,
    text('CaseNumber', 'Case Number', readOnly),
    text('Subject', 'Subject'),
    picklist('Status', 'Status', { picklist: ['New', 'Working', 'Escalated', 'Closed'] }),
    yesNo('IsClosed', 'Closed', readOnly),
    reference('AccountId', 'Account ID', { referenceTo: ['Account'], relationshipName: 'Account' }),
    reference('ContactId', 'Contact ID', { referenceTo: ['Contact'], relationshipName: 'Contact' }),
    longText('Description', 'Description'),
    owner
  ],
  { searchable: true }
)

export const opportunityContactRole = sObject('OpportunityContactRole', '00K', [
  ...systemFields,
  reference('OpportunityId', 'Opportunity ID', {
    ...required,
    updateable: false,
    referenceTo: ['Opportunity'],
    relationshipName: 'Opportunity'
  }),
  reference('ContactId', 'Contact ID', { ...required, referenceTo: ['Contact'], relationshipName: 'Contact' }),
  picklist('Role', 'Role', { picklist: ['Decision Maker', 'Evaluator', 'Business User', 'Other'] }),
  yesNo('IsPrimary', 'Primary')
])
