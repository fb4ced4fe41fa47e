// A thousand people post one slot in the same moment, through a plain balancer to two instances, from one address: as honest as a crowd gets.
import { olga } from '../contracts/acme.ts'
import { readLedgers } from './auditor.ts'
import { ask, type Form, open } from './invitees.ts'
import { setUp } from './run.ts'
import { quiet } from './stage.ts'

export type Crowd = {
  trials: number
  people: number
  /** How many were told "booked", trial by trial. */
  winners: number[]
  statuses: Record<string, number>
  serverErrors: number
  /** Of all posts, in milliseconds, as the people saw it. */
  p50: number
  p99: number
  slowest: number
  /** The same for each trial. */
  p99OfTrials: number[]
  /** For how long an instance attended to nothing else, at most, trial by trial. */
  longestStalls: number[]
  violations: string[]
}

export async function crowd(
  trials: number,
  people: number,
  say: (line: string) => void
): Promise<Crowd | { missing: string }> {
  const stage = await setUp({ engine: 'postgres', rounds: 0, seed: 1, freezeEvery: 0, officeHours: true, say })
  if ('missing' in stage) return stage
  const statuses: Record<string, number> = {}
  const winners: number[] = []
  const all: number[] = []
  const p99OfTrials: number[] = []
  const longestStalls: number[] = []
  const violations: string[] = []
  try {
    for (let trial = 1; trial <= trials; trial++) {
      const from = new Date(Date.now() + (3 + trial) * 86_400_000).toISOString().slice(0, 10)
      const forms: Form[] = []
      while (forms.length < people)
        forms.push(
          ...(await Promise.all(
            Array.from({ length: Math.min(25, people - forms.length) }, () => open(stage.address, from))
          ))
        )
      const slot = forms[0]?.slots[5] ?? ''
      const took: number[] = []
      let booked = 0
      await Promise.all(
        forms.map(async ({ id, zone }, nth) => {
          const began = performance.now()
          const email = `t${trial}.p${nth}@crowd.example`
          const fields = { id, zone, slot, name: `Person ${nth}`, email, note: '', from: '' }
          const answer = await ask(`${stage.address}/bookings`, fields).catch(() => undefined)
          took.push(performance.now() - began)
          const status = answer?.status ?? 0
          statuses[status] = (statuses[status] ?? 0) + 1
          if (status === 303) booked++
        })
      )
      winners.push(booked)
      longestStalls.push(await longestStall(stage.ports))
      all.push(...took)
      p99OfTrials.push(percentile(took, 99))
      say(
        `trial ${trial}/${trials}: ${booked} booked, p99 ${percentile(took, 99)} ms, slowest ${percentile(took, 100)} ms`
      )
    }
    await quiet(stage.sql)
    const { meetings, events } = await readLedgers(stage.sql, stage.clouds.origin, olga.address)
    if (winners.some((count) => count !== 1)) violations.push(`winners: ${winners.join(', ')}`)
    if (meetings.length !== trials || events.length !== trials)
      violations.push(`${trials} trials, ${meetings.length} meetings and ${events.length} Events`)
    const serverErrors = Object.entries(statuses).reduce(
      (sum, [status, count]) => sum + (Number(status) >= 500 ? count : 0),
      0
    )
    if (serverErrors > 0 || statuses[0])
      violations.push(`${serverErrors} server errors, ${statuses[0] ?? 0} without an answer`)
    return {
      trials,
      people,
      winners,
      statuses,
      serverErrors,
      p50: percentile(all, 50),
      p99: percentile(all, 99),
      slowest: percentile(all, 100),
      p99OfTrials,
      longestStalls,
      violations
    }
  } finally {
    await stage.down()
  }
}

async function longestStall(ports: readonly number[]): Promise<number> {
  const answers = ports.map(async (port) => JSON.parse((await ask(`http://127.0.0.1:${port}/readyz`)).body))
  return Math.max(...(await Promise.all(answers)).map(({ longestStallMs }) => Number(longestStallMs)))
}

function percentile(times: readonly number[], of: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil((of / 100) * sorted.length) - 1)] ?? 0)
}
