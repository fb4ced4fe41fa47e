// What every part of the binding is given, and whose mailbox a path is about.
import type { GraphCase } from './case.ts'
import { type Persona, people, personCalled } from './people.ts'
import type { Meeting } from './scene.ts'
import type { Tenant } from './tenant.ts'

export type Needs = {
  tenant: Tenant
  one: GraphCase
  variables: Record<string, unknown>
  meetingOfCase(reference: string): Promise<Meeting | undefined>
}

/** The group of the sample tenant. */
export const group = 'f5480dfd-7d77-4d0b-ba2e-3391953cc74a'

export function mailboxIn({ one }: Pick<Needs, 'one'>, before: string[]): { path: string; person: Persona } {
  const at = before.findIndex((part) => /^users$/i.test(part))
  const said = at >= 0 ? decodeURIComponent(before[at + 1] ?? '') : ''
  const person = personCalled(said || (one.caller.as ?? '')) ?? people.alex
  return {
    path: before.some((part) => /^groups$/i.test(part)) ? `/groups/${group}` : `/users/${person.address}`,
    person
  }
}
