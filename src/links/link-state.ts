import { judge, standingOf } from '../delegates/authority.ts'
import type { Reason } from '../delegates/reason.ts'
import type { Standing, Standings } from '../delegates/standing.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Clock } from '../time/instant.ts'
import { type Life, lifeOf } from './link.ts'
import type { Counted } from './link-store.ts'
import { actOf } from './open-link.ts'

/** How a link stands today, as a person should be told. Suspended ones revive by themselves. */
export type LinkState =
  | { life: Exclude<Life, 'active'> | 'open' | 'cannot be checked' }
  | { life: 'suspended'; because: Reason }

type Needs = { standings: Standings; clock: Clock }

/** The states of one organizer's links, in their order; each maker's standing is asked once. */
export async function statesOf(links: readonly Counted[], organizer: Organizer, needs: Needs): Promise<LinkState[]> {
  const now = needs.clock()
  const asked = new Map<string, Promise<Standing | 'organizer'>>()
  return Promise.all(
    links.map(async ({ link, taken }): Promise<LinkState> => {
      const life = lifeOf(link, taken, now)
      if (life !== 'active') return { life }
      const { madeBy } = link
      const question = asked.get(madeBy.id) ?? Promise.resolve(standingOf(madeBy, organizer, needs.standings))
      asked.set(madeBy.id, question)
      const standing = await question
      if (standing !== 'organizer' && 'unknown' in standing) return { life: 'cannot be checked' }
      const judged = judge(actOf(link), madeBy, organizer, standing)
      return 'refused' in judged ? { life: 'suspended', because: judged.refused } : { life: 'open' }
    })
  )
}
