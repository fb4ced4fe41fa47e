// calendarView and instances: everything that touches a window, series expanded to their occurrences.
import { type Answer, type Call, context, selected } from './call.ts'
import { viewed } from './events.ts'
import { folderFor, insistOnDetails, insistOnReach } from './folder-view.ts'
import { type ItemView, itemFor } from './item-view.ts'
import { page } from './odata/page.ts'
import { occurrencesWithin, type Span, spanOf } from './recurrence.ts'
import { badRequest, invalidRequest } from './refusal.ts'
import { day, readInstant } from './wall-time.ts'

const longestWindowDays = 1825

export function calendarView(call: Call): Answer {
  const view = folderFor(call, 'see calendars')
  insistOnReach(view)
  insistOnDetails(view)
  const window = windowOf(call)

  const seen: { start: number; view: ItemView }[] = []
  for (const kept of call.store.items(view.owner.oid)) {
    if (kept.folder !== view.folder.serial) continue
    for (const one of occurrencesWithin(kept, window)) {
      seen.push({ start: spanOf(one.item).start, view: { ...view, kept, ...one } })
    }
  }
  seen.sort((one, other) => one.start - other.start)
  const rows = seen.map(({ view }) => viewed(call, view))
  return {
    status: 200,
    body: { '@odata.context': context(call, `calendarView${selected(call)}`), ...page(call, rows) }
  }
}

export function instances(call: Call): Answer {
  const view = itemFor(call, 'see calendars')
  const rows = view.kept.recurrence
    ? occurrencesWithin(view.kept, windowOf(call)).map((one) => viewed(call, { ...view, ...one }))
    : []
  const path = `events('${encodeURIComponent(call.params.event ?? '')}')/instances${selected(call)}`
  return { status: 200, body: { '@odata.context': context(call, path), ...page(call, rows) } }
}

export function windowOf({ query }: Pick<Call, 'query'>): Span {
  const [start, end] = [
    edge(query.get('startDateTime'), 'StartDateTime'),
    edge(query.get('endDateTime'), 'EndDateTime')
  ]
  if (end < start) throw invalidRequest('The end of the requested window must not be before its start.')
  if (end - start > longestWindowDays * day) {
    throw invalidRequest(`The requested window is longer than ${longestWindowDays} days.`)
  }
  return { start, end }
}

function edge(text: string | undefined, name: string): number {
  if (!text) {
    throw badRequest(
      `This request requires a time window specified by the query string parameters StartDateTime and EndDateTime; ${name} is missing.`
    )
  }
  const instant = readInstant(text)
  if (instant === undefined) throw badRequest(`The value '${text}' of parameter '${name}' is invalid.`)
  return instant
}
