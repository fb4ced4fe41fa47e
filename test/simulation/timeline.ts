// Time that passes only when nothing else can happen. Every timer, every packet and every start of a process is an event on
// one line, in the order of time, then of being written down; what an event sets going runs to its end before the next.
import { setImmediate as immediate } from 'node:timers/promises'
import { type SimulatedProcess, within } from './processes.ts'

type Event = { at: number; order: number; run(): void; owner: SimulatedProcess | undefined; cancelled: boolean }

export type Scheduled = { cancel(): void }

export type Timeline = {
  /** Epoch milliseconds, the true time of the simulated world. */
  now(): number
  /** `owner`: whose event it is; nothing happens when she is dead by then, and it waits while she is frozen. */
  at(when: number, run: () => void, owner?: SimulatedProcess): Scheduled
  /** Goes on until `done` answers true between two events, or until that time. Answers whether it was done. */
  runUntil(done: () => boolean, latest: number): Promise<boolean>
  events(): number
}

// The end of a turn of Node's own loop, when every promise that could go on has gone on. Kept by value: the name itself
// will mean the unreal one.
const turn = immediate

export function createTimeline(begin: number): Timeline {
  const heap: Event[] = []
  let now = begin
  let written = 0
  let happened = 0

  const before = (one: Event, other: Event) => one.at < other.at || (one.at === other.at && one.order < other.order)

  function push(event: Event) {
    heap.push(event)
    let child = heap.length - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (!before(heap[child] as Event, heap[parent] as Event)) return
      swap(child, parent)
      child = parent
    }
  }

  function pop(): Event | undefined {
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    heap[0] = last
    let parent = 0
    for (;;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2]
      let least = parent
      if (left < heap.length && before(heap[left] as Event, heap[least] as Event)) least = left
      if (right < heap.length && before(heap[right] as Event, heap[least] as Event)) least = right
      if (least === parent) return first
      swap(parent, least)
      parent = least
    }
  }

  function swap(one: number, other: number) {
    const kept = heap[one] as Event
    heap[one] = heap[other] as Event
    heap[other] = kept
  }

  function add(when: number, run: () => void, owner: SimulatedProcess | undefined): Event {
    written++
    const event = { at: Math.max(when, now), order: written, run, owner, cancelled: false }
    push(event)
    return event
  }

  return {
    now: () => now,
    at(when, run, owner) {
      const event = add(when, run, owner)
      return {
        cancel() {
          event.cancelled = true
        }
      }
    },
    async runUntil(done, latest) {
      await turn()
      while (!done()) {
        const next = pop()
        if (!next) throw new Error('nothing is left that could happen')
        if (next.cancelled || next.owner?.dead) continue
        if (next.at > latest) {
          push(next)
          now = latest
          return done()
        }
        now = next.at
        if (next.owner && next.owner.frozenUntil > now) {
          add(next.owner.frozenUntil, () => next.cancelled || next.run(), next.owner)
          continue
        }
        happened++
        within(next.owner, next.run)
        await turn()
      }
      return true
    },
    events: () => happened
  }
}
