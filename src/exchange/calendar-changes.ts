// learn.microsoft.com/graph/delta-query-events: rounds of pages, each ending with a link to the next round. Change
// tracking takes neither $select nor $filter; extended properties are never in it.

import type { CalendarChanges, ChangedItem } from '../following/calendar-changes.ts'
import type { Failure } from '../outbox/failure.ts'
import type { Person } from '../people/person.ts'
import type { Answered, Unanswered } from './graph-answer.ts'
import type { Ask, Graph } from './graph-client.ts'
import { failureOf } from './graph-errors.ts'
import { isOfGraph } from './graph-origin.ts'
import { mailboxOf, path } from './graph-path.ts'
import { isoTime } from './graph-times.ts'
import { at, listAt, textAt } from './json.ts'

const PAGE_SIZE = 100

/** A calendar with more than that in a year is not read at once. */
const PAGES_AT_MOST = 200

type Round = { items: ChangedItem[]; link: string }

export function calendarChanges(graph: Graph): CalendarChanges {
  return {
    async all(organizer, { start, end }) {
      const mailbox = mailboxOf(organizer)
      const round = await wholeRound({
        method: 'GET',
        path: path`/users/${mailbox}/calendarView/delta`,
        mailbox,
        pageSize: PAGE_SIZE,
        query: { startDateTime: isoTime(start), endDateTime: isoTime(end) }
      })
      return round === 'expired' ? { unclear: 'Exchange lost its place within a round' } : round
    },

    async since(organizer: Person, link) {
      const mailbox = mailboxOf(organizer)
      // Kept in our store, and still looked at: a token of ours goes to Graph, and to this mailbox.
      if (!isOfGraph(link) || !link.toLowerCase().includes(`/users/${mailbox}/`)) return 'expired'
      return wholeRound({ method: 'GET', path: link, mailbox, pageSize: PAGE_SIZE })
    }
  }

  async function wholeRound(first: Ask): Promise<Round | 'expired' | Failure> {
    const items = new Map<string, ChangedItem>()
    let next = first
    for (let page = 1; page <= PAGES_AT_MOST; page++) {
      const answer = await graph.ask(next)
      if (isExpired(answer)) return 'expired'
      const values = 'failed' in answer || answer.status !== 200 ? undefined : listAt(answer.body, 'value')
      if (!values || 'failed' in answer) return failureOf(answer)
      // The same item may come more than once: the last word counts.
      for (const item of values.flatMap(changedItem)) items.set(item.id, item)

      const [more, done] = [textAt(answer.body, '@odata.nextLink'), textAt(answer.body, '@odata.deltaLink')]
      const link = more || done
      if (!isOfGraph(link)) return { unclear: 'Exchange gave no link to go on with' }
      if (!more) return { items: [...items.values()], link }
      next = { ...first, path: more, query: {} }
    }
    return { unclear: `more than ${PAGES_AT_MOST} pages of changes` }
  }
}

/** 410, whatever its code: syncStateNotFound, resyncRequired, syncStateInvalid. */
const isExpired = (answer: Answered | Unanswered) => 'status' in answer && answer.status === 410

function changedItem(event: unknown): ChangedItem[] {
  const id = textAt(event, 'id')
  if (!id) return []
  const categories = (listAt(event, 'categories') ?? []).filter((one) => typeof one === 'string')
  return [{ id, iCalUId: textAt(event, 'iCalUId') || null, gone: at(event, '@removed') !== undefined, categories }]
}
