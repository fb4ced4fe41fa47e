// Randomness that can be repeated: every actor draws from a stream of its own, named after it, so that one more draw of one
// of them moves nobody else's.
import { createHash } from 'node:crypto'

export type Lots = {
  /** From 0, below 1. */
  next(): number
  chance(probability: number): boolean
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  pick<T>(from: readonly T[]): T
  /** By weight. */
  weighted<T extends string>(weights: Partial<Record<T, number>>): T
  /** Another stream that follows from this one's seed and the name alone. */
  stream(name: string): Lots
}

export function lotsOf(seed: string): Lots {
  const digest = createHash('sha256').update(seed).digest()
  let [a, b, c, d] = [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), digest.readInt32LE(12)]

  // sfc32, a small generator without known flaws at these lengths
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))

  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (from) => {
      if (from.length === 0) throw new Error('nothing to pick from')
      return from[between(0, from.length - 1)] as (typeof from)[number]
    },
    weighted: <T extends string>(weights: Partial<Record<T, number>>) => {
      const entries = Object.entries(weights) as [T, number][]
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [name, weight] of entries) {
        left -= weight
        if (left < 0) return name
      }
      return (entries.at(-1) as [T, number])[0]
    },
    stream: (name) => lotsOf(`${seed}/${name}`)
  }
}
