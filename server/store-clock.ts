import { type Clock, MINUTE, SECOND } from '../src/time/instant.ts'

/** Less than this is the way there and back. */
const NEGLIGIBLE = 1 * SECOND

const ASKED_EVERY = 1 * MINUTE

export type StoreClock = { clock: Clock; stop(): void }

/**
 * A clock that all instances on one store share: this machine's, put right by the store's. Leases, holds and sessions are compared between
 * instances, and two machines may be minutes apart. Asked again every minute, for a clock may be set while we run; while the store does
 * not answer, the last difference counts.
 */
export async function storeClock(
  storeTime: () => Promise<number>,
  tell: (secondsWrong: number) => void,
  own: Clock = Date.now
): Promise<StoreClock> {
  let wrong = 0
  async function compare() {
    const asked = own()
    const there = await storeTime()
    const answered = own()
    const difference = Math.round(there - (asked + answered) / 2)
    const now = Math.abs(difference) < NEGLIGIBLE + (answered - asked) ? 0 : difference
    if (Math.abs(now - wrong) >= NEGLIGIBLE) tell(Math.round(-now / SECOND))
    wrong = now
  }
  await compare()
  const timer = setInterval(() => void compare().catch(() => {}), ASKED_EVERY)
  timer.unref()
  return { clock: () => own() + wrong, stop: () => clearInterval(timer) }
}
