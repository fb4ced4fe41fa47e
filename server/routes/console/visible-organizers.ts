import { judge } from '../../../src/delegates/authority.ts'
import { footingOf } from '../../../src/delegates/footing.ts'
import { whoNames } from '../../../src/delegates/name-index.ts'
import { isUnknown } from '../../../src/delegates/reason.ts'
import type { Act } from '../../../src/delegates/rights.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import type { Services } from '../../services.ts'
import { inParallel } from './in-parallel.ts'

/** Exchange is asked about every organizer whom the index names, so there is a limit to both. */
export const ORGANIZERS_AT_MOST = 100
export const ASKED_AT_ONCE = 8

/** For whom the actor may do this, and whose calendar cannot be read just now. */
export async function organizersFor(
  act: Act,
  actor: Person,
  services: Services
): Promise<{ may: Organizer[]; unread: Organizer[] }> {
  const { organizers } = await whoNames(actor, services)
  const all = organizers.slice(0, ORGANIZERS_AT_MOST)
  const judged = await inParallel(all, ASKED_AT_ONCE, async (organizer) =>
    judge(act, actor, organizer, await footingOf(actor, organizer, services))
  )
  return {
    may: all.filter((_, index) => 'right' in (judged[index] ?? {})),
    unread: all.filter((_, index) => {
      const answer = judged[index]
      return answer !== undefined && 'refused' in answer && isUnknown(answer.refused)
    })
  }
}
