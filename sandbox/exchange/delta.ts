// calendarView/delta. A round is a list of what to tell, made when it begins and told page by page; its last page ends
// with a link that begins the next round: what has become different since.

import { windowOf } from './calendar-view.ts'
import { type Answer, type Call, root } from './call.ts'
import { printEvent } from './event-printing.ts'
import { type FolderView, folderFor, insistOnDetails, insistOnReach } from './folder-view.ts'
import { idSpace, writeId } from './ids.ts'
import { isOccurrence, occurrenceOn, occurrencesWithin, type Span } from './recurrence.ts'
import { refuse } from './refusal.ts'

/** "serial" or "serial date" for an occurrence, with the version in which it was told. */
type Versions = Record<string, number>

export type Round = {
  id: string
  mailbox: string
  folder: number
  window: Span
  /** What the calendar held when the round began. */
  held: Versions
  /** What the round tells, in order. */
  tells: string[]
}

const pageSize = 10
/** Older states of a calendar are forgotten; who comes with one begins anew. */
const mostRounds = 100

export function calendarViewDelta(call: Call): Answer {
  insistOnPlainQuery(call)
  const view = folderFor(call, 'see calendars')
  insistOnReach(view)
  insistOnDetails(view)
  const { query } = call
  const [skip, delta] = [query.get('skiptoken'), query.get('deltatoken')]
  if (skip) {
    const [id = '', from = '0'] = skip.split('.')
    return page(call, view, known(call, view, id), Number(from))
  }
  const before = delta ? known(call, view, delta) : undefined
  return page(call, view, begin(call, view, before), 0)
}

/** Change tracking can neither choose nor sort. */
function insistOnPlainQuery({ query }: Call) {
  const refused = ['select', 'expand', 'filter', 'orderby', 'search', 'top'].filter((name) => query.get(name))
  if (refused.length === 0) return
  throw refuse(
    400,
    'ErrorInvalidUrlQuery',
    `The following parameters are not supported with change tracking over the 'CalendarView' resource: '${refused.map((name) => `$${name}`).join(', ')}'.`
  )
}

function known({ store }: Call, { owner, folder }: FolderView, id: string): Round {
  const round = store.round(id)
  if (round && round.mailbox === owner.oid && round.folder === folder.serial) return round
  throw refuse(410, 'SyncStateNotFound', `The sync state generation is not found; generation=${id.slice(0, 40)}.`)
}

function begin({ store, query }: Call, { owner, folder }: FolderView, before: Round | undefined): Round {
  const window = before?.window ?? windowOf({ query })
  const held: Versions = {}
  for (const item of store.items(owner.oid)) {
    if (item.folder !== folder.serial) continue
    const within = occurrencesWithin(item, window)
    // A series comes with its occurrences.
    if (item.recurrence && within.length) held[String(item.serial)] = item.change
    for (const { occurrence } of within)
      held[occurrence ? `${item.serial} ${occurrence}` : `${item.serial}`] = item.change
  }
  const was = before?.held ?? {}
  const gone = Object.keys(was).filter((key) => !(key in held))
  const changed = Object.keys(held).filter((key) => was[key] !== held[key])
  const id = `${store.ground.next()}-${Buffer.from(`${owner.number}.${folder.serial}`).toString('base64url')}`
  const round = { id, mailbox: owner.oid, folder: folder.serial, window, held, tells: [...gone, ...changed] }
  store.saveRound(round)
  forgetOld(store, owner.oid)
  return round
}

function forgetOld(store: Call['store'], mailbox: string) {
  const own = store.rounds().filter((round) => round.mailbox === mailbox)
  for (const { id } of own.slice(0, -mostRounds)) store.removeRound(id)
}

function page(call: Call, view: FolderView, round: Round, from: number): Answer {
  const size = call.prefer.pageSize ?? pageSize
  const value = round.tells.slice(from, from + size).map((key) => told(call, view, round, key))
  const next = from + size
  const path = `${root}${call.path}`
  const link =
    next < round.tells.length
      ? { '@odata.nextLink': `${path}?$skiptoken=${round.id}.${next}` }
      : { '@odata.deltaLink': `${path}?$deltatoken=${round.id}` }
  return { status: 200, body: { '@odata.context': `${root}/$metadata#Collection(event)`, ...link, value } }
}

/** As it is now: between two pages it may have changed again, or gone. */
function told(call: Call, view: FolderView, { held }: Round, key: string): Record<string, unknown> {
  const [serial = '', occurrence] = key.split(' ')
  const kept = call.store.item(Number(serial))
  const isThere = kept?.folder === view.folder.serial && (!occurrence || isOccurrence(kept, occurrence))
  if (!kept || !isThere || !(key in held)) {
    const { idForm } = call.prefer
    const place = { kind: 'item', mailbox: idSpace(view.viewer, idForm), serial: Number(serial) } as const
    const id = writeId(occurrence ? { ...place, occurrence } : place, idForm)
    return { '@odata.type': '#microsoft.graph.event', id, '@removed': { reason: 'deleted' } }
  }
  const seen = occurrence ? { item: occurrenceOn(kept, occurrence), occurrence } : { item: kept }
  return { '@odata.type': '#microsoft.graph.event', ...printEvent({ ...view, kept, ...seen }, call) }
}
