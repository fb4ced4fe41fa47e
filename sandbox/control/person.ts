// POST /_sandbox/person {person, accountEnabled} or {person, gone}: an administrator disables an account, or deletes it; or
// brings it back. A person who is gone is named by object id.
import { people } from '../directory.ts'
import { setAccountEnabled, setGone } from '../entra/people.ts'
import type { World } from '../world.ts'
import type { Fields } from './fields.ts'
import type { Outcome } from './outcome.ts'
import { whom } from './whom.ts'

export function changePerson(fields: Fields, { ground }: World): Outcome {
  if (fields.gone !== undefined) return goOrComeBack(fields, ground)
  const named = whom(ground, 'person', fields.person)
  if ('problem' in named) return named
  const said = String(fields.accountEnabled)
  if (said !== 'true' && said !== 'false') return { problem: 'accountEnabled is true or false.' }

  setAccountEnabled(ground, named.found.id, said === 'true')
  return { done: { person: named.found.userPrincipalName, accountEnabled: said === 'true' } }
}

function goOrComeBack(fields: Fields, ground: World['ground']): Outcome {
  const gone = String(fields.gone)
  if (gone !== 'true' && gone !== 'false') return { problem: 'gone is true or false.' }
  const back = people[ground.world].find(({ id }) => id === fields.person)
  const named = back ? { found: back } : whom(ground, 'person', fields.person)
  if ('problem' in named) return named
  setGone(ground, named.found.id, gone === 'true')
  return { done: { person: named.found.userPrincipalName, gone: gone === 'true' } }
}
