// The rules of availability, written down literally and slowly: no grid arithmetic, no sorted walk, no remembered rule of a
// zone. It shares the zone's table of offsets with the engine, and nothing else.

import type { InTheWay } from '../../src/availability/offer.ts'
import type { Rules } from '../../src/availability/rules.ts'
import { DAY, HOUR, type Instant, MINUTE } from '../../src/time/instant.ts'
import type { Span } from '../../src/time/span.ts'
import { offsetAt, type Zone, zoneNamed } from '../../src/time/zones.ts'

type Availability = Extract<Rules, { kind: 'availability' }>

export function literalSlots(rules: Availability, range: Span, inTheWay: InTheWay, length: number): Span[] {
  const zone = zoneNamed(rules.zone) as Zone
  const step = (rules.step ?? length) * MINUTE
  const starts = new Set<Instant>()
  for (let day = Math.floor(range.start / DAY) - 2; day <= Math.floor(range.end / DAY) + 2; day++) {
    const date = new Date(day * DAY).toISOString().slice(0, 10)
    const weekday = ((new Date(day * DAY).getUTCDay() + 6) % 7) + 1
    const windows = rules.overrides.findLast((each) => each.date === date)?.windows ?? rules.hours[weekday as 1] ?? []
    for (const { from, to } of windows) {
      const opens = onTheClock(zone, day * DAY + from * MINUTE, 'first')
      const closes = onTheClock(zone, day * DAY + to * MINUTE, 'last')
      for (let start = opens; start + length * MINUTE <= closes; start += step) {
        if (start >= range.start && start < range.end) starts.add(start)
      }
    }
  }
  const before = rules.bufferBefore * MINUTE
  const after = rules.bufferAfter * MINUTE
  const inMinutes = ({ start, end }: Span) => ({
    start: Math.floor(start / MINUTE) * MINUTE,
    end: Math.ceil(end / MINUTE) * MINUTE
  })
  const blocking = [inTheWay.organizer, ...inTheWay.required]
    .flat()
    .filter((item) => !('status' in item) || item.status === 'unknown' || rules.blocks.includes(item.status))
    .map(inMinutes)
    .filter(({ start, end }) => start < end)
  const local = (instant: Instant) => Math.floor((instant + offsetAt(zone, instant) * MINUTE) / DAY)
  const monday = (day: number) => day - ((((day + 3) % 7) + 7) % 7)
  const room = (start: Instant) => {
    const day = local(start)
    const sameDay = inTheWay.booked.filter((each) => local(each) === day).length
    const sameWeek = inTheWay.booked.filter((each) => monday(local(each)) === monday(day)).length
    return (rules.perDay === null || sameDay < rules.perDay) && (rules.perWeek === null || sameWeek < rules.perWeek)
  }
  return [...starts]
    .sort((a, b) => a - b)
    .filter((start) =>
      blocking.every((busy) => start - before >= busy.end || start + length * MINUTE + after <= busy.start)
    )
    .filter(room)
    .map((start) => ({ start, end: start + length * MINUTE }))
}

/** Tries every minute within a day and a half: the first or last at which the wall shows this, or the first after a gap. */
function onTheClock(zone: Zone, wall: number, which: 'first' | 'last'): Instant {
  const offsets = new Set<number>()
  for (let at = wall - 36 * HOUR; at <= wall + 36 * HOUR; at += 15 * MINUTE) offsets.add(offsetAt(zone, at))
  const found = [...offsets]
    .map((offset) => wall - offset * MINUTE)
    .filter((instant) => instant + offsetAt(zone, instant) * MINUTE === wall)
    .sort((a, b) => a - b)
  if (found.length > 0) return (which === 'first' ? found[0] : found.at(-1)) as Instant
  for (let at = wall - 36 * HOUR; ; at += MINUTE) if (at + offsetAt(zone, at) * MINUTE >= wall) return at
}
