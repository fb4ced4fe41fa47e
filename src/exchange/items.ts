// learn.microsoft.com/graph/api/event-get; attendees and their answers: resources/attendee

import type { Attendance, Response } from '../bookings/in-calendar.ts'
import type { Item, Items } from '../following/items.ts'
import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import { DAY } from '../time/instant.ts'
import type { Graph } from './graph-client.ts'
import { failureOf } from './graph-errors.ts'
import { mailboxOf, path, quoted } from './graph-path.ts'
import { instantOf, isoTime } from './graph-times.ts'
import { at, isTrueAt, listAt, textAt } from './json.ts'
import { keyedEvents } from './keyed-events.ts'
import { KEY_PROPERTY } from './meeting-event.ts'

const FIELDS =
  'id,iCalUId,subject,location,organizer,start,end,isAllDay,isCancelled,isOrganizer,sensitivity,type,seriesMasterId,attendees,categories,isOnlineMeeting,onlineMeeting,createdDateTime'

/** ADAPTER for following/items.ts: by the application, in the organizer's own mailbox, under paths that we make ourselves. */
export function items(graph: Graph): Items {
  const events = keyedEvents(graph, KEY_PROPERTY, FIELDS)
  return {
    async read(organizer, id) {
      const mailbox = mailboxOf(organizer)
      const answer = await graph.ask({
        method: 'GET',
        path: path`/users/${mailbox}/events/${id}`,
        mailbox,
        query: events.query
      })
      if ('failed' in answer) return failureOf(answer)
      // A gateway's 404 is no word of Exchange. An id that it cannot read (400) is none of its own.
      if (answer.status === 404 && answer.code !== '') return 'gone'
      if (answer.status === 400 && /^ErrorInvalidId/i.test(answer.code)) return 'gone'
      if (answer.status !== 200) return failureOf(answer)
      const item = itemOf(answer.body)
      return item ? { item } : { unclear: 'Exchange tells no time of the item' }
    },

    async find(organizer: Person, key: string): Promise<{ item: Item | undefined } | Failure> {
      const answer = await events.find(organizer, key)
      if (!('events' in answer)) return answer
      const [first] = answer.events
      if (!first) return { item: undefined }
      const item = itemOf(first)
      return item ? { item } : { unclear: 'Exchange tells no time of the item' }
    },

    async occurrences(organizer, series, span) {
      const mailbox = mailboxOf(organizer)
      const answer = await graph.all({
        method: 'GET',
        path: path`/users/${mailbox}/events/${series}/instances`,
        mailbox,
        query: {
          startDateTime: isoTime(span.start),
          endDateTime: isoTime(span.end),
          ...events.query,
          $top: '100'
        }
      })
      if (!('entries' in answer)) return failureOf(answer)
      return { items: answer.entries.flatMap((event) => itemOf(event) ?? []) }
    },

    async findAgain(organizer, iCalUId, near, kind) {
      const mailbox = mailboxOf(organizer)
      // Only a calendar view shows occurrences, and it takes no filter by this id.
      const answer =
        kind === 'part'
          ? await graph.all({
              method: 'GET',
              path: path`/users/${mailbox}/calendar/calendarView`,
              mailbox,
              query: {
                startDateTime: isoTime(near.start - DAY),
                endDateTime: isoTime(near.end + DAY),
                $select: FIELDS,
                $top: '250'
              }
            })
          : await graph.all({
              method: 'GET',
              path: path`/users/${mailbox}/events`,
              mailbox,
              query: { $filter: `iCalUId eq ${quoted(iCalUId)}`, ...events.query, $top: '5' }
            })
      if (!('entries' in answer)) return failureOf(answer)
      const found = answer.entries.find((event) => textAt(event, 'iCalUId') === iCalUId)
      if (!found) return { item: undefined }
      const item = itemOf(found)
      return item ? { item } : { unclear: 'Exchange tells no time of the item' }
    }
  }
}

function itemOf(event: unknown): Item | undefined {
  const [start, end] = [instantOf(at(event, 'start')), instantOf(at(event, 'end'))]
  const [id, iCalUId] = [textAt(event, 'id'), textAt(event, 'iCalUId')]
  if (start === undefined || end === undefined || start >= end || !id) return undefined
  return {
    meeting: { id, iCalUId, joinUrl: textAt(event, 'onlineMeeting', 'joinUrl') || null },
    key: keyOf(event) ?? null,
    span: { start, end },
    allDay: isTrueAt(event, 'isAllDay'),
    cancelled: isTrueAt(event, 'isCancelled'),
    own: isTrueAt(event, 'isOrganizer'),
    private: ['private', 'confidential'].includes(textAt(event, 'sensitivity').toLowerCase()),
    kind: kinds[textAt(event, 'type').toLowerCase()] ?? 'single',
    series: textAt(event, 'seriesMasterId') || null,
    subject: textAt(event, 'subject'),
    place: textAt(event, 'location', 'displayName'),
    organizer: organizerOf(event),
    attendees: (listAt(event, 'attendees') ?? []).flatMap(attendanceOf),
    categories: (listAt(event, 'categories') ?? []).filter((one) => typeof one === 'string')
  }
}

const kinds: Record<string, Item['kind']> = { seriesmaster: 'series', occurrence: 'part', exception: 'part' }

function organizerOf(event: unknown): Item['organizer'] {
  const address = textAt(event, 'organizer', 'emailAddress', 'address')
  return address ? { name: textAt(event, 'organizer', 'emailAddress', 'name'), address } : null
}

/** Exchange spells enumerations in more than one way. */
const responses: Record<string, Response> = {
  accepted: 'accepted',
  tentativelyaccepted: 'tentative',
  declined: 'declined'
}

function attendanceOf(attendee: unknown): Attendance[] {
  const address = textAt(attendee, 'emailAddress', 'address')
  if (!address || textAt(attendee, 'type').toLowerCase() === 'resource') return []
  const [start, end] = [
    instantOf(at(attendee, 'proposedNewTime', 'start')),
    instantOf(at(attendee, 'proposedNewTime', 'end'))
  ]
  return [
    {
      name: textAt(attendee, 'emailAddress', 'name'),
      address,
      response: responses[textAt(attendee, 'status', 'response').toLowerCase()] ?? 'none',
      proposed: start !== undefined && end !== undefined && start < end ? { start, end } : null
    }
  ]
}

/** Graph compares values without case; ours differ by it. */
function keyOf(event: unknown): string | undefined {
  const [property] = listAt(event, 'singleValueExtendedProperties') ?? []
  return textAt(property, 'value') || undefined
}
