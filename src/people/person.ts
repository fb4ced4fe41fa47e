/** Tenant and Entra object id, never an address: addresses are renamed and reused. "<tid>/<oid>" */
export type PersonId = string

export type Person = {
  id: PersonId
  /** As the directory spells it. */
  name: string
  address: string
}

export const personId = (tenant: string, objectId: string): PersonId => `${tenant}/${objectId}`.toLowerCase()

export const objectIdOf = (id: PersonId): string => id.slice(id.indexOf('/') + 1)
