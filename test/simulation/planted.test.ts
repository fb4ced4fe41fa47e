import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PEOPLE_SUFFICE, planted } from './planted.ts'
import { simulate } from './simulate.ts'

test('ten bugs and more are planted, and each is told of in the documents', () => {
  const names = Object.keys(planted)
  expect(names.length).toBeGreaterThanOrEqual(10)
  const told = readFileSync(join(import.meta.dirname, '../../docs/simulation.md'), 'utf8')
  expect(names.filter((name) => !told.includes(`- ${name}\n`))).toEqual([])
})

test.concurrent.each(Object.entries(planted))('the auditor finds it when %s', async (name, bug) => {
  const people = String(bug.people ?? PEOPLE_SUFFICE)
  const { said, summary } = await simulate('--bookings', people, '--seed', bug.seed ?? '1', '--plant', name)
  expect(summary.findings).toBeGreaterThan(0)
  expect(said).toMatch(new RegExp(`^episode \\d+: ${bug.caughtBy}`, 'm'))
})
