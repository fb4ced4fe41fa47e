import { MINUTE, SECOND } from '../time/instant.ts'

/** After this many attempts a human must look. With the waits below that is about two days. */
export const ATTEMPTS_AT_MOST = 1_000

const LONGEST_WAIT = 4 * MINUTE

/**
 * How long to wait after the n-th failed attempt: seconds, then minutes, never in step with the others. Not longer than
 * four minutes: when a cloud works again, everything shall agree again within five, without anybody's help.
 */
export function backoff(attempt: number, random: () => number): number {
  const full = Math.min(LONGEST_WAIT, 2 * SECOND * 2 ** Math.min(attempt - 1, 20))
  return Math.round(full / 2 + (random() * full) / 2)
}

/** A cloud may ask for a wait, but not for so long that nobody would notice. */
export const longestAskedWait = 15 * MINUTE
