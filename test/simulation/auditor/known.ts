import type { Activity, Meeting } from './clouds.ts'
import type { Evidence } from './evidence.ts'
import type { invariantOf } from './invariants.ts'
import type { Store } from './store.ts'

export type Known = {
  evidence: Evidence
  store: Store
  meetings: Meeting[]
  activities: Activity[]
  say(invariant: keyof typeof invariantOf, what: string): void
}
