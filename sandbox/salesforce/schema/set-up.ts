// What an administrator sets up, as far as a query can read it: sharing defaults, and permission sets with whom they are given to.
import { picklist, readOnly, reference, required, systemFields, text, yesNo } from './field.ts'
import { lookUpOnly, type SObject, sObject } from './object.ts'

const id = systemFields.filter(({ name }) => name === 'Id')

export const entityDefinition = sObject(
  'EntityDefinition',
  '',
  [
    ...id,
    text('DurableId', 'Durable ID', readOnly),
    text('DeveloperName', 'Developer Name', readOnly),
    text('QualifiedApiName', 'Qualified API Name', readOnly),
    text('Label', 'Label', readOnly),
    text('KeyPrefix', 'Key Prefix', readOnly),
    picklist('InternalSharingModel', 'Internal Sharing Model', readOnly),
    picklist('ExternalSharingModel', 'External Sharing Model', readOnly)
  ],
  lookUpOnly
)

const permission = (name: string, label: string) => yesNo(`Permissions${name}`, label, readOnly)

export const permissionSet: SObject = sObject(
  'PermissionSet',
  '0PS',
  [
    ...id,
    text('Name', 'Permission Set Name', required),
    text('Label', 'Permission Set Label', required),
    yesNo('IsOwnedByProfile', 'Is Owned By Profile', readOnly),
    permission('ViewAllData', 'View All Data'),
    permission('ModifyAllData', 'Modify All Data'),
    permission('ViewSetup', 'View Setup and Configuration')
  ],
  lookUpOnly
)

export const permissionSetAssignment: SObject = sObject(
  'PermissionSetAssignment',
  '0Pa',
  [
    ...id,
    reference('AssigneeId', 'User ID', { ...required, referenceTo: ['User'], relationshipName: 'Assignee' }),
    reference('PermissionSetId', 'Permission Set ID', {
      ...required,
      referenceTo: ['PermissionSet'],
      relationshipName: 'PermissionSet'
    })
  ],
  lookUpOnly
)
