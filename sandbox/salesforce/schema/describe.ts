// What describe answers: the part of a real description that clients read, field by field.
import type { Field, FieldType } from './field.ts'
import type { SObject } from './object.ts'

export function describe(object: SObject, version: string) {
  return {
    ...describeBriefly(object, version),
    fields: object.fields.map(describeField),
    childRelationships: [],
    recordTypeInfos: [],
    supportedScopes: [{ label: `All ${object.plural.toLowerCase()}`, name: 'everything' }]
  }
}

export function describeBriefly({ name, label, plural, prefix, ...may }: SObject, version: string) {
  const base = `/services/data/v${version}/sobjects/${name}`
  return {
    activateable: false,
    createable: may.createable,
    custom: false,
    customSetting: false,
    deletable: may.deletable,
    deprecatedAndHidden: false,
    feedEnabled: may.createable,
    hasSubtypes: false,
    keyPrefix: prefix,
    label,
    labelPlural: plural,
    layoutable: true,
    mergeable: ['Account', 'Contact', 'Lead'].includes(name),
    mruEnabled: true,
    name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: may.searchable,
    triggerable: true,
    undeletable: may.deletable,
    updateable: may.updateable,
    urls: {
      sobject: base,
      describe: `${base}/describe`,
      rowTemplate: `${base}/{ID}`
    }
  }
}

function describeField(field: Field) {
  const length = field.length ?? 0
  return {
    aggregatable: field.type !== 'textarea',
    autoNumber: false,
    byteLength: length * 3,
    calculated: false,
    caseSensitive: field.caseSensitive ?? false,
    createable: field.createable,
    custom: field.custom ?? false,
    defaultValue: field.default ?? null,
    defaultedOnCreate: field.default !== undefined || field.name === 'OwnerId' || field.name === 'Id',
    deprecatedAndHidden: false,
    digits: field.type === 'int' ? 8 : 0,
    externalId: field.externalId ?? false,
    filterable: isFilterable(field),
    groupable: isFilterable(field) && field.type !== 'datetime',
    idLookup: isIdLookup(field),
    inlineHelpText: null,
    label: field.label,
    length,
    name: field.name,
    nameField: field.name === 'Name' || field.name === 'Subject',
    nillable: field.nillable,
    permissionable: field.nillable && field.createable,
    picklistValues: (field.picklist ?? []).map((value) => ({
      active: true,
      defaultValue: value === field.default,
      label: value,
      validFor: null,
      value
    })),
    polymorphicForeignKey: (field.referenceTo?.length ?? 0) > 1,
    precision: field.type === 'currency' ? 18 : 0,
    queryByDistance: false,
    referenceTo: field.referenceTo ?? [],
    relationshipName: field.relationshipName ?? null,
    restrictedPicklist: field.restricted ?? false,
    scale: field.type === 'currency' ? 2 : 0,
    soapType: soapTypes[field.type] ?? 'xsd:string',
    sortable: isFilterable(field),
    type: field.type,
    unique: field.unique ?? false,
    updateable: field.updateable
  }
}

/** May stand in the path of a record in place of its id. */
export const isIdLookup = ({ type, name, externalId }: Field) =>
  type === 'id' || type === 'email' || name === 'Username' || externalId === true

/** Long texts and lists of ids cannot stand in a WHERE clause. */
export const isFilterable = ({ type }: Field) => type !== 'textarea' && type !== 'junctionIdList'

const soapTypes: Partial<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  junctionIdList: 'urn:JunctionIdListNames'
}
