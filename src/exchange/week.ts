// learn.microsoft.com/graph/api/calendar-list-calendarview
import type { Entry, Weeks } from '../availability/week.ts'
import type { Person } from '../people/person.ts'
import { DAY } from '../time/instant.ts'
import { zoneOfMailbox } from '../time/mailbox-zone.ts'
import { overlap, type Span } from '../time/span.ts'
import { endOn, startOn, type WallTime } from '../time/wall-clock.ts'
import type { Zone } from '../time/zones.ts'
import { statusOf } from './busy-time.ts'
import type { Graph } from './graph-client.ts'
import { inBrief } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { instantOf, isoTime } from './graph-times.ts'
import { at, isTrueAt, textAt } from './json.ts'
import { mailboxSettings } from './mailbox-hours.ts'

/** Calendar views come ten at a time unless more are asked for; Graph takes up to 1,000. */
const PAGE = '250'

export function weeks(graph: Graph): Weeks {
  return {
    async entries(organizer, span) {
      const [list, settings] = await Promise.all([listOf(organizer, span), mailboxSettings(graph, organizer)])
      if (!('entries' in list)) return { unknown: inBrief(list) }

      const zone = 'unknown' in settings ? undefined : zoneOfMailbox(textAt(settings.body, 'timeZone'))
      const entries: Entry[] = []
      for (const item of list.entries) {
        const entry = entryOf(item, zone)
        if ('unknown' in entry) return entry
        if (overlap(entry, span)) entries.push(entry)
      }
      return { entries: entries.sort((a, b) => a.start - b.start) }
    }
  }

  function listOf(organizer: Person, span: Span) {
    const mailbox = mailboxOf(organizer)
    return graph.all({
      method: 'GET',
      path: path`/users/${mailbox}/calendar/calendarView`,
      mailbox,
      query: {
        // All-day entries float: Graph matches them to the window as UTC midnights, whatever zone they are meant in.
        startDateTime: isoTime(span.start - DAY),
        endDateTime: isoTime(span.end + DAY),
        $select: 'subject,start,end,isAllDay,showAs,sensitivity',
        $top: PAGE
      }
    })
  }
}

export function entryOf(item: unknown, zone: Zone | undefined): Entry | { unknown: string } {
  const start = instantOf(at(item, 'start'))
  const end = instantOf(at(item, 'end'))
  if (start === undefined || end === undefined) return { unknown: 'Exchange: an entry whose time cannot be read' }
  const allDay = isTrueAt(item, 'isAllDay')
  if (allDay && !zone) return { unknown: 'the zone of the mailbox is not known, and so not when its days begin' }

  return {
    ...(allDay && zone ? daysOn(zone, start, end) : { start, end }),
    status: statusOf(textAt(item, 'showAs')),
    private: ['private', 'confidential'].includes(textAt(item, 'sensitivity').toLowerCase()),
    allDay,
    title: textAt(item, 'subject'),
    id: textAt(item, 'id')
  }
}

/** An all-day entry is printed as midnights of its dates: they are what the wall shows in the organizer's zone. */
const daysOn = (zone: Zone, start: WallTime, end: WallTime): Span => ({
  start: startOn(zone, start),
  end: endOn(zone, end)
})
