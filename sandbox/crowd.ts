// A company that is larger than the cast: people who only stand on one another's calendars. For measuring.
import type { DirectoryUser, Tenant } from './directory.ts'

export type Crowd = { organizers: number; delegates: number; each: number }

const person = (tenant: Tenant, kind: 'c0' | 'd0', number: number, name: string): DirectoryUser => {
  const [givenName = '', surname = ''] = name.split(' ')
  const address = `${name.toLowerCase().replace(' ', '.')}@${tenant.domain}`
  return {
    id: `${tenant.id.slice(0, 24)}${kind}${String(number).padStart(10, '0')}`,
    displayName: name,
    givenName,
    surname,
    mail: address,
    userPrincipalName: address,
    jobTitle: null,
    accountEnabled: true,
    zone: 'Europe/Berlin'
  }
}

export const organizersOf = (tenant: Tenant, { organizers }: Crowd): DirectoryUser[] =>
  Array.from({ length: organizers }, (_, at) => person(tenant, 'c0', at, `Organizer ${at}`))

export const delegatesOf = (tenant: Tenant, { delegates }: Crowd): DirectoryUser[] =>
  Array.from({ length: delegates }, (_, at) => person(tenant, 'd0', at, `Delegate ${at}`))

/** Which delegates stand on the calendar of an organizer, by their numbers: different ones, spread over all. */
export const delegatesFor = (organizer: number, { delegates, each }: Crowd): number[] =>
  Array.from({ length: each }, (_, at) => (organizer * each + at) % delegates)
