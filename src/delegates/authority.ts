import type { Organizer } from '../people/organizer.ts'
import type { Person, PersonId } from '../people/person.ts'
import type { Clock, Instant } from '../time/instant.ts'
import type { Reason } from './reason.ts'
import { type Act, type Reach, rights } from './rights.ts'
import { type Position, positionOf, type Standing, type Standings } from './standing.ts'

declare const proven: unique symbol

/** Proof that this actor may do this act for this organizer now. Only `authorize` can make one. */
export type Authority<A extends Act = Act> = {
  readonly [proven]: true
  readonly actor: Person
  readonly organizer: Organizer
  readonly act: A
  /** By which right: a column of the rights table. */
  readonly right: Position
  readonly at: Instant
}

export type Refused = { refused: Reason }

export type AuthorityNeeds = { standings: Standings; clock: Clock }

/**
 * May the actor do this for the organizer, by what Exchange says now (at most 60 s old)?
 * `madeBy`: who made the link or booking in question, for rights that reach only to one's own.
 */
export async function authorize<A extends Act>(
  act: A,
  actor: Person,
  organizer: Organizer,
  needs: AuthorityNeeds,
  madeBy?: PersonId
): Promise<Authority<A> | Refused> {
  const standing = await standingOf(actor, organizer, needs.standings)
  const judged = judge(act, actor, organizer, standing, madeBy)
  if ('refused' in judged) return judged
  return { actor, organizer, act, right: judged.right, at: needs.clock() } as Authority<A>
}

/** The same judgement over a standing that was already read: for pages that show many acts at once. */
export function judge(
  act: Act,
  actor: Person,
  organizer: Organizer,
  standing: Standing | 'organizer',
  madeBy?: PersonId
): { right: Position } | Refused {
  if (tenantOf(actor) !== tenantOf(organizer)) return { refused: 'different_org' }
  if (standing !== 'organizer' && 'unknown' in standing) return { refused: 'standing_unknown' }

  const position = standing === 'organizer' ? 'organizer' : positionOf(standing)
  if (position === 'none') return { refused: 'no_grant' }
  return reaches(rights[act][position], standing, madeBy === actor.id)
    ? { right: position }
    : { refused: reasonFor(act, position) }
}

export const standingOf = (actor: Person, organizer: Organizer, standings: Standings) =>
  actor.id === organizer.id ? ('organizer' as const) : standings.of(actor, organizer)

function reaches(reach: Reach, standing: Standing | 'organizer', own: boolean): boolean {
  switch (reach) {
    case 'all':
      return true
    case 'own':
      return own
    case 'flagged':
      return standing !== 'organizer' && 'privateItems' in standing && standing.privateItems
    case "everyone's":
      return standing !== 'organizer' && 'everyone' in standing && standing.everyone !== 'none'
    case 'opt-in': // grants cannot be recorded yet, so nobody has opted in
    case 'no':
      return false
  }
}

function reasonFor(act: Act, position: Position): Reason {
  if (position === 'full access only') return 'full_access_is_not_delegation'
  if (act === 'see private items') return 'private_hidden'
  if (position === 'delegate reviewer') return 'role_reviewer'
  if (position === 'delegate author') return 'not_author'
  if (position === 'send-on-behalf only') return 'no_grant'
  return rights[act][position] === 'own' ? 'not_author' : 'no_grant'
}

const tenantOf = (person: Person) => person.id.slice(0, person.id.indexOf('/'))
