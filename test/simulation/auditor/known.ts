import type { Activity, Meeting } from './clouds.ts'
import type { Change, Evidence } from './evidence.ts'
import type { invariantOf } from './invariants.ts'
import type { Store } from './store.ts'

export type Known = {
  /** What somebody wanted of a booking after it was taken, oldest first. */
  changesOf(booking: string): readonly Change[]
  evidence: Evidence
  store: Store
  meetings: Meeting[]
  activities: Activity[]
  say(invariant: keyof typeof invariantOf, what: string): void
}
