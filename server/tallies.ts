import type { Clock } from '../src/time/instant.ts'

/** Counts how often something happened from one place; where several processes serve, over all of them (storage/tallies.ts). */
export type Tallies = {
  /** One more in a window of `window` milliseconds, which begins with the first. `left`: how long it still is. */
  add(what: string, who: string, window: number): Promise<{ count: number; left: number }>
}

/** More places than this at once: then the oldest windows are forgotten. */
const PLACES_AT_MOST = 20_000

/** For one process alone. */
export function talliesInMemory(clock: Clock): Tallies {
  const kept = new Map<string, { count: number; until: number }>()
  return {
    async add(what, who, window) {
      const key = `${what} ${who}`
      const now = clock()
      const known = kept.get(key)
      const tally = known && known.until > now ? known : { count: 0, until: now + window }
      tally.count++
      if (tally !== known) kept.delete(key) // a new window goes to the end of the line
      kept.set(key, tally)
      for (const oldest of kept.keys()) {
        if (kept.size <= PLACES_AT_MOST) break
        kept.delete(oldest)
      }
      return { count: tally.count, left: tally.until - now }
    }
  }
}
