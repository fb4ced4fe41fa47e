/** A moment, as epoch milliseconds. Wall clocks exist only at the edge: src/time/wall-clock.ts and server/wording/when.ts. */
export type Instant = number

/** Handed in wherever "now" matters, so that a test decides what time it is. */
export type Clock = () => Instant

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
