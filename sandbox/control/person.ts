// POST /_sandbox/person {person, accountEnabled}: an administrator disables an account, or enables it again.
import { setAccountEnabled } from '../entra/people.ts'
import type { World } from '../world.ts'
import type { Fields } from './fields.ts'
import type { Outcome } from './outcome.ts'
import { whom } from './whom.ts'

export function changePerson(fields: Fields, { ground }: World): Outcome {
  const named = whom(ground, 'person', fields.person)
  if ('problem' in named) return named
  const said = String(fields.accountEnabled)
  if (said !== 'true' && said !== 'false') return { problem: 'accountEnabled is true or false.' }

  setAccountEnabled(ground, named.found.id, said === 'true')
  return { done: { person: named.found.userPrincipalName, accountEnabled: said === 'true' } }
}
