import { expect, test } from 'vitest'
import { administratorsNamed } from '../../src/people/administrators.ts'
import type { Directory } from '../../src/people/directory.ts'
import { objectIdOf, type Person } from '../../src/people/person.ts'
import { dana, max } from '../world/cast.ts'

const directory: Directory = { byAddress: async (address) => [dana, max].find((person) => person.address === address) }

// biome-ignore format: a table
test.each<[string, string[], Person, boolean]>([
  ['by his address',                       [max.address],               max,  true],
  ['however it is spelt',                  ['MAX.Adeyemi@acme.example'], max, true],
  ['by his object id',                     [objectIdOf(max.id)],        max,  true],
  ['nobody, where nobody is named',        [],                          max,  false],
  ['not Dana',                             [max.address],               dana, false],
  ['not who only carries his address',     [max.address],               { ...dana, address: max.address }, false]
])('Max is an administrator %s', async (_, named, person, is) => {
  expect(await administratorsNamed(named, directory).has(person)).toBe(is)
})

test('while the directory does not answer, an address makes nobody an administrator; afterwards it does', async () => {
  let answers = false
  const { has } = administratorsNamed([max.address], {
    byAddress: async () => (answers ? max : Promise.reject(new Error('no answer')))
  })
  expect(await has(max)).toBe(false)
  answers = true
  expect(await has(max)).toBe(true)
  answers = false
  expect(await has(max)).toBe(true)
})
