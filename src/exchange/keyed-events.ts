// Events of ours, known again by an extended property: learn.microsoft.com/graph/api/resources/singlevaluelegacyextendedproperty
import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import type { Answered } from './graph-answer.ts'
import type { Graph } from './graph-client.ts'
import { failureOf } from './graph-errors.ts'
import { mailboxOf, path, quoted } from './graph-path.ts'
import { isTrueAt, listAt, textAt } from './json.ts'

/** `fields`: what is read of an event; isCancelled, createdDateTime and id must be among it. */
export function keyedEvents(graph: Graph, property: string, fields: string) {
  const query = { $select: fields, $expand: `singleValueExtendedProperties($filter=id eq ${quoted(property)})` }
  return { query, find, read, adopt }

  /** All that stand with this key; a search may not show for a minute what was made a moment ago. */
  async function find(organizer: Person, key: string): Promise<{ events: unknown[] } | Failure> {
    const mailbox = mailboxOf(organizer)
    const $filter = `singleValueExtendedProperties/Any(ep: ep/id eq ${quoted(property)} and ep/value eq ${quoted(key)})`
    const answer = await graph.ask({
      method: 'GET',
      path: path`/users/${mailbox}/events`,
      mailbox,
      query: { $filter, ...query, $top: '5' }
    })
    const found = 'failed' in answer || answer.status !== 200 ? undefined : listAt(answer.body, 'value')
    return found ? { events: inOrder(found, key) } : failureOf(answer)
  }

  /** By an id that we know there is no search, and what was made a moment ago is shown. None: it is gone, or somebody else's. */
  async function read(organizer: Person, id: string, key: string): Promise<{ events: unknown[] } | Failure> {
    const mailbox = mailboxOf(organizer)
    const answer = await graph.ask({ method: 'GET', path: path`/users/${mailbox}/events/${id}`, mailbox, query })
    if ('status' in answer && answer.status === 404 && answer.code !== '') return { events: [] }
    return 'failed' in answer || answer.status !== 200 ? failureOf(answer) : { events: inOrder([answer.body], key) }
  }

  /** A creation was answered with 400 or 409: an earlier attempt has made this event, and it may have been edited since. */
  async function adopt(organizer: Person, refusal: Answered, key: string): Promise<{ event: unknown } | Failure> {
    const id = textAt(refusal.body, 'error', '@event.existingEventId')
    if (!id) return { unclear: 'Exchange has this transaction already and does not say in which item' }
    const answer = await read(organizer, id, key)
    const [event] = 'events' in answer ? answer.events : []
    return event ? { event } : { unclear: 'Exchange has this transaction already, in an item that cannot be read' }
  }
}

/** A repeat that Exchange does not take for the same request (400 or 409). */
export const isKnownTransaction = ({ code }: Answered): boolean => code.toLowerCase() === 'errorduplicatetransactionid'

/** Several with one key should not be; then everybody who looks picks the same one: the first that was made. */
function inOrder(events: unknown[], key: string): unknown[] {
  const order = (event: unknown) => `${textAt(event, 'createdDateTime')} ${textAt(event, 'id')}`
  return events
    .filter((event) => !isTrueAt(event, 'isCancelled') && hasKey(event, key))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** Graph compares values without case; ours differ by it. */
function hasKey(event: unknown, key: string): boolean {
  const properties = listAt(event, 'singleValueExtendedProperties') ?? []
  return properties.some((property) => textAt(property, 'value') === key)
}
