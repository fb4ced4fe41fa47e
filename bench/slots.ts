// The slot engine beside the limit of the machine. Interleaved, round after round, by the CPU time of this process: an
// absolute figure of a shared machine is worth little, the ratio is the result.
import { offered } from '../src/availability/offer.ts'
import type { Rules } from '../src/availability/rules.ts'
import { startsIn } from '../src/availability/starts.ts'
import { openWindows, type WeeklyHours } from '../src/availability/windows.ts'
import { DAY, MINUTE } from '../src/time/instant.ts'
import { zoneNamed } from '../src/time/zones.ts'
import type { Row } from './figures.ts'
import { inMinutes, sweep, sweepFromHours } from './limit.ts'
import { buffer, closes, length, opens, step, type Workload, workloads, zone } from './workload.ts'

const ROUNDS = 15
const ROUND = 8 // milliseconds for each contender

const hours: WeeklyHours = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from: opens, to: closes }]]))
const rules: Rules = {
  kind: 'availability',
  organizer: { id: 'bench/olga', name: 'Olga Okafor', address: 'olga.okafor@acme.example' },
  zone,
  hours,
  overrides: [],
  lengths: [length / MINUTE],
  step: step / MINUTE,
  firstDate: null,
  lastDate: null,
  required: [],
  perDay: null,
  perWeek: null,
  bufferBefore: buffer / MINUTE,
  bufferAfter: buffer / MINUTE,
  notice: 0,
  horizonDays: 730,
  blocks: ['busy']
}

export function measureSlots(): Row[] {
  return workloads.flatMap(measureOne)
}

function measureOne({ name, range, busy }: Workload): Row[] {
  const ours = zoneNamed(zone)
  if (!ours) throw new Error(`tzdata does not know ${zone}`)
  const windows = openWindows({ zone: ours, hours }, range.start / DAY - 1, range.end / DAY + 1)
  const plainBusy = inMinutes(busy)
  const around = buffer / MINUTE
  const shape = { length: length / MINUTE, step: step / MINUTE, before: around, after: around }
  const minutes = { from: range.start / MINUTE, to: range.end / MINUTE }
  const inTheWay = { organizer: busy, required: [], booked: [] }

  const contenders = {
    sweep: () => sweep(windows, plainBusy),
    sweepFromHours: () => sweepFromHours(range, plainBusy),
    startsIn: () => startsIn(windows, plainBusy, minutes, shape),
    offered: () => offered(rules, range, inTheWay)
  }
  const answers = new Set([
    contenders
      .offered()
      .map(({ start }) => start / MINUTE)
      .join(),
    contenders.sweepFromHours().join()
  ])
  if (answers.size !== 1) throw new Error(`${name}: the engine and the limit do not agree`)

  const times = interleaved(contenders)
  const found = contenders.offered().length
  const ratio = (limit: number[], own: number[]) => median(limit.map((each, round) => each / (own[round] ?? 1)))
  return [
    {
      what: `offered(), ${name} (${found} slots)`,
      figure: `${show(times.offered)} ms; ${percent(ratio(times.sweepFromHours, times.offered))} of the limit`,
      limit: name.startsWith('60 days, 6') ? '≤ 1 ms' : name.startsWith('365') ? '≤ 5 ms' : '',
      value: median(times.offered)
    },
    {
      what: `startsIn(), ${name}`,
      figure: `${show(times.startsIn)} ms; ${percent(ratio(times.sweep, times.startsIn))} of the limit`,
      limit: '',
      value: median(times.startsIn)
    }
  ]
}

function interleaved<K extends string>(contenders: Record<K, () => unknown>): Record<K, number[]> {
  const names = Object.keys(contenders) as K[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>
  for (let round = -3; round < ROUNDS; round++) {
    for (const name of names) {
      const once = contenders[name]
      const began = process.cpuUsage()
      let [runs, spent] = [0, 0]
      while (spent < ROUND) {
        for (let nth = 0; nth < 8; nth++) once()
        runs += 8
        const { user, system } = process.cpuUsage(began)
        spent = (user + system) / 1000
      }
      if (round >= 0) times[name].push(spent / runs) // the first three rounds warm up
    }
  }
  return times
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

const show = (times: number[]) =>
  `${median(times).toFixed(3)} (${Math.min(...times).toFixed(3)}-${Math.max(...times).toFixed(3)})`

const percent = (ratio: number) => `${Math.round(ratio * 100)} %`
