// learn.microsoft.com/graph/api/user-post-events, event-delete; extended properties: singlevaluelegacyextendedproperty-*
import type { HoldItem, HoldItems, WantedItem } from '../links/hold-items.ts'
import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import type { Answered } from './graph-answer.ts'
import type { Graph } from './graph-client.ts'
import { failureOf, isNoSuchItem } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { instantOf, utcTime } from './graph-times.ts'
import { at, listAt, textAt } from './json.ts'
import { isKnownTransaction, keyedEvents } from './keyed-events.ts'
import { OURS, transactionOf } from './meeting-event.ts'

/** Not the property of meetings: whoever looks for those must not find a hold. */
export const HOLD_PROPERTY = `String ${OURS} Name OnBehalfHold`

const FIELDS = 'id,showAs,attendees,isCancelled,createdDateTime'

/** Holds in an organizer's own calendar, by the application. The one POST is never repeated by itself. */
export function holdItems(graph: Graph): HoldItems {
  const events = keyedEvents(graph, HOLD_PROPERTY, FIELDS)
  return { find, create, remove }

  async function find(organizer: Person, key: string): Promise<{ item: HoldItem | undefined } | Failure> {
    const answer = await events.find(organizer, key)
    return 'events' in answer ? { item: itemOf(answer.events[0]) } : answer
  }

  async function create(organizer: Person, wanted: WantedItem): Promise<{ item: HoldItem } | Failure> {
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

    const { body } = answer
    const id = textAt(body, 'id')
    const asWanted =
      instantOf(at(body, 'start')) === wanted.slot.start && instantOf(at(body, 'end')) === wanted.slot.end
    return id && asWanted
      ? { item: { id, touched: false } }
      : { unclear: 'Exchange created another item than the one that was asked for' }
  }

  async function adopt(organizer: Person, refusal: Answered, key: string): Promise<{ item: HoldItem } | Failure> {
    const adopted = await events.adopt(organizer, refusal, key)
    if (!('event' in adopted)) return adopted
    const item = itemOf(adopted.event)
    return item ? { item } : { unclear: 'Exchange gave the item no id' }
  }

  /** It has no attendees, so nobody is told. */
  async function remove(organizer: Person, { id }: HoldItem): Promise<'removed' | Failure> {
    const mailbox = mailboxOf(organizer)
    const answer = await graph.ask({ method: 'DELETE', path: path`/users/${mailbox}/events/${id}`, mailbox })
    const gone = 'status' in answer && (answer.status === 204 || isNoSuchItem(answer))
    return gone ? 'removed' : failureOf(answer)
  }
}

/** Private, without people and without an alarm: it keeps the time in sight and tells nobody for what. */
const eventOf = ({ key, slot, subject, initiatorLine }: WantedItem) => ({
  transactionId: transactionOf(key),
  subject,
  body: {
    contentType: 'text',
    content: `${initiatorLine}\n\nHeld until somebody takes this time or the offer ends; then it is taken out by itself.`
  },
  start: utcTime(slot.start),
  end: utcTime(slot.end),
  showAs: 'tentative',
  sensitivity: 'private',
  isReminderOn: false,
  singleValueExtendedProperties: [{ id: HOLD_PROPERTY, value: key }]
})

function itemOf(event: unknown): HoldItem | undefined {
  const id = textAt(event, 'id')
  return id ? { id, touched: isTouched(event) } : undefined
}

const isTouched = (event: unknown) =>
  textAt(event, 'showAs') !== 'tentative' || (listAt(event, 'attendees')?.length ?? 0) > 0
