import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PEOPLE_SUFFICE, planted } from './planted.ts'
import { simulate } from './simulate.ts'

/** A change of the app changes every story: a bug may be unlucky in some of them, and hardly in so many. The first that shows it ends the run. */
const WORLDS = 24

test('ten bugs and more are planted, and each is told of in the documents', () => {
  const names = Object.keys(planted)
  expect(names.length).toBeGreaterThanOrEqual(10)
  const told = readFileSync(join(import.meta.dirname, '../../docs/simulation.md'), 'utf8')
  expect(names.filter((name) => !told.includes(`- ${name}\n`))).toEqual([])
})

test.concurrent.each(Object.entries(planted))('the auditor finds it when %s', async (name, bug) => {
  const people = bug.people ?? PEOPLE_SUFFICE
  const worlds = ['--bookings', String(people * WORLDS), '--people', String(people), '--seed', '1']
  const { said } = await simulate(...worlds, '--plant', name, '--until', bug.caughtBy)
  const heard = said.split('\n').filter((line) => line.startsWith('episode'))
  expect(heard.join('\n')).toMatch(new RegExp(`^episode \\d+: (${bug.caughtBy})`, 'm'))
})
