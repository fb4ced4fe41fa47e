// What is looked at over and over: whether calendars behind open links can be read, which links are suspended, and what was entered in
// Outlook beside a meeting of ours.
import type { Logger } from 'pino'
import type { EverybodysBusyTimes } from '../../src/availability/busy-time.ts'
import type { AuthorityNeeds } from '../../src/delegates/authority.ts'
import type { Graph } from '../../src/exchange/graph-client.ts'
import { otherEntries } from '../../src/exchange/other-entries.ts'
import { noteSuspensions } from '../../src/links/suspensions.ts'
import type { Storage } from '../../src/storage/database.ts'
import { SECOND } from '../../src/time/instant.ts'
import { type WatchNeeds, watchCalendar } from '../../src/watch/watch-calendar.ts'
import { type CollisionNeeds, watchCollisions } from '../../src/watch/watch-collisions.ts'
import type { Config } from '../config.ts'
import { startWatchLoop } from '../watch-loop.ts'
import { collisionWords } from '../wording/collisions.ts'
import { letterWords } from '../wording/letters.ts'
import { startWorkerLoop } from '../worker-loop.ts'
import type { Notices } from './notices.ts'

/** How soon after a confirmation its calendar is looked at for the first time, at most. */
const COLLISIONS_POLL = 5 * SECOND

type Given = {
  config: Config
  log: Logger
  storage: Storage
  graph: Graph
  authority: AuthorityNeeds
  busyTimes: EverybodysBusyTimes
  notices: Pick<Notices, 'about' | 'whomToTell' | 'readerOf'>
}

export function composeWatches({ config, log, storage, graph, authority, busyTimes, notices }: Given) {
  const { bookings, links, organizers } = storage
  const shared = { ...authority, bookings, links, organizers, whomToTell: notices.whomToTell }
  const watching: WatchNeeds = {
    ...shared,
    watches: storage.watches,
    busyTimes,
    mail: notices.about('calendar'),
    wordsFor: async (kind, about) =>
      letterWords(kind, about, await notices.readerOf(about.to, about.link), config.publicOrigin),
    report: (problem, { id }) => log.warn({ problem, organizer: id }, 'nobody could be told about a calendar')
  }
  const calendars = config.worker
    ? startWatchLoop(
        organizers.all,
        async (organizer) => {
          await noteSuspensions(organizer, { ...shared, suspensions: storage.suspensions })
          await watchCalendar(organizer, watching)
        },
        (err) => log.error({ err }, 'calendars could not be looked after')
      )
    : undefined

  const colliding: CollisionNeeds = {
    ...shared,
    collisions: storage.collisions,
    entries: otherEntries(graph),
    mail: notices.about('collision'),
    wordsFor: async (about) => collisionWords(about, await notices.readerOf(about.to, about.link), config.publicOrigin),
    report: (problem, booking, err) => log.warn({ problem, booking, err }, 'the collision watch has a problem')
  }
  const collisions = config.worker
    ? startWorkerLoop(
        (limit) => watchCollisions(limit, colliding),
        (err) => log.error({ err }, 'collisions could not be looked for'),
        COLLISIONS_POLL
      )
    : undefined

  return { stop: async () => void (await Promise.all([calendars?.stop(), collisions?.stop()])) }
}
