// Contacts and leads: the people whom a meeting may be with.
import {
  day,
  email,
  instant,
  longText,
  owner,
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

const name = [
  text('LastName', 'Last Name', { ...required, length: 80 }),
  text('FirstName', 'First Name', { length: 40 }),
  picklist('Salutation', 'Salutation', { picklist: ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.'] }),
  text('Name', 'Full Name', { ...readOnly, length: 121 })
]

const reaching = [
  text('Title', 'Title', { length: 128 }),
  phone('Phone', 'Business Phone'),
  phone('MobilePhone', 'Mobile Phone'),
  email('Email', 'Email'),
  picklist('LeadSource', 'Lead Source', { picklist: ['Web', 'Phone Inquiry', 'Partner Referral', 'Other'] }),
  day('LastActivityDate', 'Last Activity', readOnly)
]

export const contact = sObject(
  'Contact',
  '003',
  [
    ...systemFields,
    reference('AccountId', 'Account ID', { referenceTo: ['Account'], relationshipName: 'Account' }),
    ...name,
    ...reaching,
    text('Department', 'Department', { length: 80 }),
    reference('ReportsToId', 'Reports To ID', { referenceTo: ['Contact'], relationshipName: 'ReportsTo' }),
    text('MailingCity', 'Mailing City', { length: 40 }),
    text('MailingCountry', 'Mailing Country', { length: 80 }),
    longText('Description', 'Contact Description'),
    owner,
    yesNo('HasOptedOutOfEmail', 'Email Opt Out'),
    instant('EmailBouncedDate', 'Email Bounced Date')
  ],
  { searchable: true }
)

export const lead = sObject(
  'Lead',
  '00Q',
  [
    ...systemFields,
    ...name,
    ...reaching,
    text('Company', 'Company', required),
    url('Website', 'Website'),
    text('City', 'City', { length: 40 }),
    text('Country', 'Country', { length: 80 }),
    picklist('Status', 'Lead Status', {
      picklist: ['Open - Not Contacted', 'Working - Contacted', 'Closed - Converted', 'Closed - Not Converted'],
      default: 'Open - Not Contacted',
      ...required
    }),
    longText('Description', 'Lead Description'),
    owner,
    yesNo('IsConverted', 'Converted', readOnly),
    day('ConvertedDate', 'Converted Date', readOnly),
    reference('ConvertedAccountId', 'Converted Account ID', {
      ...readOnly,
      referenceTo: ['Account'],
      relationshipName: 'ConvertedAccount'
    }),
    reference('ConvertedContactId', 'Converted Contact ID', {
      ...readOnly,
      referenceTo: ['Contact'],
      relationshipName: 'ConvertedContact'
    }),
    reference('ConvertedOpportunityId', 'Converted Opportunity ID', {
      ...readOnly,
      referenceTo: ['Opportunity'],
      relationshipName: 'ConvertedOpportunity'
    })
  ],
  { searchable: true }
)
