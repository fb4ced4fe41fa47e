// What happened, in order. Two runs with one seed have the same trace, which its hash tells without keeping it.
import { createHash } from 'node:crypto'

export type Trace = {
  note(what: string): void
  hash(): string
  /** Only when it was asked to be kept. */
  lines: string[]
}

export function createTrace(now: () => number, keep: boolean): Trace {
  const hash = createHash('sha256')
  const lines: string[] = []
  return {
    note(what) {
      const line = `${new Date(now()).toISOString()} ${what}`
      hash.update(`${line}\n`)
      if (keep) lines.push(line)
    },
    hash: () => hash.copy().digest('hex').slice(0, 16),
    lines
  }
}
