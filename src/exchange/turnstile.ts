/**
 * Exchange answers four requests of one application to one mailbox at a time; a fifth gets 429
 * (learn.microsoft.com/graph/throttling-limits, Outlook). The limit holds for this process; another one has its own.
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
