// Bugs that are planted on purpose, to see whether the auditor finds them: each is one change of one source file, made while
// the file is loaded and nowhere else. One that does not fit the source any more stops the run.
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Weather } from './weather.ts'

export type Planted = {
  file: string
  find: string | RegExp
  replace: string
  /** What must go wrong for the bug to show; the rest is drawn. */
  weather?: Partial<Weather>
  /** The invariant that must be named, at least. */
  caughtBy: string
}

export const planted: Record<string, Planted> = {
  'a repeat does not look first': {
    file: 'src/bookings/create-meeting.ts',
    find: 'if (taken.attempt > 1) {',
    replace: 'if (taken.attempt > 1_000_000) {',
    weather: { graph: 30, transactionIds: 'forgotten' },
    caughtBy: 'MAIL'
  },
  'the message is left out of the booking’s transaction': {
    file: 'src/storage/booking-store.ts',
    find: 'if (messages.length > 0) await writeMessages(tx, messageRows(messages, booking.version, now, dueAt, lease))',
    replace: '',
    caughtBy: 'INV-15'
  },
  'the invitee is answered before the booking is committed': {
    file: 'src/bookings/book.ts',
    find: 'const refused = await take(asking, earlier, lease, needs)',
    replace:
      "void take(asking, earlier, lease, needs).catch(() => undefined)\n  if (asking.id) return { booked: asking.id, as: 'being confirmed' }\n  const refused = undefined as Refusal | undefined",
    caughtBy: 'INV-01'
  },
  'a claim is not given back': {
    file: 'src/storage/booking-store.ts',
    find: '    state,\n    start_at: slot.start,',
    replace: "    state: state === 'released' ? ('held' as const) : state,\n    start_at: slot.start,",
    weather: { graph: 25 },
    caughtBy: 'INV-15'
  },
  'times go to Exchange by the clock on the wall': {
    file: 'src/exchange/graph-times.ts',
    find: 'new Date(instant).toISOString()',
    replace: 'new Date(instant + 3_600_000).toISOString()',
    caughtBy: 'INV-08'
  },
  'a write whose connection broke is sent again at once': {
    file: 'src/exchange/graph-sender.ts',
    find: 'const response = await fetch(origin + url.slice(GRAPH.length), init)',
    replace:
      'const send = () => fetch(origin + url.slice(GRAPH.length), init)\n        const response = await send().catch(() => send())',
    weather: { graph: 30, transactionIds: 'forgotten' },
    caughtBy: 'MAIL'
  },
  'overlapping claims are let in': {
    file: 'src/storage/sqlite.ts',
    find: 'await migrate(migratingSqlite(database))',
    replace:
      "await migrate(migratingSqlite(database))\n    for (const { name } of database.prepare(\"select name from sqlite_schema where type = 'trigger' and tbl_name = 'bookings'\").all()) database.exec(`drop trigger ${name}`)",
    caughtBy: 'INV-04'
  },
  'the page says "confirmed" before Exchange has the meeting': {
    file: 'server/routes/book/booking.view.ts',
    find: "held: 'Being confirmed:",
    replace: "held: 'Confirmed:",
    weather: { graph: 30 },
    caughtBy: 'INV-06'
  },
  'twins are left in the calendar': {
    file: 'src/bookings/remove-twins.ts',
    find: 'if (meeting === stays) continue',
    replace: 'continue',
    weather: { twins: 6 },
    caughtBy: 'INV-02'
  },
  'a calendar that is down gives the time back of somebody who was told to wait': {
    file: 'src/bookings/create-meeting.ts',
    find: 'taken.attempt === 1 && isAwaited()',
    replace: 'true',
    weather: { graph: 30 },
    caughtBy: 'INV-01'
  },
  'the invitee’s key is kept as it is': {
    file: 'server/compose.ts',
    find: '(booking) => tokens.hash(tokens.ofBooking(booking))',
    replace: '(booking) => tokens.ofBooking(booking)',
    caughtBy: 'INV-27'
  },
  'a dead worker keeps its messages': {
    file: 'src/storage/outbox-store.ts',
    find: "message.or([message('leased_until', 'is', null), message('leased_until', '<=', now)])\n  ])",
    replace: "message('leased_until', 'is', null)\n  ])",
    weather: { deaths: 3, deadlyRequests: 30 },
    caughtBy: 'INV-42'
  }
}

/** Called before anything of the app is loaded. */
export function plant(name: string): Planted {
  const bug = planted[name]
  if (!bug) throw new Error(`there is no planted bug "${name}"; there are:\n${Object.keys(planted).join('\n')}`)
  const target = pathToFileURL(join(import.meta.dirname, '../..', bug.file)).href
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context)
      if (url !== target) return loaded
      const source = String(loaded.source)
      const changed = source.replace(bug.find, () => bug.replace)
      if (changed === source) throw new Error(`"${name}" does not fit ${bug.file} any more`)
      return { ...loaded, source: changed }
    }
  })
  return bug
}
