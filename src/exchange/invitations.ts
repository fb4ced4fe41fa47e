// learn.microsoft.com/graph/api/calendar-list-calendarview, event-get, event-accept, event-tentativelyaccept, event-decline
import type { Entry } from '../availability/week.ts'
import type { Answer, Invitation, Occurrence, Response } from '../invitations/invitation.ts'
import type { Invitations } from '../invitations/invitations.ts'
import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import { DAY } from '../time/instant.ts'
import { zoneOfMailbox } from '../time/mailbox-zone.ts'
import { overlap, type Span } from '../time/span.ts'
import type { Zone } from '../time/zones.ts'
import type { Graph } from './graph-client.ts'
import { failureOf, inBrief } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { isoTime } from './graph-times.ts'
import { at, isTrueAt, textAt } from './json.ts'
import { mailboxSettings } from './mailbox-hours.ts'
import { entryOf } from './week.ts'

const FIELDS =
  'id,subject,start,end,isAllDay,isCancelled,isOrganizer,showAs,sensitivity,type,seriesMasterId,organizer,location,responseStatus,responseRequested'

/** Half a year of a full calendar is some thousand entries; Graph takes up to 1,000 a page. */
const PAGE = '500'

const actions: Record<Answer, string> = { accept: 'accept', tentative: 'tentativelyAccept', decline: 'decline' }

/** ADAPTER for invitations/invitations.ts: by the application, in the organizer's own mailbox. */
export function invitations(graph: Graph): Invitations {
  return {
    async within(organizer, span) {
      const mailbox = mailboxOf(organizer)
      const [list, zone] = await Promise.all([
        graph.all({
          method: 'GET',
          path: path`/users/${mailbox}/calendar/calendarView`,
          mailbox,
          query: {
            // all-day entries are matched as UTC midnights, whatever zone they are meant in
            startDateTime: isoTime(span.start - DAY),
            endDateTime: isoTime(span.end + DAY),
            $select: FIELDS,
            $top: PAGE
          }
        }),
        zoneOf(organizer)
      ])
      if (!('entries' in list)) return { unknown: inBrief(list) }

      const entries: Entry[] = []
      const waiting: Printed[] = []
      for (const event of list.entries) {
        const entry = entryOf(event, zone)
        if ('unknown' in entry) return entry
        if (!overlap(entry, span)) continue
        entries.push(entry)
        if (isInvitation(event) && isOpen(event)) waiting.push({ event, entry })
      }
      const found = await gathered(organizer, waiting)
      return 'unknown' in found ? found : { invitations: found, entries: entries.sort((a, b) => a.start - b.start) }
    },

    async read(organizer, id) {
      const event = await eventWith(organizer, id)
      if (!('event' in event)) return event.gone ? 'gone' : event.failure
      if (!isInvitation(event.event)) return 'gone'
      const zone = isTrueAt(event.event, 'isAllDay') ? await zoneOf(organizer) : undefined
      const entry = entryOf(event.event, zone)
      if ('unknown' in entry) return { unclear: entry.unknown }
      return { invitation: invitationOf(event.event, [occurrenceOf(entry)]) }
    },

    async answer(organizer, id, { answer, comment, silently }) {
      const mailbox = mailboxOf(organizer)
      const answered = await graph.ask({
        method: 'POST',
        path: `${path`/users/${mailbox}/events/${id}`}/${actions[answer]}`,
        mailbox,
        body: { sendResponse: !silently, ...(comment && !silently ? { comment } : {}) }
      })
      if (!('failed' in answered) && answered.status === 202) return 'given'
      return !('failed' in answered) && answered.status === 404 && answered.code !== '' ? 'gone' : failureOf(answered)
    }
  }

  async function zoneOf(organizer: Person): Promise<Zone | undefined> {
    const settings = await mailboxSettings(graph, organizer)
    return 'unknown' in settings ? undefined : zoneOfMailbox(textAt(settings.body, 'timeZone'))
  }

  /** A gateway's 404 is no word of Exchange. An id that it cannot read (400) is none of its own. */
  async function eventWith(
    organizer: Person,
    id: string
  ): Promise<{ event: unknown } | { gone: true } | { gone: false; failure: Failure }> {
    const mailbox = mailboxOf(organizer)
    const answer = await graph.ask({
      method: 'GET',
      path: path`/users/${mailbox}/events/${id}`,
      mailbox,
      query: { $select: FIELDS }
    })
    if ('failed' in answer) return { gone: false, failure: failureOf(answer) }
    if (answer.status === 404 && answer.code !== '') return { gone: true }
    if (answer.status === 400 && /^ErrorInvalidId/i.test(answer.code)) return { gone: true }
    return answer.status === 200 ? { event: answer.body } : { gone: false, failure: failureOf(answer) }
  }

  /** A series that waits is answered as a whole; where only some of its occurrences wait, each of them by itself. */
  async function gathered(organizer: Person, waiting: Printed[]): Promise<Invitation[] | { unknown: string }> {
    const bySeries = Map.groupBy(waiting, ({ event }) => textAt(event, 'seriesMasterId'))
    const singles = (bySeries.get('') ?? []).map(alone)
    const rest = [...bySeries].filter(([series]) => series !== '')
    const answers = await Promise.all(rest.map(([series]) => eventWith(organizer, series)))
    for (const [index, [, printed]] of rest.entries()) {
      const read = answers[index]
      if (!read || ('gone' in read && !read.gone)) return { unknown: 'Exchange did not tell about a series' }
      if ('event' in read && isInvitation(read.event) && isOpen(read.event))
        singles.push(
          invitationOf(
            read.event,
            printed.map(({ entry }) => occurrenceOf(entry))
          )
        )
      else singles.push(...printed.map(alone))
    }
    return singles
  }
}

type Printed = { event: unknown; entry: Entry }

const alone = ({ event, entry }: Printed) => invitationOf(event, [occurrenceOf(entry)])

const occurrenceOf = ({ id = '', start, end }: Entry & Span): Occurrence => ({ id, start, end })

const isInvitation = (event: unknown) => at(event, 'isOrganizer') === false && textAt(event, 'id') !== ''

const isOpen = (event: unknown) => ['none', 'tentative'].includes(responseOf(event)) && !isTrueAt(event, 'isCancelled')

/** "none" and "notResponded" are both said of an invitation that nobody has answered. */
const responses: Record<string, Response> = {
  accepted: 'accepted',
  tentativelyaccepted: 'tentative',
  declined: 'declined'
}

const responseOf = (event: unknown): Response =>
  responses[textAt(event, 'responseStatus', 'response').toLowerCase()] ?? 'none'

const invitationOf = (event: unknown, occurrences: Occurrence[]): Invitation => ({
  id: textAt(event, 'id'),
  title: textAt(event, 'subject'),
  from: {
    name: textAt(event, 'organizer', 'emailAddress', 'name'),
    address: textAt(event, 'organizer', 'emailAddress', 'address')
  },
  place: textAt(event, 'location', 'displayName'),
  private: ['private', 'confidential'].includes(textAt(event, 'sensitivity').toLowerCase()),
  allDay: isTrueAt(event, 'isAllDay'),
  cancelled: isTrueAt(event, 'isCancelled'),
  response: responseOf(event),
  wantsAnswer: at(event, 'responseRequested') !== false,
  series: textAt(event, 'type').toLowerCase() === 'seriesmaster',
  times: `${textAt(event, 'start', 'dateTime')}/${textAt(event, 'end', 'dateTime')}`,
  occurrences: occurrences.sort((a, b) => a.start - b.start)
})
