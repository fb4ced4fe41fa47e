import { entryOf } from '../audit/audit-log.ts'
import type { Authority } from '../delegates/authority.ts'
import { initiatorLine } from '../people/initiator.ts'
import type { Person } from '../people/person.ts'
import type { AvailabilityLink, Link, LinkId, TimeSlotLink } from './link.ts'
import type { LinkStore } from './link-store.ts'
import type { Tokens } from './token.ts'

/** In whose name: the From of the message the link is made for. An organizer acting for herself has no choice. */
export type From = 'delegate' | 'organizer'

type Settled = 'id' | 'organizer' | 'initiator' | 'madeBy' | 'createdAt' | 'revokedAt' | 'keeper'

/** What a person decides about a link; everything else follows from who she is. */
export type Draft = (Omit<AvailabilityLink, Settled> | Omit<TimeSlotLink, Settled>) & { from: From }

export type CreatingNeeds = { links: LinkStore; tokens: Tokens; newId(): LinkId }

/** Answers the token, which is nowhere stored. */
export async function createLink(
  authority: Authority<'make availability link'> | Authority<'make time-slot link'>,
  draft: Draft,
  needs: CreatingNeeds
): Promise<{ link: Link; token: string }> {
  const link = linkFrom(authority, draft, needs.newId())
  const token = needs.tokens.ofLink(link.id)
  const entry = entryOf(authority, `link ${link.id}`, `made: ${initiatorLine(link)}`)
  await needs.links.add(link, needs.tokens.hash(token), entry)
  return { link, token }
}

/** The link that a draft becomes in this person's hands, not yet stored. */
export function linkFrom({ actor, organizer, at }: Authority, draft: Draft, id: LinkId): Link {
  const { from, ...rules } = draft
  return {
    ...rules,
    id,
    organizer: plain(organizer),
    initiator: plain(from === 'organizer' ? organizer : actor),
    madeBy: plain(actor),
    createdAt: at,
    revokedAt: null
  }
}

const plain = ({ id, name, address }: Person): Person => ({ id, name, address })
