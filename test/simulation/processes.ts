// A process of the simulation: whatever it calls is known to be its own, so that it can die or freeze at any of it.
import { AsyncLocalStorage } from 'node:async_hooks'

export type SimulatedProcess = {
  readonly name: string
  dead: boolean
  /** Until then nothing of it happens; 0: it runs. */
  frozenUntil: number
  /** How far its own clock is off, in milliseconds. */
  skew: number
  /** What must be torn away when it dies: open databases, requests of others that wait for an answer. */
  readonly onDeath: Set<() => void>
}

/** What a call meets in a process that is already dead: nothing gets out of it any more. */
export class Died extends Error {
  override name = 'Died'
}

const current = new AsyncLocalStorage<SimulatedProcess | undefined>()

export const newProcess = (name: string): SimulatedProcess => ({
  name,
  dead: false,
  frozenUntil: 0,
  skew: 0,
  onDeath: new Set()
})

/** Whose code is running; undefined: nobody's but the world's. */
export const running = (): SimulatedProcess | undefined => current.getStore()

export const within = <Result>(process: SimulatedProcess | undefined, work: () => Result): Result =>
  current.run(process, work)

/** kill -9. What it had in memory is lost, what it had committed is not. */
export function kill(process: SimulatedProcess) {
  if (process.dead) return
  process.dead = true
  for (const tear of process.onDeath) tear()
  process.onDeath.clear()
}
