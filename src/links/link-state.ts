import type { AuthorityNeeds } from '../delegates/authority.ts'
import type { Reason } from '../delegates/reason.ts'
import type { Organizer } from '../people/organizer.ts'
import { keeperOf, type Life, lifeOf } from './link.ts'
import type { Counted } from './link-store.ts'
import { groundOf, type KeepersGround, offeringOn } from './may-offer.ts'

/** How a link stands today, as a person should be told. Suspended ones revive by themselves. */
export type LinkState =
  | { life: Exclude<Life, 'active'> | 'open' | 'cannot be checked' }
  | { life: 'suspended'; because: Reason }

/** The states of one organizer's links, in their order; what a keeper stands on is asked once. */
export async function statesOf(
  links: readonly Counted[],
  organizer: Organizer,
  needs: AuthorityNeeds
): Promise<LinkState[]> {
  const now = needs.clock()
  const asked = new Map<string, Promise<KeepersGround>>()
  return Promise.all(
    links.map(async ({ link, taken }): Promise<LinkState> => {
      const life = lifeOf(link, taken, now)
      if (life !== 'active') return { life }
      const keeper = keeperOf(link)
      const question = asked.get(keeper.id) ?? groundOf(keeper, organizer, needs)
      asked.set(keeper.id, question)
      const offering = offeringOn(link, organizer, await question)
      if ('unknown' in offering) return { life: 'cannot be checked' }
      return 'suspended' in offering ? { life: 'suspended', because: offering.suspended } : { life: 'open' }
    })
  )
}
