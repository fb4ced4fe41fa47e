import { SECOND } from '../src/time/instant.ts'

/** An invitee waits this long for Exchange, then reads "received, being confirmed". */
const LONGEST = 8 * SECOND

/** While the process is being stopped nobody may hold it up for longer than this. */
const LONGEST_WHEN_CLOSING = 2 * SECOND

/**
 * Waits for work that goes on by itself, but only as long as is polite. `close()` cuts the waits that are under way, so
 * that everybody is answered before the process ends.
 */
export function politeWaiting() {
  const closing = new AbortController()

  return {
    async wait(work: Promise<unknown>): Promise<void> {
      const enough = Promise.withResolvers<void>()
      const timer = setTimeout(enough.resolve, LONGEST)
      const hurry = () => setTimeout(enough.resolve, LONGEST_WHEN_CLOSING)
      closing.signal.addEventListener('abort', hurry, { once: true })
      if (closing.signal.aborted) hurry()
      try {
        await Promise.race([work, enough.promise])
      } finally {
        clearTimeout(timer)
        closing.signal.removeEventListener('abort', hurry)
      }
    },
    close: () => closing.abort()
  }
}
