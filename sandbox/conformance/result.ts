// What a replay says about one case.
export type Result = {
  name: string
  outcome: 'passed' | 'failed' | 'skipped'
  /** Why it failed or was skipped; on a pass, what was not held against it. */
  why?: string
}
