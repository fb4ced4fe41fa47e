// What time brings by itself: links of an ended grant are handed over, and what nobody needs any more goes.
import type { Logger } from 'pino'
import type { AuthorityNeeds } from '../../src/delegates/authority.ts'
import { handOverEnded } from '../../src/links/hand-over-ended.ts'
import type { Storage } from '../../src/storage/database.ts'
import { MINUTE, SECOND } from '../../src/time/instant.ts'
import type { Config } from '../config.ts'
import { startWorkerLoop } from '../worker-loop.ts'

/** How often it is looked whether a grant has ended whose links somebody takes over. */
const HEIRS_POLL = 30 * SECOND

const TIDY_EVERY = 10 * MINUTE

type Given = { config: Config; log: Logger; storage: Storage; authority: AuthorityNeeds }

export function composeUpkeep({ config, log, storage, authority }: Given) {
  const { bookings, links, organizers } = storage
  const handOver = async () => {
    const report = ({ organizer, person }: { organizer: string; person: { id: string } }, problem: string) =>
      log.warn({ organizer, person: person.id, problem }, 'links of an ended grant were not handed over')
    await handOverEnded({ ...authority, ...{ bookings, links, organizers, grants: storage.grants }, report })
    return 0
  }
  const tidy = async () => {
    const went = await storage.tidy(authority.clock())
    if (Object.values(went).some((count) => count > 0)) log.info({ went }, 'tidied')
    return 0
  }
  const loops = config.worker
    ? [
        startWorkerLoop(handOver, (err) => log.error({ err }, 'ended grants could not be followed'), HEIRS_POLL),
        startWorkerLoop(
          tidy,
          (err) => log.error({ err }, 'what nobody needs any more could not be taken out'),
          TIDY_EVERY
        )
      ]
    : []
  return { stop: async () => void (await Promise.all(loops.map((loop) => loop.stop()))) }
}
