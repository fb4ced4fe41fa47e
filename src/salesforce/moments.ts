import type { Instant } from '../time/instant.ts'

/** 2026-12-01T15:00:00.000+0000: an offset without a colon, which not every reader of dates takes. */
export function instantIn(value: unknown): Instant {
  const instant = Date.parse(String(value).replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  if (Number.isNaN(instant)) throw new Error(`not a moment: ${JSON.stringify(value)}`)
  return instant
}
