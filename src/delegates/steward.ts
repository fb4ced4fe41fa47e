import type { Administrators } from '../people/administrators.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import type { Clock, Instant } from '../time/instant.ts'
import type { Refused } from './authority.ts'

declare const proven: unique symbol

/** Proof that this person decides who may act for the organizer. Only `asSteward` can make one; it is no right to act. */
export type Steward = {
  readonly [proven]: true
  readonly actor: Person
  readonly organizer: Organizer
  readonly right: 'organizer' | 'administrator'
  readonly at: Instant
}

export type StewardNeeds = { administrators: Administrators; clock: Clock }

/** The organizer herself, or an administrator of the installation; nobody by what Exchange says of her. */
export async function asSteward(actor: Person, organizer: Organizer, needs: StewardNeeds): Promise<Steward | Refused> {
  if (tenantOf(actor) !== tenantOf(organizer)) return { refused: 'different_org' }
  const right =
    actor.id === organizer.id ? 'organizer' : (await needs.administrators.has(actor)) ? 'administrator' : null
  return right ? ({ actor, organizer, right, at: needs.clock() } as Steward) : { refused: 'not_organizer' }
}

const tenantOf = ({ id }: Person) => id.slice(0, id.indexOf('/'))
