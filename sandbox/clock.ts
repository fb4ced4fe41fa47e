// The sandbox's clock: the computer's, moved by as much as a test asked for. It goes on running after it was set,
// and a restart brings it back to the real time.

export type Clock = { now(): number; set(instant: number): void; advance(milliseconds: number): void; reset(): void }

export function createClock(): Clock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    set: (instant) => {
      ahead = instant - Date.now()
    },
    advance: (milliseconds) => {
      ahead += milliseconds
    },
    reset: () => {
      ahead = 0
    }
  }
}
