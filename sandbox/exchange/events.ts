// Events as they are read, and the answer that everything that writes one gives.
import { type Answer, type Call, context, selected } from './call.ts'
import { printEvent } from './event-printing.ts'
import { folderFor, insistOnDetails, insistOnReach } from './folder-view.ts'
import { type ItemView, itemFor } from './item-view.ts'
import { page } from './odata/page.ts'
import type { Row } from './odata/row.ts'
import { shape } from './odata/select.ts'
import { repeatsOf } from './repeats.ts'

export function listEvents(call: Call): Answer {
  const view = folderFor(call, 'see calendars')
  insistOnReach(view)
  insistOnDetails(view)
  const { ground } = call.store
  const newest = call.query.get('filter') ? ground.now() - repeatsOf(ground).foundAfter : ground.now()
  const rows = []
  for (const item of call.store.items(view.owner.oid)) {
    if (item.folder === view.folder.serial && item.created <= newest)
      rows.push(viewed(call, { ...view, kept: item, item }))
  }
  return { status: 200, body: { '@odata.context': context(call, place(call) + selected(call)), ...page(call, rows) } }
}

export function readEvent(call: Call): Answer {
  const view = itemFor(call, 'see calendars')
  return { status: 200, ...answerWithEvent(call, view) }
}

/** An event together with what may be asked for besides: $expand and $filter see it, a plain answer does not. */
export function viewed(call: Call, view: ItemView): Row {
  return { printed: printEvent(view, call), kept: view.kept }
}

export function answerWithEvent(call: Call, view: ItemView) {
  const printed = printEvent(view, call)
  const body = {
    '@odata.context': context(call, `${place(call)}${selected(call)}/$entity`),
    ...shape(call, { printed, kept: view.kept })
  }
  return { body, headers: { etag: printed['@odata.etag'] } }
}

const place = ({ params }: Call) =>
  params.calendar ? `calendars('${encodeURIComponent(params.calendar)}')/events` : 'events'
