import { type AuthorityNeeds, judge, type Refused } from '../delegates/authority.ts'
import { type Footing, footingOf } from '../delegates/footing.ts'
import { isUnknown, type Reason } from '../delegates/reason.ts'
import type { Position } from '../delegates/standing.ts'
import type { Account } from '../people/accounts.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import { keeperOf, type Link } from './link.ts'

export const actOf = (link: Link) =>
  link.kind === 'availability' ? ('make availability link' as const) : ('make time-slot link' as const)

/**
 * May whoever keeps this link still offer the organizer's time by it? As for making it today; only that links which a grant
 * leaves open (`keep`) outlive it, as long as Exchange alone would still carry them.
 */
export function mayOffer(link: Link, organizer: Organizer, footing: Footing): { right: Position } | Refused {
  const keeper = keeperOf(link)
  const judged = judge(actOf(link), keeper, organizer, footing, keeper.id)
  const ended = 'refused' in judged && judged.refused === 'grant_ended'
  return ended && isKept(link, footing)
    ? judge(actOf(link), keeper, organizer, { ...(footing as object), ended: false } as Footing, keeper.id)
    : judged
}

function isKept({ createdAt }: Link, footing: Footing): boolean {
  const grant = footing !== 'organizer' && !('unknown' in footing) ? footing.grant : undefined
  return grant?.afterwards.links === 'keep' && grant.endsAt !== null && createdAt < grant.endsAt
}

/** Whether a link's time may be offered now: `right` is its keeper's, `suspended` revives by itself. */
export type Offering = { right: Position } | { suspended: Reason } | { unknown: string }

/** All that it depends on, read once for all links of one keeper. */
export type KeepersGround = { footing: Footing; keeper: Account; owner: Account }

export async function groundOf(
  person: Person,
  organizer: Organizer,
  needs: AuthorityNeeds,
  freshness: 'fresh' | 'recent' = 'recent'
): Promise<KeepersGround> {
  const [footing, keeper, owner] = await Promise.all([
    footingOf(person, organizer, needs, freshness),
    needs.accounts.of(person, freshness),
    needs.accounts.of(organizer, freshness)
  ])
  return { footing, keeper, owner }
}

/** Who is disabled offers nothing, whatever Exchange still lists. Where anything is unknown, it is not a yes. */
export function offeringOn(link: Link, organizer: Organizer, { footing, keeper, owner }: KeepersGround): Offering {
  if (owner === 'disabled') return { suspended: 'organizer_disabled' }
  if (keeper === 'disabled') return { suspended: 'delegate_disabled' }
  if (footing !== 'organizer' && 'unknown' in footing) return { unknown: footing.unknown }
  const judged = mayOffer(link, organizer, footing)
  if ('refused' in judged && !isUnknown(judged.refused)) return { suspended: judged.refused }
  const unread = [keeper, owner].find((account) => account !== 'active')
  if (unread) return { unknown: unread.unknown }
  return 'right' in judged ? judged : { unknown: judged.refused }
}

/** May this link's time be offered now? Asked at each opening, and afresh before a meeting is made. */
export const offeringOf = async (
  link: Link,
  organizer: Organizer,
  needs: AuthorityNeeds,
  freshness: 'fresh' | 'recent' = 'recent'
): Promise<Offering> => offeringOn(link, organizer, await groundOf(keeperOf(link), organizer, needs, freshness))
