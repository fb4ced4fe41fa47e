import type { WorldName } from '../directory.ts'
import type { Control, Parts } from '../server.ts'

export function createControl(parts: Parts, reset: (world?: WorldName) => void): Control {
  return ({ path }) => {
    if (!path.startsWith('/_sandbox')) return undefined
    if (path === '/_sandbox/journal') return { status: 200, body: parts.journal.entries() }
    if (path === '/_sandbox/reset') reset()
    return { status: 200, body: {} }
  }
}
