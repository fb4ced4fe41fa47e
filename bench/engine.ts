// The product's engine under the question of a scheduling workload: prepare(scenario) -> () => answer, where the answer is
// { 'YYYY-MM-DD' in the invitee's zone: [ISO starts] }. Rules and rows go in as a link and a calendar give them; nothing is
// computed before the question is asked, except that names of zones are looked up.

import type { BusyItem } from '../src/availability/busy-time.ts'
import { startsByDay } from '../src/availability/by-day.ts'
import { engineStarts } from '../src/availability/engine.ts'
import type { WeeklyHours, Window } from '../src/availability/windows.ts'
import { MINUTE } from '../src/time/instant.ts'
import type { Weekday } from '../src/time/wall-clock.ts'
import { type Zone, zoneNamed } from '../src/time/zones.ts'

export type Scenario = {
  now: string
  rangeStart: string
  rangeEnd: string
  inviteeZone: string
  slotMinutes: number
  bufferBefore: number
  bufferAfter: number
  minimumNoticeMinutes: number
  hosts: {
    zone: string
    workingHours: { days: number[]; start: string; end: string }[]
    busy: { start: string; end: string }[]
  }[]
}

export function prepare(scenario: Scenario): () => Record<string, string[]> {
  const now = Date.parse(scenario.now)
  const range = { start: Date.parse(scenario.rangeStart), end: Date.parse(scenario.rangeEnd) }
  const inviteeZone = zone(scenario.inviteeZone)
  const shape = {
    length: scenario.slotMinutes,
    step: scenario.slotMinutes,
    before: scenario.bufferBefore,
    after: scenario.bufferAfter
  }
  const calendars = scenario.hosts.map((host) => ({
    open: { zone: zone(host.zone), hours: weekly(host.workingHours) },
    items: host.busy.map(
      ({ start, end }): BusyItem => ({ start: Date.parse(start), end: Date.parse(end), status: 'busy' })
    )
  }))
  const earliest = now + scenario.minimumNoticeMinutes * MINUTE
  return () => startsByDay(engineStarts({ calendars, blocks: ['busy'], shape, range, earliest }), inviteeZone)
}

function zone(name: string): Zone {
  const found = zoneNamed(name)
  if (!found) throw new Error(`no zone ${name}`)
  return found
}

/** Days of the workload begin with Sunday as 0. */
function weekly(rules: Scenario['hosts'][number]['workingHours']): WeeklyHours {
  const hours: Partial<Record<Weekday, Window[]>> = {}
  for (const { days, start, end } of rules) {
    for (const day of days) {
      const weekday = (day === 0 ? 7 : day) as Weekday
      hours[weekday] = [...(hours[weekday] ?? []), { from: minutes(start), to: minutes(end) }]
    }
  }
  return hours
}

function minutes(clock: string): number {
  const [hours = 0, rest = 0] = clock.split(':').map(Number)
  return hours * 60 + rest
}
