// Wall times, the way Graph writes them: a local date and time without offset, and beside it the name of a zone.
// A wall time is kept as the milliseconds it would be in UTC; only this file turns it into an instant and back.

import { refuse } from './refusal.ts'
import { type Zone, zoneNamed } from './zones.ts'

export type DateTimeTimeZone = { dateTime: string; timeZone: string }
export type WallTime = { wall: number; zone: string }

export const minute = 60_000
export const day = 86_400_000

/**
 * The repeated hour of autumn cannot be expressed in this format; like .NET, on which Exchange runs, the second pass
 * (standard time) is taken. A time that does not exist in spring is read with the offset before the gap.
 */
export function instantOf(wall: number, zone: Zone): number {
  const before = zone.offsetAt(wall - day)
  const after = zone.offsetAt(wall + day)
  const late = wall - Math.min(before, after)
  const early = wall - Math.max(before, after)
  if (zone.offsetAt(late) === wall - late) return late
  if (zone.offsetAt(early) === wall - early) return early
  return wall - before
}

export const wallAt = (instant: number, zone: Zone): number => instant + zone.offsetAt(instant)

/** Seven digits after the second and no offset: what Graph prints for every dateTime. */
export const printWall = (wall: number): string => `${new Date(wall).toISOString().slice(0, -1)}0000`

export const printDate = (wall: number): string => new Date(wall).toISOString().slice(0, 10)

export const printInstant = (instant: number): string => `${new Date(instant).toISOString().slice(0, -1)}0000Z`

export const printAt = (instant: number, zoneName: string): DateTimeTimeZone => ({
  dateTime: printWall(wallAt(instant, zoneOrRefuse(zoneName))),
  timeZone: zoneName
})

export function zoneOrRefuse(name: unknown): Zone {
  const zone = typeof name === 'string' ? zoneNamed(name) : undefined
  if (zone) return zone
  throw refuse(
    400,
    'TimeZoneNotSupportedException',
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${typeof name === 'string' ? name : ''}'.`
  )
}

const form = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?)?(Z|[+-]\d{2}:?\d{2})?$/i

/** Milliseconds of the wall time, and the offset when the text carries one; undefined when it is no date. */
export function parseWall(text: unknown): { wall: number; offset?: number } | undefined {
  const parts = typeof text === 'string' ? form.exec(text.trim()) : null
  if (!parts) return undefined
  const [, year, month, date, hour = '0', min = '0', second = '0', fraction = '.0', zone] = parts
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hour), Number(min), Number(second))
  if (new Date(wall).getUTCDate() !== Number(date) || Number(hour) > 23 || Number(min) > 59) return undefined
  const withFraction = wall + Math.trunc(Number(fraction) * 1000)
  return zone ? { wall: withFraction, offset: offsetIn(zone) } : { wall: withFraction }
}

function offsetIn(text: string): number {
  if (text.toUpperCase() === 'Z') return 0
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minute
}

/** A dateTimeTimeZone of a request. An offset inside the text names the instant; the zone then only says how to show it. */
export function readWallTime(value: unknown): WallTime | undefined {
  const { dateTime, timeZone } = (value ?? {}) as Partial<DateTimeTimeZone>
  const read = parseWall(dateTime)
  const zone = zoneOrRefuse(timeZone ?? '')
  if (!read) return undefined
  const wall = read.offset === undefined ? read.wall : wallAt(read.wall - read.offset, zone)
  return { wall, zone: timeZone as string }
}

export const instantIn = ({ wall, zone }: WallTime): number => instantOf(wall, zoneOrRefuse(zone))

/** startDateTime and its like: an offset counts, without one it is UTC. */
export function readInstant(text: string): number | undefined {
  // An unencoded "+" arrives as a space.
  const read = parseWall(text.replace(/ (\d{2}:?\d{2})$/, '+$1'))
  return read && read.wall - (read.offset ?? 0)
}
