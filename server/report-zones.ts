import { execFile } from 'node:child_process'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { type Instant, SECOND } from '../src/time/instant.ts'
import { zoneDataVersion } from '../src/time/zone-data.ts'
import type { Difference } from './zone-differences.ts'

const SCRIPT = join(import.meta.dirname, 'zones-beside-runtime.ts')

/** One line in the log about where the pinned zone rules and the runtime's differ. Never a reason to fail, or to wait. */
export function reportZones(log: Pick<Logger, 'info' | 'warn'>): void {
  const child = execFile(process.execPath, [SCRIPT], { timeout: 60 * SECOND }, (err, answer) => {
    if (err) return log.warn({ err }, 'the zone rules of the runtime could not be compared')
    const zones = (JSON.parse(answer) as Difference[]).map(
      ({ zone, from, until }) => `${zone}, ${dateText(from)} to ${dateText(until)}`
    )
    log.info(
      { pinned: zoneDataVersion, runtime: process.versions.tz, zones },
      `${zones.length} zones have other rules here than in this runtime; ours count`
    )
  })
  child.unref()
}

const dateText = (at: Instant) => new Date(at).toISOString().slice(0, 10)
