import { type Clock, MINUTE, SECOND } from '../src/time/instant.ts'

/** Less than this is the way there and back. */
const NEGLIGIBLE = 1 * SECOND

const ASKED_EVERY = 1 * MINUTE

export type StoreClock = { clock: Clock; stop(): void }

/** This machine's two clocks: one that somebody may set, and one that only counts on (milliseconds from anywhere). */
export type OwnClocks = { wall: Clock; steady(): number }

const ownClocks: OwnClocks = { wall: () => Date.now(), steady: () => performance.now() }

/**
 * A clock that all instances on one store share: the store's time when it was last asked, and what this machine has counted since. Leases,
 * holds and the wait for a meeting that may still arrive are compared between processes; two machines may be minutes apart, and a clock may
 * be set while we run, which moves nothing here. The store is asked again every minute, and at once when this machine's wall clock has moved
 * against its steady one: somebody has set it, or the machine slept. While the store does not answer, counting goes on.
 */
export async function storeClock(
  storeTime: () => Promise<number>,
  tell: (secondsWrong: number) => void,
  { wall, steady }: OwnClocks = ownClocks
): Promise<StoreClock> {
  let known = { shared: wall(), wall: wall(), steady: steady() }
  let told = 0
  /** Not again before the next minute when there was no answer. */
  let asked = false

  async function compare() {
    const before = wall()
    const there = await storeTime()
    const after = wall()
    const difference = Math.round(there - (before + after) / 2)
    const wrong = Math.abs(difference) < NEGLIGIBLE + (after - before) ? 0 : difference
    if (Math.abs(wrong - told) >= NEGLIGIBLE) tell(Math.round(-wrong / SECOND))
    told = wrong
    known = { shared: after + wrong, wall: after, steady: steady() }
    asked = false
  }
  const compareOnce = () => {
    asked = true
    compare().catch(() => {})
  }

  await compare()
  const timer = setInterval(compareOnce, ASKED_EVERY)
  timer.unref()
  return {
    clock() {
      const counted = steady() - known.steady
      if (!asked && Math.abs(wall() - known.wall - counted) >= NEGLIGIBLE) compareOnce()
      return Math.round(known.shared + counted)
    },
    stop: () => clearInterval(timer)
  }
}
