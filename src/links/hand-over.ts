import type { Entry } from '../audit/audit-log.ts'
import { type Authority, type AuthorityNeeds, judge } from '../delegates/authority.ts'
import { type Footing, footingOf } from '../delegates/footing.ts'
import type { Act } from '../delegates/rights.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Person, PersonId } from '../people/person.ts'
import { keeperOf, type Link, type LinkId, lifeOf } from './link.ts'
import type { LinkStore } from './link-store.ts'
import { mayOffer } from './may-offer.ts'

/** Why links stay where they are. Each has its words in server/wording/hand-over.ts and docs/errors.md. */
export const handOverReasons = ['same_person', 'lower_right', 'right_unknown', 'nothing_to_hand_over'] as const
export type HandOverReason = (typeof handOverReasons)[number]

/** What whoever answers for a link may have to do; in each the receiver must reach as far as the giver. */
const actsOfKeepers: readonly Act[] = [
  'make time-slot link',
  'make availability link',
  'change booking',
  'revoke link',
  'write activity'
]

export type HandOverNeeds = AuthorityNeeds & { links: Pick<LinkStore, 'ofOrganizer' | 'handOver'> }

/**
 * All links that one person answers for, with their calendar holds and bookings, or one of them, become another's. What the
 * receiver may do must be at least as much, and enough to keep each open link open. Initiator, maker and history stay.
 * `from`: her id, as she may have left the directory.
 */
export async function handOver(
  authority: Authority<'revoke link'>,
  { from, to, only }: { from: PersonId; to: Person; only?: LinkId | undefined },
  needs: HandOverNeeds
): Promise<{ handed: Link[] } | { refused: HandOverReason }> {
  const { organizer } = authority
  if (authority.right !== 'organizer') throw new Error('only the organizer hands her links over')
  if (from === to.id) return { refused: 'same_person' }

  const made = await needs.links.ofOrganizer(organizer.id)
  const hers = made.filter(({ link }) => keeperOf(link).id === from && (only === undefined || link.id === only))
  const [first] = hers
  if (!first) return { refused: 'nothing_to_hand_over' }

  const giver = keeperOf(first.link)
  const [giving, receiving] = await Promise.all([footingOf(giver, organizer, needs), footingOf(to, organizer, needs)])
  if (isUnknown(giving) || isUnknown(receiving)) return { refused: 'right_unknown' }
  const open = hers.filter(({ link, taken }) => lifeOf(link, taken, authority.at) === 'active')
  const carries = open.every(({ link }) => 'right' in mayOffer({ ...link, keeper: to }, organizer, receiving))
  if (!carries || !reachesAsFar(to, receiving, giver, giving, organizer)) return { refused: 'lower_right' }

  const handed = await needs.links.handOver({
    organizer: organizer.id,
    from,
    to: { id: to.id, name: to.name, address: to.address },
    only,
    entriesFor: (links) => entriesOf(authority, giver, to, links)
  })
  return handed.length > 0 ? { handed } : { refused: 'nothing_to_hand_over' }
}

const isUnknown = (footing: Footing) => footing !== 'organizer' && 'unknown' in footing

function reachesAsFar(to: Person, receiving: Footing, giver: Person, giving: Footing, organizer: Organizer): boolean {
  return actsOfKeepers.every((act) =>
    [true, false].every((own) => {
      const may = (person: Person, footing: Footing) =>
        'right' in judge(act, person, organizer, footing, own ? person.id : undefined)
      return may(to, receiving) || !may(giver, giving)
    })
  )
}

/** One for each link, so that its history is whole, and one for each of the two people. */
function entriesOf({ actor, organizer, right, at }: Authority, from: Person, to: Person, links: readonly Link[]) {
  const entry = (object: string, result: string): Entry => ({
    at,
    actor: actor.id,
    actorName: actor.name,
    organizer: organizer.id,
    right,
    act: 'hand over links',
    object,
    result
  })
  const count = links.length === 1 ? '1 link' : `${links.length} links`
  return [
    ...links.map(({ id }) => entry(`link ${id}`, `handed over from ${from.name} to ${to.name}`)),
    entry(`person ${from.id}`, `${from.name} gave ${count} to ${to.name}`),
    entry(`person ${to.id}`, `${to.name} took ${count} over from ${from.name}`)
  ]
}
