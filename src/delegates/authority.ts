import type { Accounts } from '../people/accounts.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Person, PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import { type Footing, type FootingNeeds, footingOf } from './footing.ts'
import type { OptIn } from './grant.ts'
import type { Reason } from './reason.ts'
import { type Act, type Reach, rights } from './rights.ts'
import {
  grantPositions,
  type KnownStanding,
  type Position,
  positionByExchange,
  positionOf,
  positionVouched
} from './standing.ts'

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

export type AuthorityNeeds = FootingNeeds & { accounts: Accounts }

/**
 * May the actor do this for the organizer, by what Exchange says now (at most 60 s old) and what the organizer has granted?
 * `madeBy`: who made or keeps the link or booking in question, for rights that reach only to one's own.
 */
export async function authorize<A extends Act>(
  act: A,
  actor: Person,
  organizer: Organizer,
  needs: AuthorityNeeds,
  madeBy?: PersonId
): Promise<Authority<A> | Refused> {
  const [footing, account] = await Promise.all([footingOf(actor, organizer, needs), needs.accounts.of(organizer)])
  const judged = judge(act, actor, organizer, footing, madeBy)
  if ('refused' in judged) return judged
  // whether the actor's own account is active was asked when she came in (server/plugins/session.ts)
  if (account !== 'active') return { refused: account === 'disabled' ? 'organizer_disabled' : 'standing_unknown' }
  return { actor, organizer, act, right: judged.right, at: needs.clock() } as Authority<A>
}

/** The same judgement over a footing that was already read: for pages that show many acts at once. */
export function judge(
  act: Act,
  actor: Person,
  organizer: Organizer,
  footing: Footing,
  madeBy?: PersonId
): { right: Position } | Refused {
  if (tenantOf(actor) !== tenantOf(organizer)) return { refused: 'different_org' }
  if (footing === 'organizer') return { right: 'organizer' }
  if ('unknown' in footing) return { refused: footing.refused ? 'exchange_refuses' : 'standing_unknown' }

  const { grant } = footing
  // The lower counts: both columns must allow it, the one that Exchange gives and the one that the grant gives.
  const columns = grant
    ? [positionVouched(footing), grantPositions[grant.level]]
    : [footing.delegatesNeedGrant && isDelegated(footing) ? 'none' : positionByExchange(footing)]
  const refusals = columns.flatMap((column): Reason[] => {
    if (column === 'none') return [noneBecause(footing)]
    return reaches(act, column, footing, madeBy === actor.id) ? [] : [reasonFor(act, column)]
  })
  // "Somebody else made it" is no use to a person who may not do it at all.
  const [refused] = [...refusals.filter((reason) => reason !== 'not_author'), ...refusals]
  if (refused) return { refused }
  if (footing.ended) return { refused: 'grant_ended' }
  return { right: positionOf(footing, grant?.level) as Position }
}

type Known = Extract<Footing, KnownStanding>

function reaches(act: Act, column: Position, footing: Known, own: boolean): boolean {
  const reach: Reach = rights[act][column]
  switch (reach) {
    case 'all':
      return true
    case 'own':
      return own
    case 'flagged':
      return footing.privateItems
    case "everyone's":
      return footing.everyone !== 'none'
    case 'opt-in':
      return footing.grant?.optIns.includes(act as OptIn) ?? false
    case 'no':
      return false
  }
}

/** Whom Exchange itself lets act for the organizer, and not only look at her calendar. */
const isDelegated = (footing: Known) =>
  (['delegate editor', 'delegate author', 'send-on-behalf only'] as const).some(
    (each) => each === positionByExchange(footing)
  )

/** Exchange can say that a person may not send on behalf; otherwise nobody has said that she may do anything. */
const noneBecause = ({ grant, sendOnBehalf }: Known): Reason =>
  grant && sendOnBehalf === 'no' ? 'no_send_on_behalf' : 'no_grant'

function reasonFor(act: Act, column: Position): Reason {
  if (column === 'full access only') return 'full_access_is_not_delegation'
  if (act === 'see private items') return 'private_hidden'
  if (column === 'delegate reviewer') return 'role_reviewer'
  return rights[act][column] === 'own' ? 'not_author' : 'no_grant'
}

const tenantOf = (person: Person) => person.id.slice(0, person.id.indexOf('/'))
