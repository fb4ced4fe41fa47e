import type { Instant } from '../time/instant.ts'

export type GraphTime = { dateTime: string; timeZone: string }

/** UTC always, so that no third zone database decides about an instant. */
export const utcTime = (instant: Instant): GraphTime => ({
  dateTime: new Date(instant).toISOString().slice(0, -1),
  timeZone: 'UTC'
})

/** For query strings: calendarView reads the offset. */
export const isoTime = (instant: Instant) => new Date(instant).toISOString()

const LOCAL = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,7}))?Z?$/

/** The instant of { dateTime, timeZone: "UTC" }; undefined for another zone or shape. Seven digits are cut to milliseconds. */
export function instantOf(value: unknown): Instant | undefined {
  const { dateTime, timeZone } = (value ?? {}) as Partial<Record<keyof GraphTime, unknown>>
  if (typeof dateTime !== 'string' || typeof timeZone !== 'string') return undefined
  if (!['utc', 'tzone://microsoft/utc'].includes(timeZone.toLowerCase())) return undefined
  const parts = LOCAL.exec(dateTime)
  if (!parts) return undefined
  const instant = Date.parse(`${parts[1]}.${(parts[2] ?? '').slice(0, 3).padEnd(3, '0')}Z`)
  return Number.isNaN(instant) ? undefined : instant
}
