import { judge, type Refused } from '../delegates/authority.ts'
import type { Footing } from '../delegates/footing.ts'
import type { Position } from '../delegates/standing.ts'
import type { Organizer } from '../people/organizer.ts'
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
