// learn.microsoft.com/graph/api/user-post-events, event-update, event-cancel; extended properties: singlevaluelegacyextendedproperty-*
import type { Meeting } from '../bookings/booking.ts'
import type { Meetings, Standing, Wanted } from '../bookings/meetings.ts'
import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import type { Span } from '../time/span.ts'
import type { Answered, Unanswered } from './graph-answer.ts'
import type { Graph } from './graph-client.ts'
import { failureOf, isNoSuchItem } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { instantOf, utcTime } from './graph-times.ts'
import { at, textAt } from './json.ts'
import { isKnownTransaction, keyedEvents } from './keyed-events.ts'
import { eventOf, KEY_PROPERTY, transactionOf } from './meeting-event.ts'

const FIELDS = 'id,iCalUId,start,end,isCancelled,isOnlineMeeting,onlineMeeting,transactionId,createdDateTime'

/** Meetings in an organizer's own calendar, by the application. The one POST is never repeated by itself. */
export function meetings(graph: Graph): Meetings {
  const events = keyedEvents(graph, KEY_PROPERTY, FIELDS)
  return { find, all, whereIs, create, move, remove }

  async function find(organizer: Person, key: string) {
    const answer = await events.find(organizer, key)
    return 'events' in answer ? { meeting: meetingOf(answer.events[0]) } : answer
  }

  async function all(organizer: Person, key: string) {
    const answer = await events.find(organizer, key)
    if (!('events' in answer)) return answer
    // a copy that somebody made in Outlook may carry our key, and is hers; what a request of ours has made says which
    const ours = answer.events.filter((event) => textAt(event, 'transactionId') === transactionOf(key))
    return { meetings: ours.flatMap((event) => meetingOf(event) ?? []) }
  }

  async function whereIs(
    organizer: Person,
    key: string,
    known: Meeting
  ): Promise<{ found: Standing | undefined } | Failure> {
    const read = await events.read(organizer, known.id, key)
    const answer = 'events' in read && read.events.length === 0 ? await events.find(organizer, key) : read
    if (!('events' in answer)) return answer
    const [event] = answer.events
    const meeting = meetingOf(event)
    if (!meeting) return { found: undefined }
    const [start, end] = [instantOf(at(event, 'start')), instantOf(at(event, 'end'))]
    if (start === undefined || end === undefined) return { unclear: 'Exchange tells no time of the meeting' }
    return { found: { meeting, slot: { start, end }, version: textAt(event, '@odata.etag') } }
  }

  async function create(organizer: Person, wanted: Wanted): Promise<{ meeting: Meeting } | Failure> {
    const mailbox = mailboxOf(organizer)
    const answer = await graph.ask({
      method: 'POST',
      path: path`/users/${mailbox}/calendar/events`,
      mailbox,
      body: eventOf(wanted)
    })
    if ('failed' in answer) return failureOf(answer)
    if (isKnownTransaction(answer)) return adopt(organizer, answer, wanted.key)
    if (answer.status !== 201) return failureOf(answer)

    const meeting = isAsWanted(answer.body, wanted) ? meetingOf(answer.body) : undefined
    return meeting ? { meeting } : { unclear: 'Exchange created another meeting than the one that was asked for' }
  }

  async function adopt(organizer: Person, refusal: Answered, key: string): Promise<{ meeting: Meeting } | Failure> {
    const adopted = await events.adopt(organizer, refusal, key)
    if (!('event' in adopted)) return adopted
    const meeting = meetingOf(adopted.event)
    return meeting ? { meeting } : { unclear: 'Exchange gave the meeting no id' }
  }

  /** Start and end only: a text written anew would lose the address to join. Everybody invited gets one update. */
  async function move(
    organizer: Person,
    { meeting: { id }, version }: Standing,
    slot: Span
  ): Promise<{ meeting: Meeting } | 'changed' | 'gone' | Failure> {
    const mailbox = mailboxOf(organizer)
    const answer = await graph.ask({
      method: 'PATCH',
      path: path`/users/${mailbox}/events/${id}`,
      mailbox,
      ...(version && { ifMatch: version }),
      body: { start: utcTime(slot.start), end: utcTime(slot.end) }
    })
    if ('status' in answer && answer.status === 404 && answer.code !== '') return 'gone'
    if (version && isConflict(answer)) return 'changed'
    if ('failed' in answer || answer.status !== 200) return failureOf(answer)
    const meeting = isAt(answer.body, slot) ? meetingOf(answer.body) : undefined
    return meeting ? { meeting } : { unclear: 'Exchange moved the meeting to another time than was asked for' }
  }

  /** Cancelling tells the attendees in the organizer's words; what cannot be cancelled is deleted. */
  async function remove(organizer: Person, { id }: Meeting, comment = ''): Promise<'removed' | Failure> {
    const mailbox = mailboxOf(organizer)
    const event = path`/users/${mailbox}/events/${id}`
    const cancelled = await graph.ask({
      method: 'POST',
      path: `${event}/cancel`,
      mailbox,
      body: comment ? { comment } : {}
    })
    if (isGone(cancelled)) return 'removed'
    const failure = failureOf(cancelled)
    if (!('refused' in failure)) return failure
    const deleted = await graph.ask({ method: 'DELETE', path: event, mailbox })
    return isGone(deleted) ? 'removed' : failureOf(deleted)
  }
}

const isGone = (answer: Answered | Unanswered) =>
  'status' in answer && (answer.status === 202 || answer.status === 204 || isNoSuchItem(answer))

/** ErrorIrresolvableConflict, with 412 or 409: what If-Match named is not the newest. Surely nothing was written. */
const isConflict = (answer: Answered | Unanswered) =>
  'status' in answer && answer.code.toLowerCase() === 'errorirresolvableconflict'

function isAsWanted(event: unknown, { key, slot }: Wanted): boolean {
  return isAt(event, slot) && textAt(event, 'transactionId') === transactionOf(key)
}

const isAt = (event: unknown, { start, end }: Span) =>
  instantOf(at(event, 'start')) === start && instantOf(at(event, 'end')) === end

function meetingOf(event: unknown): Meeting | undefined {
  const id = textAt(event, 'id')
  if (!id) return undefined
  // A calendar without Teams ignores the wish silently: the meeting exists, and has no address to join.
  return { id, iCalUId: textAt(event, 'iCalUId'), joinUrl: textAt(event, 'onlineMeeting', 'joinUrl') || null }
}
