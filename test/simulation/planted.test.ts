import { expect, test } from 'vitest'
import { planted } from './planted.ts'
import { simulate } from './simulate.ts'

test('ten bugs and more are planted', () => expect(Object.keys(planted).length).toBeGreaterThanOrEqual(10))

test.each(Object.entries(planted))('the auditor finds it when %s', async (name, { caughtBy }) => {
  const { said, summary } = await simulate('--bookings', '100', '--seed', '1', '--plant', name)
  expect(summary.findings).toBeGreaterThan(0)
  expect(said).toMatch(new RegExp(`^episode \\d+: ${caughtBy}`, 'm'))
})
