// How Exchange treats a meeting that is created twice: not documented in all cases, so each must do.
import type { Weather } from '../weather.ts'

export type Behaviour = Pick<Weather, 'transactionIds' | 'foundAfter'> & {
  /** Exchange makes the next meeting twice by itself. */
  twin: boolean
}

export const usual: Behaviour = { transactionIds: 'honoured', foundAfter: 0, twin: false }

const memories = ['honoured', 'refused with 400', 'refused with 409', 'forgotten'] as const

export const behaviours: readonly Behaviour[] = memories.flatMap((transactionIds) =>
  [0, 60_000].flatMap((foundAfter) => [false, true].map((twin) => ({ transactionIds, foundAfter, twin })))
)

/** "forgotten, found after 60 s, with a twin" */
export const wordsOf = ({ transactionIds, foundAfter, twin }: Behaviour) =>
  [transactionIds, `found after ${foundAfter / 1000} s`, ...(twin ? ['with a twin'] : [])].join(', ')
