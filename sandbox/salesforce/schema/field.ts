// How a field is described: enough to check what is written into it, to compare it in a query, and to answer describe.

export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'email'
  | 'phone'
  | 'url'
  | 'boolean'
  | 'int'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'picklist'
  | 'combobox'
  | 'junctionIdList'

export type Field = {
  name: string
  label: string
  type: FieldType
  createable: boolean
  updateable: boolean
  nillable: boolean
  length?: number
  referenceTo?: string[]
  relationshipName?: string
  picklist?: string[]
  /** Other values than those of the picklist are refused. */
  restricted?: boolean
  default?: string | number | boolean
  externalId?: boolean
  unique?: boolean
  caseSensitive?: boolean
  custom?: boolean
  /** Exists only while Shared Activities is on. */
  sharedActivities?: boolean
}

type More = Partial<Omit<Field, 'name' | 'label' | 'type'>>

const field =
  (type: FieldType, common: More = {}) =>
  (name: string, label: string, more: More = {}): Field => ({
    name,
    label,
    type,
    createable: true,
    updateable: true,
    nillable: type !== 'boolean',
    ...(type === 'boolean' ? { default: false } : {}),
    ...common,
    ...more
  })

export const text = field('string', { length: 255 })
export const longText = field('textarea', { length: 32000 })
export const email = field('email', { length: 80 })
export const phone = field('phone', { length: 40 })
export const url = field('url', { length: 255 })
export const yesNo = field('boolean')
export const whole = field('int')
export const money = field('currency')
export const percent = field('percent')
export const day = field('date')
export const instant = field('datetime')
export const picklist = field('picklist', { length: 255 })
export const combobox = field('combobox', { length: 255 })
export const reference = field('reference', { length: 18 })
export const ids = field('junctionIdList')

export const readOnly = { createable: false, updateable: false }
export const createOnly = { createable: true, updateable: false }
export const required = { nillable: false }

/** Every object begins with its id and carries who wrote it and when. */
export const systemFields: Field[] = [
  field('id')('Id', 'Record ID', { ...readOnly, ...required, length: 18 }),
  yesNo('IsDeleted', 'Deleted', readOnly),
  instant('CreatedDate', 'Created Date', { ...readOnly, ...required }),
  reference('CreatedById', 'Created By ID', {
    ...readOnly,
    ...required,
    referenceTo: ['User'],
    relationshipName: 'CreatedBy'
  }),
  instant('LastModifiedDate', 'Last Modified Date', { ...readOnly, ...required }),
  reference('LastModifiedById', 'Last Modified By ID', {
    ...readOnly,
    ...required,
    referenceTo: ['User'],
    relationshipName: 'LastModifiedBy'
  }),
  instant('SystemModstamp', 'System Modstamp', { ...readOnly, ...required })
]

export const owner = reference('OwnerId', 'Owner ID', { ...required, referenceTo: ['User'], relationshipName: 'Owner' })
