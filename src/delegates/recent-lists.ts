import { type Clock, type Instant, MINUTE } from '../time/instant.ts'
import type { CalendarList, CalendarLists, Unreadable } from './calendar-list.ts'

/** For warnings and lists on pages, never for a right. */
const SHOWN_FOR = 1 * MINUTE

const REMEMBERED_AT_MOST = 2_000

/** The same port with a memory of a minute; what could not be read is asked again. */
export function recentLists(lists: CalendarLists, clock: Clock): CalendarLists {
  const memory = new Map<string, { at: Instant; list: CalendarList | Unreadable }>()
  return {
    async of(organizer) {
      const known = memory.get(organizer.id)
      if (known && clock() - known.at < SHOWN_FOR) return known.list
      const at = clock()
      const list = await lists.of(organizer)
      if (memory.size >= REMEMBERED_AT_MOST) memory.clear()
      if ('unknown' in list) memory.delete(organizer.id)
      else memory.set(organizer.id, { at, list })
      return list
    }
  }
}
