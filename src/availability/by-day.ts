import { dateOfDay, type WallDate } from '../time/wall-clock.ts'
import type { Zone } from '../time/zones.ts'
import { wallOf } from './windows.ts'

/** Starts (epoch minutes, in order) as instants in ISO form, under the dates that a wall in the zone shows. */
export function startsByDay(starts: Int32Array, zone: Zone): Record<WallDate, string[]> {
  const days: Record<WallDate, string[]> = {}
  const wall = wallOf(zone)
  let list: string[] = []
  let shownDay = Number.NaN
  let utcDay = Number.NaN
  let utcDate = ''
  for (const start of starts) {
    const day = wall.day(start)
    if (day !== shownDay) {
      shownDay = day
      list = []
      days[dateOfDay(day)] = list
    }
    const utc = Math.floor(start / 1440)
    if (utc !== utcDay) {
      utcDay = utc
      utcDate = dateOfDay(utc)
    }
    const minute = start - utc * 1440
    list.push(`${utcDate}T${two[Math.floor(minute / 60)]}:${two[minute % 60]}:00.000Z`)
  }
  return days
}

const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
