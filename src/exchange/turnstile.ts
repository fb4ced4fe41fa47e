/**
 * Exchange answers four requests of one application to one mailbox at a time; a fifth gets 429
 * (learn.microsoft.com/graph/throttling-limits, Outlook). The limit holds for this process; another one has its own.
 */
export const AT_ONCE = 4

/** Lets at most `limit` holders of one key through; the others wait in order, or until their signal ends it. */
export type Turnstile = { enter(key: string, signal: AbortSignal): Promise<() => void> }

export function turnstile(limit = AT_ONCE): Turnstile {
  const inside = new Map<string, { count: number; waiting: Set<() => void> }>()

  return {
    async enter(key, signal) {
      const gate = inside.get(key) ?? { count: 0, waiting: new Set() }
      inside.set(key, gate)
      if (gate.count < limit) gate.count++
      else await turn(gate.waiting, signal) // whoever leaves hands over the place, so the count stays

      let left = false
      return () => {
        if (left) return
        left = true
        const [next] = gate.waiting
        if (next) return next()
        gate.count--
        if (gate.count === 0) inside.delete(key)
      }
    }
  }
}

function turn(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const end = (then: () => void) => () => {
      waiting.delete(go)
      signal.removeEventListener('abort', giveUp)
      then()
    }
    const go = end(done)
    const giveUp = end(() => fail(signal.reason))
    waiting.add(go)
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp)
  })
}
