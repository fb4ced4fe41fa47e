// How this Exchange treats a meeting that is created twice, as far as Microsoft's pages leave it open: whether it remembers
// a transactionId, how it says so, how soon a search finds what was made, and whether it makes one too many all by itself.
import type { Ground } from '../face.ts'

export const memories = ['honoured', 'refused with 400', 'refused with 409', 'forgotten'] as const
export type Memory = (typeof memories)[number]

export type Repeats = {
  transactionIds: Memory
  /** Milliseconds until a search by $filter finds a new event; read by its id it is there at once. */
  foundAfter: number
  /** Of so many events that are created next, a twin is made. */
  twins: number
}

const usual: Repeats = { transactionIds: 'honoured', foundAfter: 0, twins: 0 }

const document = 'repeats'

export const repeatsOf = ({ documents }: Ground): Repeats => (documents.graph[document] as Repeats | undefined) ?? usual

export function setRepeats(ground: Ground, repeats: Repeats) {
  ground.documents.graph[document] = repeats
  ground.changed('graph', document)
}

/** Does this one get a twin? Counts it. */
export function getsTwin(ground: Ground): boolean {
  const repeats = repeatsOf(ground)
  if (repeats.twins === 0) return false
  setRepeats(ground, { ...repeats, twins: repeats.twins - 1 })
  return true
}

const longest = 10 * 60_000

/** What is not said stays as it is. */
export function readRepeats(
  given: Record<string, unknown>,
  before: Repeats
): { repeats: Repeats } | { problem: string } {
  const said = (name: string) => given[name] !== undefined && given[name] !== ''
  const repeats = { ...before }
  if (said('transactionIds')) {
    const memory = memories.find((one) => one === given.transactionIds)
    if (!memory) return { problem: `transactionIds is one of: ${memories.join(', ')}.` }
    repeats.transactionIds = memory
  }
  if (said('foundAfter')) {
    const value = Number(given.foundAfter)
    if (!(value >= 0 && value <= longest))
      return { problem: `foundAfter is a number of milliseconds from 0 to ${longest}.` }
    repeats.foundAfter = value
  }
  if (said('twins')) {
    const value = Number(given.twins)
    if (!(Number.isInteger(value) && value >= 0)) return { problem: 'twins is a whole number, 0 or more.' }
    repeats.twins = value
  }
  return { repeats }
}
