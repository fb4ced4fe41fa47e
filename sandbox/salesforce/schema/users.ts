// Who signs in: users and their roles, the org itself, and what a user may do with a record.
import {
  email,
  type Field,
  phone,
  picklist,
  readOnly,
  reference,
  required,
  systemFields,
  text,
  yesNo
} from './field.ts'
import { lookUpOnly, sObject } from './object.ts'

// Users are never deleted, only deactivated: they have no IsDeleted.
const withoutDeletion = systemFields.filter(({ name }) => name !== 'IsDeleted')

export const user = sObject(
  'User',
  '005',
  [
    ...withoutDeletion,
    text('Username', 'Username', { ...required, length: 80, unique: true }),
    text('LastName', 'Last Name', { ...required, length: 80 }),
    text('FirstName', 'First Name', { length: 40 }),
    text('Name', 'Full Name', { ...readOnly, length: 121 }),
    email('Email', 'Email', { ...required, length: 128 }),
    text('Alias', 'Alias', { ...required, length: 8 }),
    text('Title', 'Title', { length: 80 }),
    phone('Phone', 'Phone'),
    yesNo('IsActive', 'Active', { default: true }),
    picklist('UserType', 'User Type', {
      ...readOnly,
      picklist: ['Standard', 'PowerPartner', 'Guest'],
      default: 'Standard'
    }),
    picklist('TimeZoneSidKey', 'Time Zone', { length: 40 }),
    picklist('LocaleSidKey', 'Locale', { length: 40, default: 'en_US' }),
    picklist('LanguageLocaleKey', 'Language', { length: 40, default: 'en_US' }),
    reference('UserRoleId', 'Role ID', { referenceTo: ['UserRole'], relationshipName: 'UserRole' }),
    reference('ManagerId', 'Manager ID', { referenceTo: ['User'], relationshipName: 'Manager' })
  ],
  { ...lookUpOnly, searchable: true }
)

export const userRole = sObject(
  'UserRole',
  '00E',
  [
    ...withoutDeletion,
    text('Name', 'Name', { ...required, length: 80 }),
    reference('ParentRoleId', 'Parent Role ID', { referenceTo: ['UserRole'] })
  ],
  lookUpOnly
)

export const organization = sObject(
  'Organization',
  '00D',
  [
    ...withoutDeletion,
    text('Name', 'Name', { ...required, length: 80 }),
    picklist('OrganizationType', 'Edition'),
    yesNo('IsSandbox', 'Is Sandbox')
  ],
  lookUpOnly
)

const asked = (name: string, label: string): Field =>
  reference(name, label, { ...readOnly, ...required, referenceTo: ['User'] })

export const userRecordAccess = sObject(
  'UserRecordAccess',
  '0Js',
  [
    systemFields[0] as Field,
    asked('UserId', 'User ID'),
    { ...asked('RecordId', 'Record ID'), referenceTo: [] },
    ...['Read', 'Edit', 'Delete', 'Transfer', 'All'].map((right) =>
      yesNo(`Has${right}Access`, `Has ${right} Access`, readOnly)
    ),
    picklist('MaxAccessLevel', 'Max Access Level', {
      ...readOnly,
      picklist: ['None', 'Read', 'Edit', 'Delete', 'Transfer', 'All']
    })
  ],
  lookUpOnly
)
