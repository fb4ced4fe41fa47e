// How an object is described.
import type { Field } from './field.ts'

export type SObject = {
  name: string
  label: string
  plural: string
  prefix: string
  fields: Field[]
  /** What the REST API lets people do with it. */
  createable: boolean
  updateable: boolean
  deletable: boolean
  /** Found by SOSL. */
  searchable: boolean
  /** Which of these rights the caller's profile does not give, though the object has them. */
  lacks?: ('createable' | 'updateable' | 'deletable')[]
}

export const sObject = (
  name: string,
  prefix: string,
  fields: Field[],
  more: Partial<Omit<SObject, 'name' | 'prefix' | 'fields'>> = {}
): SObject => ({
  name,
  prefix,
  fields,
  label: name.replace(/(?<=[a-z])(?=[A-Z])/g, ' '),
  plural: `${name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')}s`.replace(/ys$/, 'ies'),
  createable: true,
  updateable: true,
  deletable: true,
  searchable: false,
  ...more
})

/** Who may be asked about but not written to through this API. */
export const lookUpOnly = { createable: false, updateable: false, deletable: false }
