// One run in figures.
import { createHash } from 'node:crypto'
import type { EpisodeResult } from './episode.ts'

export type Summary = ReturnType<typeof summaryOf>

export function summaryOf(seed: string, results: readonly EpisodeResult[]) {
  const findings = results.flatMap((result) => result.findings)
  const against = (...invariants: string[]) =>
    findings.filter(({ invariant }) => invariants.some((each) => invariant.startsWith(each))).length
  const sum = (which: (result: EpisodeResult) => number) => results.reduce((total, each) => total + which(each), 0)
  const convergence = results.flatMap((result) => result.convergence).sort((a, b) => a - b)
  const faults: Record<string, number> = {}
  for (const result of results)
    for (const [what, count] of Object.entries(result.faults)) faults[what] = (faults[what] ?? 0) + count

  return {
    seed,
    episodes: results.length,
    people: sum(({ people }) => people),
    /** Bookings that the store has taken. */
    bookings: sum(({ placed }) => placed),
    findings: findings.length,
    lostAcknowledgements: against('INV-01'),
    duplicateMeetings: against('INV-02'),
    duplicateEvents: against('INV-03'),
    overlaps: against('INV-04', 'INV-05'),
    phantomConfirmations: against('INV-06'),
    /** Simulated seconds from the end of all trouble to the last change. */
    convergence: { p99: seconds(convergence, 0.99), longest: seconds(convergence, 1) },
    faults: Object.values(faults).reduce((total, count) => total + count, 0),
    faultsByKind: Object.fromEntries(Object.entries(faults).sort(([, a], [, b]) => b - a)),
    requests: sum(({ requests }) => requests),
    statements: sum(({ statements }) => statements),
    trace: createHash('sha256')
      .update(results.map(({ hash }) => hash).join())
      .digest('hex')
      .slice(0, 16)
  }
}

function seconds(sorted: readonly number[], quantile: number): number {
  const at = Math.min(sorted.length - 1, Math.ceil(sorted.length * quantile) - 1)
  return Math.round((sorted[at] ?? 0) / 100) / 10
}
