// npm run faults tries every case; here, in every run, the most telling of them.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../..')

type Operations = Record<'create' | 'move' | 'cancel', { requests: number; statements: number; cases: number }>
type Summary = { operations: Operations; tried: number; findings: number; ended: Record<string, number> }

function faults(...options: string[]): Promise<{ said: string; summary: Summary }> {
  const given = ['--import', './server/require-node.js', 'test/simulation/at-n/main.ts', '--processes', '1', ...options]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, given, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, said, complaints) => {
      const [, summary] = /^(\{\n[\s\S]*^\})$/m.exec(said) ?? []
      if (!summary) reject(new Error(`no summary: ${error} ${said} ${complaints}`))
      else resolve({ said, summary: JSON.parse(summary) as Summary })
    })
  })
}

test('whichever request or statement of creating, moving or cancelling goes wrong, nothing is lost or doubled', async () => {
  const { said, summary } = await faults('--quick')
  expect(said.slice(0, said.indexOf('{\n'))).toBe('') // findings are said first
  expect(summary.findings).toBe(0)
  expect(summary.tried).toBeGreaterThan(60)
  expect(Object.keys(summary.ended).sort()).toEqual(['booked', 'cancelled', 'moved'])
  // what a booking cannot be made, moved or cancelled without
  const { create, move, cancel } = summary.operations
  expect(create.requests).toBeGreaterThan(10)
  expect(Math.min(move.requests, cancel.requests)).toBeGreaterThanOrEqual(3)
  expect(Math.min(create.statements, move.statements, cancel.statements)).toBeGreaterThan(30)
})

test('a bug that shows only after a death at the wrong statement is found', async () => {
  const planted = ['--plant', 'a dead worker keeps its messages']
  const { said, summary } = await faults('--quick', '--act', 'create', '--way', 'process death', ...planted)
  expect(summary.findings).toBeGreaterThan(0)
  expect(said).toMatch(/^create \d+ process death after: commit: INV-42/m)
})
