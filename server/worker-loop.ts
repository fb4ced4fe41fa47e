import { SECOND } from '../src/time/instant.ts'

/** How often the outbox is looked at when nobody has rung. */
const POLL = 1 * SECOND

const AT_ONCE = 8

export type WorkerLoop = {
  /** Something was written that may be delivered now. */
  ring(): void
  /** Resolves when what is in hand is delivered. */
  stop(): Promise<void>
}

/** Delivers what is due, for ever. A failing store is reported and tried again at the next look. */
export function startWorkerLoop(
  deliverDue: (limit: number) => Promise<number>,
  report: (cause: unknown) => void,
  poll = POLL
): WorkerLoop {
  let stopped = false
  let wake = () => {}

  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, poll)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const run = async () => {
    while (!stopped) {
      const delivered = await deliverDue(AT_ONCE).catch((cause) => {
        report(cause)
        return 0
      })
      if (delivered < AT_ONCE && !stopped) await sleep()
    }
  }
  const running = run()

  return {
    ring: () => wake(),
    async stop() {
      stopped = true
      wake()
      await running
    }
  }
}
