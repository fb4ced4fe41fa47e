// Whose calendars name whom: read by the worker, list after list, and by whoever presses "Look again".
import type { Logger } from 'pino'
import type { CalendarLists } from '../../src/delegates/calendar-list.ts'
import { type IndexNeeds, refreshIndex } from '../../src/delegates/name-index.ts'
import { recentNames } from '../../src/delegates/recent-names.ts'
import type { Graph } from '../../src/exchange/graph-client.ts'
import { namesOf } from '../../src/exchange/names-of.ts'
import type { Storage } from '../../src/storage/database.ts'
import { type Clock, SECOND } from '../../src/time/instant.ts'
import type { Config } from '../config.ts'
import { startWorkerLoop } from '../worker-loop.ts'

/** How soon a new organizer's calendar is read for the first time, at most. */
const POLL = 5 * SECOND

/** Different mailboxes, one call to each. */
const AT_ONCE = 16

type Needs = { config: Config; log: Logger; storage: Storage; graph: Graph; lists: CalendarLists; clock: Clock }

export function composeNameIndex({ config, log, storage, graph, lists, clock }: Needs) {
  const needs: IndexNeeds = {
    ...{ nameIndex: storage.nameIndex, calendarLists: lists, organizers: storage.organizers, clock },
    random: Math.random,
    report: (organizer, problem) => log.warn({ organizer, problem }, 'a list of rights cannot be read')
  }
  const loop = config.worker
    ? startWorkerLoop(
        () => refreshIndex(AT_ONCE, needs),
        (err) => log.error({ err }, 'lists of rights could not be looked after'),
        POLL
      )
    : undefined
  return {
    services: {
      nameIndex: storage.nameIndex,
      namesOf: recentNames(namesOf(graph), clock),
      refreshIndex: () => refreshIndex(AT_ONCE, needs)
    },
    stop: async () => loop?.stop()
  }
}
