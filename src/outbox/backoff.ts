import { HOUR, MINUTE, SECOND } from '../time/instant.ts'

/** After this many attempts a human must look. With the waits below that is about three days. */
export const ATTEMPTS_AT_MOST = 40

/** How long to wait after the n-th failed attempt: seconds, minutes, then hours, never in step with the others. */
export function backoff(attempt: number, random: () => number): number {
  const full = Math.min(2 * HOUR, 2 * SECOND * 2 ** Math.min(attempt - 1, 20))
  return Math.round(full / 2 + (random() * full) / 2)
}

/** A cloud may ask for a wait, but not for so long that nobody would notice. */
export const longestAskedWait = 15 * MINUTE
