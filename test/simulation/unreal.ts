// Replaces what a program gets from outside (time, timers, chance, network) for the whole of this operating-system process.
// Nothing of the app is changed or told: it calls what it always calls.
import { createRequire, syncBuiltinESMExports } from 'node:module'
import type { Lots } from './lots.ts'
import { running } from './processes.ts'
import type { Timeline } from './timeline.ts'

export type Outside = {
  timeline: Timeline
  lots: Lots
  fetch(url: string, init: RequestInit): Promise<Response>
}

const require = createRequire(import.meta.url)
const crypto = require('node:crypto') as typeof import('node:crypto')
const timers = require('node:timers') as Record<string, unknown>
const timersPromises = require('node:timers/promises') as Record<string, unknown>
const fs = require('node:fs') as typeof import('node:fs')

const RealDate = Date
let outside: Outside | undefined

function out(): Outside {
  if (!outside) throw new Error('no episode is going on')
  return outside
}

/** From now on this is the world outside; each episode brings its own. */
export function setOutside(next: Outside) {
  outside = next
}

const now = () => (outside ? outside.timeline.now() + (running()?.skew ?? 0) : RealDate.now())

class Timer {
  #event: { cancel(): void } | undefined
  readonly #fire: () => void
  readonly #wait: number
  constructor(wait: number, fire: () => void) {
    this.#wait = wait
    this.#fire = fire
    this.refresh()
  }
  refresh() {
    this.#event?.cancel()
    const { timeline } = out()
    this.#event = timeline.at(timeline.now() + this.#wait, this.#fire, running())
    return this
  }
  close() {
    this.#event?.cancel()
    return this
  }
  ref() {
    return this
  }
  unref() {
    return this
  }
  hasRef() {
    return true
  }
  [Symbol.dispose]() {
    this.close()
  }
}

// A timer of Node's waits for at least a millisecond.
const waitOf = (milliseconds: unknown) => Math.max(1, Math.trunc(Number(milliseconds) || 0))
type Callback = (...given: unknown[]) => void

const setTimeout = (callback: Callback, milliseconds?: number, ...given: unknown[]) =>
  new Timer(waitOf(milliseconds), () => callback(...given))
const setInterval = (callback: Callback, milliseconds?: number, ...given: unknown[]) => {
  const timer: Timer = new Timer(waitOf(milliseconds), () => {
    timer.refresh()
    callback(...given)
  })
  return timer
}
const setImmediate = (callback: Callback, ...given: unknown[]) => new Timer(0, () => callback(...given))
const clear = (timer: unknown) => {
  if (timer instanceof Timer) timer.close()
}

function sleep(milliseconds?: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new DOMException('The operation was aborted', 'AbortError'))
    if (signal?.aborted) return ended()
    const timer = new Timer(waitOf(milliseconds), () => {
      signal?.removeEventListener('abort', stop)
      resolve(value)
    })
    const stop = () => {
      timer.close()
      ended()
    }
    signal?.addEventListener('abort', stop, { once: true })
  })
}

function timeoutSignal(milliseconds: number): AbortSignal {
  const ending = new AbortController()
  setTimeout(
    () => ending.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
    milliseconds
  )
  return ending.signal
}

function randomBytes(size: number): Buffer {
  const { lots } = out()
  return Buffer.from(Array.from({ length: size }, () => lots.between(0, 255)))
}

function randomUUID(): string {
  const bytes = randomBytes(16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Called once, when all modules are loaded that load others while they run. */
export function leaveReality() {
  class UnrealDate extends RealDate {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(now())
      else super(...(given as [number]))
    }
    static override now() {
      return now()
    }
  }
  const replaced: Record<string, unknown> = {
    Date: UnrealDate,
    setTimeout,
    setInterval,
    setImmediate,
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
    fetch: (url: string | URL, init: RequestInit = {}) => out().fetch(String(url), init)
  }
  Object.assign(globalThis, replaced)
  // counts on whatever becomes of the clock on the wall
  const steady = () => (outside ? outside.timeline.now() : RealDate.now())
  const origin = steady()
  Object.defineProperty(globalThis.performance, 'now', { value: () => steady() - origin, configurable: true })
  Object.defineProperty(globalThis.crypto, 'randomUUID', { value: randomUUID, configurable: true })
  Math.random = () => out().lots.next()
  AbortSignal.timeout = timeoutSignal

  Object.assign(timers, { setTimeout, setInterval, setImmediate, clearTimeout: clear, clearInterval: clear })
  Object.assign(timersPromises, {
    setTimeout: sleep,
    setImmediate: (value?: unknown) => new Promise((resolve) => setImmediate(() => resolve(value)))
  })
  Object.assign(crypto, {
    randomUUID,
    randomBytes: (size: number, done?: (error: null, bytes: Buffer) => void) => {
      const bytes = randomBytes(size)
      return done ? process.nextTick(done, null, bytes) : bytes
    }
  })
  // Templates are read when they are first printed: by a thread of its own, whose haste nobody could repeat.
  Object.assign(fs, {
    readFile: (path: string, ...given: unknown[]) => {
      const done = given.pop() as (error: unknown, content?: unknown) => void
      try {
        process.nextTick(done, null, fs.readFileSync(path, given[0] as 'utf8'))
      } catch (error) {
        process.nextTick(done, error)
      }
    }
  })
  syncBuiltinESMExports()
}
