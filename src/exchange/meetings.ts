// learn.microsoft.com/graph/api/user-post-events, event-cancel; extended properties: singlevaluelegacyextendedproperty-*
import type { Meeting } from '../bookings/booking.ts'
import type { Failure, Meetings, Wanted } from '../bookings/meetings.ts'
import type { Person } from '../people/person.ts'
import type { Answered, Unanswered } from './graph-answer.ts'
import type { Graph } from './graph-client.ts'
import { failureOf } from './graph-errors.ts'
import { mailboxOf, path, quoted } from './graph-path.ts'
import { instantOf } from './graph-times.ts'
import { at, isTrueAt, listAt, textAt } from './json.ts'
import { eventOf, KEY_PROPERTY, transactionOf } from './meeting-event.ts'

const FIELDS = 'id,iCalUId,start,end,isCancelled,isOnlineMeeting,onlineMeeting,transactionId,createdDateTime'
const WITH_KEY = `singleValueExtendedProperties($filter=id eq ${quoted(KEY_PROPERTY)})`

/** Meetings in an organizer's own calendar, by the application. The one POST is never repeated by itself. */
export function meetings(graph: Graph): Meetings {
  return { find, create, remove }

  async function find(organizer: Person, key: string) {
    const mailbox = mailboxOf(organizer)
    const answer = await graph.ask({
      method: 'GET',
      path: path`/users/${mailbox}/events`,
      mailbox,
      query: {
        $filter: `singleValueExtendedProperties/Any(ep: ep/id eq ${quoted(KEY_PROPERTY)} and ep/value eq ${quoted(key)})`,
        $expand: WITH_KEY,
        $select: FIELDS,
        $top: '5'
      }
    })
    const found = 'failed' in answer || answer.status !== 200 ? undefined : listAt(answer.body, 'value')
    return found ? { meeting: firstOf(found, key) } : failureOf(answer)
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
    if (answer.code.toLowerCase() === 'errorduplicatetransactionid') return adopt(mailbox, answer, wanted.key)
    if (answer.status !== 201) return failureOf(answer)

    const meeting = isAsWanted(answer.body, wanted) ? meetingOf(answer.body) : undefined
    return meeting ? { meeting } : { unclear: 'Exchange created another meeting than the one that was asked for' }
  }

  /** Answered with 400 or 409: an earlier attempt has made this meeting, and it may have been edited since. */
  async function adopt(mailbox: string, refusal: Answered, key: string): Promise<{ meeting: Meeting } | Failure> {
    const id = textAt(refusal.body, 'error', '@event.existingEventId')
    if (!id) return { unclear: 'Exchange has this transaction already and does not say in which meeting' }
    const query = { $select: FIELDS, $expand: WITH_KEY }
    const answer = await graph.ask({ method: 'GET', path: path`/users/${mailbox}/events/${id}`, mailbox, query })
    const meeting = 'failed' in answer || answer.status !== 200 ? undefined : firstOf([answer.body], key)
    return meeting
      ? { meeting }
      : { unclear: 'Exchange has this transaction already, in a meeting that cannot be read' }
  }

  /** Cancelling tells the attendees in the organizer's words; what cannot be cancelled is deleted. */
  async function remove(organizer: Person, { id }: Meeting): Promise<'removed' | Failure> {
    const mailbox = mailboxOf(organizer)
    const event = path`/users/${mailbox}/events/${id}`
    const cancelled = await graph.ask({ method: 'POST', path: `${event}/cancel`, mailbox, body: {} })
    if (isGone(cancelled)) return 'removed'
    const failure = failureOf(cancelled)
    if (!('refused' in failure)) return failure
    const deleted = await graph.ask({ method: 'DELETE', path: event, mailbox })
    return isGone(deleted) ? 'removed' : failureOf(deleted)
  }
}

const isGone = (answer: Answered | Unanswered) =>
  'status' in answer && (answer.status === 202 || answer.status === 204 || answer.status === 404)

/** Several with one key should not be; then everybody who looks picks the same one: the first that was made. */
function firstOf(events: unknown[], key: string): Meeting | undefined {
  const order = (event: unknown) => `${textAt(event, 'createdDateTime')} ${textAt(event, 'id')}`
  const [first] = events
    .filter((event) => !isTrueAt(event, 'isCancelled') && hasKey(event, key))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
  return meetingOf(first)
}

/** Graph compares values without case; ours differ by it. */
function hasKey(event: unknown, key: string): boolean {
  const properties = listAt(event, 'singleValueExtendedProperties') ?? []
  return properties.some((property) => textAt(property, 'value') === key)
}

function isAsWanted(event: unknown, { key, slot }: Wanted): boolean {
  return (
    instantOf(at(event, 'start')) === slot.start &&
    instantOf(at(event, 'end')) === slot.end &&
    textAt(event, 'transactionId') === transactionOf(key)
  )
}

function meetingOf(event: unknown): Meeting | undefined {
  const id = textAt(event, 'id')
  if (!id) return undefined
  // A calendar without Teams ignores the wish silently: the meeting exists, and has no address to join.
  return { id, iCalUId: textAt(event, 'iCalUId'), joinUrl: textAt(event, 'onlineMeeting', 'joinUrl') || null }
}
