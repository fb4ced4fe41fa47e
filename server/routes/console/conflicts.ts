import { type Conflict, conflictsOn } from '../../../src/delegates/conflicts.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Services } from '../../services.ts'
import { inParallel } from './in-parallel.ts'

/** Of so many delegates it is looked whether they are organizers themselves; more are a conflict of their own. */
const DELEGATES_AT_MOST = 5

/** What makes this calendar's delegation unpredictable; nothing where its list cannot be read, which is told elsewhere. */
export async function conflictsFor(
  organizer: Organizer,
  { calendarLists, organizers }: Pick<Services, 'calendarLists' | 'organizers'>
): Promise<Conflict[]> {
  const list = await calendarLists.of(organizer)
  if ('unknown' in list) return []
  const delegates = new Set(list.listed.flatMap(({ delegate, address }) => (delegate ? [address.toLowerCase()] : [])))
  const both = (await organizers.all()).filter(({ address }) => delegates.has(address.toLowerCase()))
  const theirs = await inParallel(both.slice(0, DELEGATES_AT_MOST), 4, async (other) => ({
    address: other.address.toLowerCase(),
    list: await calendarLists.of(other)
  }))
  return conflictsOn(
    organizer,
    list,
    new Map(theirs.flatMap(({ address, list }) => ('unknown' in list ? [] : [[address, list] as const])))
  )
}
