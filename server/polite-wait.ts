import { SECOND } from '../src/time/instant.ts'

/** An invitee waits this long for Exchange, then reads "received, being confirmed". */
const LONGEST = 8 * SECOND

/** Whoever has waited for so long is as good as gone: what is decided from now on may come too late for her answer. */
const SURELY_AWAITED = 6 * SECOND

/** While the process is being stopped nobody may hold it up for longer than this. */
const LONGEST_WHEN_CLOSING = 2 * SECOND

const aMoment = () => new Promise((resolve) => setTimeout(resolve, SECOND / 4))

/**
 * Waits for work that goes on by itself, but only as long as is polite. `close()` cuts the waits that are under way, so
 * that everybody is answered before the process ends.
 */
export function politeWaiting() {
  const closing = new AbortController()

  /** `work` may ask whether somebody still waits for what comes of it. */
  async function wait(work: (isAwaited: () => boolean) => Promise<unknown>): Promise<void> {
    const enough = Promise.withResolvers<void>()
    let isAwaited = !closing.signal.aborted
    const leave = () => {
      isAwaited = false
    }
    const goingSoon = setTimeout(leave, SURELY_AWAITED)
    const timer = setTimeout(enough.resolve, LONGEST)
    const hurry = () => {
      leave()
      setTimeout(enough.resolve, LONGEST_WHEN_CLOSING)
    }
    closing.signal.addEventListener('abort', hurry, { once: true })
    if (closing.signal.aborted) hurry()
    try {
      await Promise.race([work(() => isAwaited), enough.promise])
    } finally {
      leave()
      clearTimeout(goingSoon)
      clearTimeout(timer)
      closing.signal.removeEventListener('abort', hurry)
    }
  }

  return {
    wait,
    /** Looks again and again whether it is so. */
    async until(isSo: () => Promise<boolean>): Promise<void> {
      let waiting = true
      await wait(async () => {
        while (waiting && !(await isSo())) await aMoment()
      }).finally(() => {
        waiting = false
      })
    },
    close: () => closing.abort()
  }
}
