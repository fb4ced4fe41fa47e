// The worker that brings calendar holds to what links and bookings say.
import type { Logger } from 'pino'
import type { Graph } from '../../src/exchange/graph-client.ts'
import { holdItems } from '../../src/exchange/hold-items.ts'
import { type KeepingNeeds, keepHolds } from '../../src/links/keep-holds.ts'
import type { PersonId } from '../../src/people/person.ts'
import type { Storage } from '../../src/storage/database.ts'
import { type Clock, SECOND } from '../../src/time/instant.ts'
import type { Config } from '../config.ts'
import { startWorkerLoop } from '../worker-loop.ts'

/** How often links and bookings are looked at for what it means to calendar holds. */
const HOLDS_POLL = 2 * SECOND

type Given = {
  config: Config
  log: Logger
  storage: Storage
  graph: Graph
  clock: Clock
  /** What was read of this person's calendar is old. */
  forget(person: PersonId): void
}

export function composeHolds({ config, log, storage, graph, clock, forget }: Given) {
  const keeping: KeepingNeeds = {
    clock,
    links: storage.links,
    holds: storage.holds,
    items: holdItems(graph),
    random: Math.random,
    changed: ({ id }) => forget(id),
    report: ({ id, state, attempt }, problem, err) =>
      log.warn({ hold: id, state, attempt, problem, err }, 'a calendar hold is not as it should be')
  }
  const loop = config.worker
    ? startWorkerLoop(
        (limit) => keepHolds(limit, keeping),
        (err) => log.error({ err }, 'calendar holds could not be read'),
        HOLDS_POLL
      )
    : undefined
  return { stop: async () => loop?.stop() }
}
