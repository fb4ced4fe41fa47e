// The slot engine beside the limit of the machine. Interleaved, round after round, by the CPU time of this process: an
// absolute figure of a shared machine is worth little, the ratio is the result.
import { offered, type Rules } from '../src/availability/offer.ts'
import { openSpans, type WeeklyHours } from '../src/availability/open-hours.ts'
import { slotsIn } from '../src/availability/slots.ts'
import { MINUTE } from '../src/time/instant.ts'
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
  length: length / MINUTE,
  step: step / MINUTE,
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
  const windows = openSpans(hours, ours, range)
  const [plainWindows, plainBusy] = [inMinutes(windows), inMinutes(busy)]
  const shape = { length, step, before: buffer, after: buffer }

  const contenders = {
    sweep: () => sweep(plainWindows, plainBusy),
    sweepFromHours: () => sweepFromHours(range, plainBusy),
    slotsIn: () => slotsIn(windows, busy, shape),
    offered: () => offered(rules, range, busy)
  }
  const answers = new Set([
    contenders
      .offered()
      .map(({ start }) => start / MINUTE)
      .join(),
    contenders.sweepFromHours().join()
  ])
  const inner = new Set([
    contenders
      .slotsIn()
      .map(({ start }) => start / MINUTE)
      .join(),
    contenders.sweep().join()
  ])
  if (answers.size + inner.size !== 2) throw new Error(`${name}: the engine and the limit do not agree`)

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
      what: `slotsIn(), ${name}`,
      figure: `${show(times.slotsIn)} ms; ${percent(ratio(times.sweep, times.slotsIn))} of the limit`,
      limit: '',
      value: median(times.slotsIn)
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
