import type { AuthorityNeeds } from '../delegates/authority.ts'
import type { Reason } from '../delegates/reason.ts'
import type { Organizer, Organizers } from '../people/organizer.ts'
import { type Life, type Link, lifeOf } from './link.ts'
import type { Counted, LinkStore } from './link-store.ts'
import { offeringOf } from './may-offer.ts'
import { TOKEN, type Tokens } from './token.ts'

export type Opened =
  | { link: Link; organizer: Organizer }
  /** For the log and the console only: an outsider sees one neutral page whatever the reason. */
  | { closed: Exclude<Life, 'active'> | 'unknown token' | 'suspended'; because?: Reason }
  /** Exchange could not be asked whether the link still holds. Not a no, and not a yes. */
  | { unreachable: string }

export type OpeningNeeds = AuthorityNeeds & { links: LinkStore; organizers: Organizers; tokens: Tokens }

/**
 * Opens a link for an outsider: it must be alive, and whoever keeps it must hold the right today, not only back then.
 * `meanwhile` begins what the caller will want to know of a link that is alive, while Exchange is asked about the right.
 */
export async function openLink(token: string, needs: OpeningNeeds, meanwhile?: (link: Link) => void): Promise<Opened> {
  const found = TOKEN.test(token) ? await needs.links.findByToken(needs.tokens.hash(token)) : undefined
  return found ? openFound(found, needs, meanwhile) : { closed: 'unknown token' }
}

/** The same for a link that was found some other way. */
export async function openFound(
  { link, taken }: Counted,
  needs: Omit<OpeningNeeds, 'links' | 'tokens'>,
  meanwhile: (link: Link) => void = () => {}
): Promise<Opened> {
  const life = lifeOf(link, taken, needs.clock())
  if (life !== 'active') return { closed: life }

  const organizer = await needs.organizers.find(link.organizer.id)
  if (!organizer) return { closed: 'suspended', because: 'organizer_disabled' }

  meanwhile(link)
  const offering = await offeringOf(link, organizer, needs)
  if ('unknown' in offering) return { unreachable: offering.unknown }
  return 'suspended' in offering ? { closed: 'suspended', because: offering.suspended } : { link, organizer }
}
