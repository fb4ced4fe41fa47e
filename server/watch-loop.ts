import { setTimeout as sleep } from 'node:timers/promises'
import type { Organizer } from '../src/people/organizer.ts'
import { MINUTE, SECOND } from '../src/time/instant.ts'
import { inParallel } from './routes/console/in-parallel.ts'

/** The start has better things to do. */
const BEGIN_AFTER = 1 * MINUTE

/** How often it is asked whose turn it is; how often each calendar is looked at is decided in watch-calendar.ts. */
const POLL = 10 * SECOND

/** A calendar that does not answer takes ten seconds, and a thousand of them shall be through in five minutes. */
const AT_ONCE = 32

/** Looks after the calendars of all organizers, for ever. Stopping does not wait for Exchange. */
export function startWatchLoop(
  all: () => Promise<Organizer[]>,
  watch: (organizer: Organizer) => Promise<void>,
  report: (cause: unknown) => void
): { stop(): Promise<void> } {
  const ending = new AbortController()
  const { signal } = ending

  const run = async () => {
    await sleep(BEGIN_AFTER, undefined, { signal })
    for (;;) {
      try {
        await inParallel(await all(), AT_ONCE, async (organizer) => {
          if (!signal.aborted) await watch(organizer).catch(report)
        })
      } catch (cause) {
        report(cause)
      }
      await sleep(POLL, undefined, { signal })
    }
  }
  const running = run().catch(() => {}) // a sleep that was ended

  return {
    async stop() {
      ending.abort()
      await Promise.race([running, sleep(SECOND)])
    }
  }
}
