import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

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
