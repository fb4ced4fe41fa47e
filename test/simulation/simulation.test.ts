import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Summary } from './summary.ts'

const root = join(import.meta.dirname, '../..')

/** As `npm run sim` does it: a process of its own, which replaces time and chance for itself alone. */
function simulate(...options: string[]): Promise<{ said: string; summary: Summary }> {
  const given = ['--import', './server/require-node.js', 'test/simulation/main.ts', ...options]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, given, { cwd: root, maxBuffer: 64 * 1024 * 1024 }, (error, said, complaints) => {
      const [, summary] = /^(\{\n[\s\S]*^\})$/m.exec(said) ?? []
      if (!summary) reject(new Error(`the simulation ended without a summary: ${error} ${said} ${complaints}`))
      else resolve({ said, summary: JSON.parse(summary) as Summary })
    })
  })
}

test('five hundred bookings under every fault: nothing is lost, doubled, overlapping or promised too early', async () => {
  const { said, summary } = await simulate('--bookings', '500', '--seed', '2')
  expect(said.split('\n').filter((line) => line.startsWith('episode'))).toEqual([])
  expect(summary).toMatchObject({ findings: 0, people: 500 })
  expect(summary.bookings).toBeGreaterThan(350)
  expect(summary.faults).toBeGreaterThan(200)
})

test('the same seed is the same story, also when one episode of it is told alone', async () => {
  const [first, again, alone] = await Promise.all([
    simulate('--bookings', '100', '--seed', '7', '--trace'),
    simulate('--bookings', '100', '--seed', '7', '--trace'),
    simulate('--bookings', '100', '--seed', '7', '--trace', '--episode', '2')
  ])
  expect(again.said).toBe(first.said)
  const story = alone.said
    .split('\n')
    .slice(1, -2)
    .filter((line) => /^\d{4}-/.test(line))
  expect(story.length).toBeGreaterThan(500)
  expect(first.said).toContain(story.join('\n'))
})
