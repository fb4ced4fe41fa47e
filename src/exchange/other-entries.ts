// learn.microsoft.com/graph/api/calendar-list-calendarview
import type { Meeting } from '../bookings/booking.ts'
import type { Person } from '../people/person.ts'
import { DAY } from '../time/instant.ts'
import { zoneOfMailbox } from '../time/mailbox-zone.ts'
import { overlap, type Span } from '../time/span.ts'
import type { OtherEntries, OtherEntry } from '../watch/collisions.ts'
import type { Graph } from './graph-client.ts'
import { inBrief } from './graph-errors.ts'
import { mailboxOf, path, quoted } from './graph-path.ts'
import { isoTime } from './graph-times.ts'
import { HOLD_PROPERTY } from './hold-items.ts'
import { isTrueAt, listAt, textAt } from './json.ts'
import { mailboxSettings } from './mailbox-hours.ts'
import { entryOf } from './week.ts'

/** Only its own calendar, and of each entry only when and how it blocks: no title leaves this file, no people, no mark of privacy. */
export function otherEntries(graph: Graph): OtherEntries {
  return {
    async at(organizer, slot, ours) {
      const list = await listOf(organizer, slot)
      if (!('entries' in list)) return { unknown: inBrief(list) }
      const others = list.entries.filter((item) => !isOurs(item, ours) && !isTrueAt(item, 'isCancelled'))
      const days = others.some((item) => isTrueAt(item, 'isAllDay'))
      const settings = days ? await mailboxSettings(graph, organizer) : undefined
      const zone = settings && !('unknown' in settings) ? zoneOfMailbox(textAt(settings.body, 'timeZone')) : undefined

      const entries: OtherEntry[] = []
      for (const item of others) {
        const entry = entryOf(item, zone)
        if ('unknown' in entry) return entry
        const { start, end, status } = entry
        if (overlap(entry, slot)) entries.push({ id: textAt(item, 'id'), start, end, status })
      }
      return { entries }
    }
  }

  function listOf(organizer: Person, slot: Span) {
    const mailbox = mailboxOf(organizer)
    return graph.all({
      method: 'GET',
      path: path`/users/${mailbox}/calendar/calendarView`,
      mailbox,
      query: {
        // all-day entries are matched as UTC midnights, whatever zone they are meant in
        startDateTime: isoTime(slot.start - DAY),
        endDateTime: isoTime(slot.end + DAY),
        $select: 'id,iCalUId,start,end,isAllDay,showAs,isCancelled',
        $expand: `singleValueExtendedProperties($filter=id eq ${quoted(HOLD_PROPERTY)})`,
        $top: '250'
      }
    })
  }
}

/** By both names: the id may have changed with the folder, and is then found by the one that is the same in every mailbox. */
const isOurs = (item: unknown, { id, iCalUId }: Meeting) =>
  textAt(item, 'id') === id ||
  (iCalUId !== '' && textAt(item, 'iCalUId') === iCalUId) ||
  (listAt(item, 'singleValueExtendedProperties')?.length ?? 0) > 0
