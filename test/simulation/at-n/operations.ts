// What a process does that can fail, in the order in which it does it: requests to the clouds and SQL statements, numbered from 1.
import type { Request } from '../network.ts'

/** `text`: method and path, or the statement. */
export type Operation = { n: number; kind: 'call' | 'statement'; text: string; at: number }

/** Loops that find nothing ask the same again every second; so long ago, and it was another round. */
const ANOTHER_ROUND = 250

export type Operations = {
  /** Each before its effect; answers its number. */
  call(request: Request): number
  statement(text: string): number
  /** After a statement's effect. */
  answered(text: string, answer: unknown): void
  /** Without those that repeat a round in which nothing was found and after which nothing was different. */
  tried(): Operation[]
  all(): number
}

type Group = { operations: Operation[]; words: string[]; wrote: boolean }

/**
 * A transaction is one group, any other statement one by itself. A group that only reads, that has been there before with the very same
 * answers, in an earlier round, and without anything having been written or asked for in between, finds the program in the same state: it
 * is not tried again.
 */
export function countOperations(now: () => number): Operations {
  const kept: Operation[] = []
  const seen = new Map<string, { at: number; change: number }>()
  let count = 0
  let changes = 0
  let open: Group | undefined

  function close(group: Group) {
    const key = group.words.join('\n')
    const at = group.operations[0]?.at ?? 0
    const before = seen.get(key)
    if (group.wrote) changes++
    const isIdle = !group.wrote && before && before.change === changes && at - before.at >= ANOTHER_ROUND
    if (!isIdle) kept.push(...group.operations)
    if (!before || before.change !== changes) seen.set(key, { at, change: changes })
  }

  return {
    call({ method, path }) {
      count++
      changes++
      kept.push({ n: count, kind: 'call', text: `${method} ${path.split('?')[0]}`, at: now() })
      return count
    },
    statement(text) {
      count++
      const operation: Operation = { n: count, kind: 'statement', text, at: now() }
      if (/^begin/.test(text)) open = { operations: [], words: [], wrote: false }
      const group = open ?? { operations: [], words: [], wrote: false }
      group.operations.push(operation)
      if (!open) open = group
      return count
    },
    answered(text, answer) {
      const group = open
      if (!group) return
      const isWithin = /^begin/.test(group.operations[0]?.text ?? '')
      group.words.push(`${text} ${wordsOf(answer)}`)
      if (hasWritten(text, answer)) group.wrote = true
      if (isWithin && !/^(commit|rollback)/.test(text)) return
      open = undefined
      close(group)
    },
    tried: () => kept.toSorted((one, other) => one.n - other.n),
    all: () => count
  }
}

const wordsOf = (answer: unknown) => (Array.isArray(answer) ? JSON.stringify(answer) : '')

/** Rows of a statement that writes are what it wrote. */
function hasWritten(text: string, answer: unknown): boolean {
  if (/^\s*(select|begin|commit|rollback)/i.test(text)) return false
  if (Array.isArray(answer)) return answer.length > 0 && /\b(insert|update|delete)\b/i.test(text)
  return Number((answer as { changes?: number } | undefined)?.changes ?? 0) > 0
}
