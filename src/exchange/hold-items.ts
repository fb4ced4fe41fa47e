// learn.microsoft.com/graph/api/user-post-events, event-delete; extended properties: singlevaluelegacyextendedproperty-*
import type { HoldItem, HoldItems, WantedItem } from '../links/hold-items.ts'
import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import type { Answered } from './graph-answer.ts'
import type { Graph } from './graph-client.ts'
import { failureOf, isNoSuchItem } from './graph-errors.ts'
import { mailboxOf, path, quoted } from './graph-path.ts'
import { instantOf, utcTime } from './graph-times.ts'
import { at, isTrueAt, listAt, textAt } from './json.ts'
import { OURS, transactionOf } from './meeting-event.ts'

/** Not the property of meetings: whoever looks for those must not find a hold. */
export const HOLD_PROPERTY = `String ${OURS} Name OnBehalfHold`

const FIELDS = 'id,showAs,attendees,isCancelled,createdDateTime'
const WITH_KEY = `singleValueExtendedProperties($filter=id eq ${quoted(HOLD_PROPERTY)})`

/** Holds in an organizer's own calendar, by the application. The one POST is never repeated by itself. */
export function holdItems(graph: Graph): HoldItems {
  return { find, create, remove }

  async function find(organizer: Person, key: string): Promise<{ item: HoldItem | undefined } | Failure> {
    const mailbox = mailboxOf(organizer)
    const answer = await graph.ask({
      method: 'GET',
      path: path`/users/${mailbox}/events`,
      mailbox,
      query: {
        $filter: `singleValueExtendedProperties/Any(ep: ep/id eq ${quoted(HOLD_PROPERTY)} and ep/value eq ${quoted(key)})`,
        $expand: WITH_KEY,
        $select: FIELDS,
        $top: '5'
      }
    })
    const found = 'failed' in answer || answer.status !== 200 ? undefined : listAt(answer.body, 'value')
    return found ? { item: firstOf(found, key) } : failureOf(answer)
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
    if (answer.code.toLowerCase() === 'errorduplicatetransactionid') return adopt(mailbox, answer, wanted.key)
    if (answer.status !== 201) return failureOf(answer)

    const { body } = answer
    const id = textAt(body, 'id')
    const asWanted =
      instantOf(at(body, 'start')) === wanted.slot.start && instantOf(at(body, 'end')) === wanted.slot.end
    return id && asWanted
      ? { item: { id, touched: false } }
      : { unclear: 'Exchange created another item than the one that was asked for' }
  }

  /** An earlier attempt has made this item. */
  async function adopt(mailbox: string, refusal: Answered, key: string): Promise<{ item: HoldItem } | Failure> {
    const id = textAt(refusal.body, 'error', '@event.existingEventId')
    if (!id) return { unclear: 'Exchange has this transaction already and does not say in which item' }
    const query = { $select: FIELDS, $expand: WITH_KEY }
    const answer = await graph.ask({ method: 'GET', path: path`/users/${mailbox}/events/${id}`, mailbox, query })
    const item = 'failed' in answer || answer.status !== 200 ? undefined : firstOf([answer.body], key)
    return item ? { item } : { unclear: 'Exchange has this transaction already, in an item that cannot be read' }
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

/** Several with one key should not be; then everybody who looks picks the same one: the first that was made. */
function firstOf(events: unknown[], key: string): HoldItem | undefined {
  const order = (event: unknown) => `${textAt(event, 'createdDateTime')} ${textAt(event, 'id')}`
  const [first] = events
    .filter((event) => !isTrueAt(event, 'isCancelled') && hasKey(event, key))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
  const id = textAt(first, 'id')
  return id ? { id, touched: isTouched(first) } : undefined
}

const isTouched = (event: unknown) =>
  textAt(event, 'showAs') !== 'tentative' || (listAt(event, 'attendees')?.length ?? 0) > 0

/** Graph compares values without case; ours differ by it. */
function hasKey(event: unknown, key: string): boolean {
  const properties = listAt(event, 'singleValueExtendedProperties') ?? []
  return properties.some((property) => textAt(property, 'value') === key)
}
