// A few rounds of what npm run chaos does for hours: real processes, a real store, and a kill in every round.
import { describe, expect, test } from 'vitest'
import { diskFull } from '../chaos/disk-full.ts'
import { chaos } from '../chaos/run.ts'

const seed = Date.now() % 1_000_000
const few = { rounds: 2, seed, freezeEvery: 0, say: () => {} }

function shout(missing: string) {
  const line = '='.repeat(100)
  process.stderr.write(`\n${line}\nNOT RUN: ${missing}\n${line}\n`)
}

describe('instances and workers are killed while people book', () => {
  test('on PostgreSQL: what was promised exists once, and nothing twice', { timeout: 120_000 }, async () => {
    const summary = await chaos({ ...few, engine: 'postgres' })
    if ('missing' in summary) {
      if (process.env.CI === 'true') throw new Error(summary.missing)
      return shout(summary.missing)
    }
    const { findings, ...rest } = summary
    const story = JSON.stringify(rest)
    expect(Object.values(findings).flat(), story).toEqual([])
    expect(summary.kills, story).toBeGreaterThanOrEqual(few.rounds)
    expect(summary.attempts.booked, story).toBeGreaterThan(5)
  })

  test('on one data folder that they share: the same', { timeout: 120_000 }, async () => {
    const summary = await chaos({ ...few, rolling: false, engine: 'sqlite' })
    if ('missing' in summary) throw new Error(summary.missing)
    const { findings, ...rest } = summary
    const story = JSON.stringify(rest)
    expect(Object.values(findings).flat(), story).toEqual([])
    expect(summary.attempts.booked, story).toBeGreaterThan(5)
  })
})

test('a full disk: nothing is acknowledged that is not kept, and it goes on when there is room', {
  timeout: 60_000
}, async () => {
  const outcome = await diskFull(() => {})
  if ('missing' in outcome) return shout(outcome.missing)
  expect(outcome.violations).toEqual([])
  expect(outcome.refusedWhileFull).toBeGreaterThan(0)
  expect(outcome.statuses.filter((status) => status !== 503 && status !== 303)).toEqual([])
})
