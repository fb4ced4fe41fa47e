import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND } from '../time/instant.ts'

/**
 * Exchange answers four requests of one application to one mailbox at a time; a fifth gets 429
 * (learn.microsoft.com/graph/throttling-limits, Outlook). A turnstile of its own is enough for one process; several go
 * through `sharedTurnstile`.
 */
export const AT_ONCE = 4

/** Lets at most `limit` holders of one key through; the others wait in order, or until their signal ends it. */
export type Turnstile = {
  /** Answers how to leave; undefined when the signal came first. */
  enter(key: string, signal: AbortSignal): Promise<(() => void) | undefined>
}

export function turnstile(limit = AT_ONCE): Turnstile {
  const inside = new Map<string, { count: number; waiting: Set<() => void> }>()

  return {
    async enter(key, signal) {
      const gate = inside.get(key) ?? { count: 0, waiting: new Set() }
      inside.set(key, gate)
      if (gate.count < limit) gate.count++
      else if (!(await turn(gate.waiting, signal))) return undefined

      let left = false
      return () => {
        if (left) return
        left = true
        const [next] = gate.waiting
        if (next) return next() // hands over the place, so the count stays
        gate.count--
        if (gate.count === 0) inside.delete(key)
      }
    }
  }
}

/** Seats at a mailbox that all instances share; one is free again after `holdFor` milliseconds, whatever became of its holder. */
export type Seats = { take(mailbox: string, holdFor: number): Promise<{ leave(): Promise<void> } | undefined> }

/** Longer than any call takes. */
const HOLD_FOR = 12 * SECOND

/** How long until a seat is tried for again, at least and at most. */
const TRY_AGAIN = [10, 40] as const

/**
 * A turnstile over all instances: first in line here, then for a seat there. A store that fails stops nobody: then only
 * this process counts, and Exchange says 429 to what is too much.
 */
export function sharedTurnstile(seats: Seats, here = turnstile()): Turnstile {
  return {
    async enter(key, signal) {
      const leaveHere = await here.enter(key, signal)
      if (!leaveHere) return undefined
      for (;;) {
        let seat: Awaited<ReturnType<Seats['take']>>
        try {
          seat = await seats.take(key, HOLD_FOR)
        } catch {
          return leaveHere
        }
        if (signal.aborted) {
          void seat?.leave().catch(() => {}) // ends by its time
          leaveHere()
          return undefined
        }
        if (seat) return () => void seat.leave().then(leaveHere, leaveHere)
        await sleep(TRY_AGAIN[0] + Math.random() * (TRY_AGAIN[1] - TRY_AGAIN[0]))
      }
    }
  }
}

function turn(waiting: Set<() => void>, signal: AbortSignal): Promise<boolean> {
  return new Promise((done) => {
    const end = (mine: boolean) => () => {
      waiting.delete(go)
      signal.removeEventListener('abort', giveUp)
      done(mine)
    }
    const go = end(true)
    const giveUp = end(false)
    waiting.add(go)
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp)
  })
}
