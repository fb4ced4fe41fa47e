import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PEOPLE_SUFFICE, planted } from './planted.ts'
import { simulate } from './simulate.ts'

/** A change of the app changes every story: a bug may be unlucky in one of them, and hardly in three. */
const SEEDS = ['1', '2', '3']

test('ten bugs and more are planted, and each is told of in the documents', () => {
  const names = Object.keys(planted)
  expect(names.length).toBeGreaterThanOrEqual(10)
  const told = readFileSync(join(import.meta.dirname, '../../docs/simulation.md'), 'utf8')
  expect(names.filter((name) => !told.includes(`- ${name}\n`))).toEqual([])
})

const often = Object.entries(planted).filter(([, { rare }]) => !rare)

test.concurrent.each(often)('the auditor finds it when %s', async (name, bug) => {
  const people = String(bug.people ?? PEOPLE_SUFFICE)
  const names = new RegExp(`^episode \\d+: ${bug.caughtBy}`, 'm')
  const heard: string[] = []
  for (const seed of SEEDS) {
    const { said } = await simulate('--bookings', people, '--seed', seed, '--plant', name)
    heard.push(...said.split('\n').filter((line) => line.startsWith('episode')))
    if (names.test(heard.join('\n'))) return
  }
  expect(heard.join('\n')).toMatch(names)
})
