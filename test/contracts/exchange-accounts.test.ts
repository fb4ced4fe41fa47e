import { expect, test } from 'vitest'
import { accounts } from '../../src/exchange/accounts.ts'
import { objectIdOf } from '../../src/people/person.ts'
import { dana, eve, useAcme } from './acme.ts'

const acme = useAcme()

test('an account is active until an administrator disables it, and again when it is enabled', async () => {
  const { of } = accounts(acme.graph)
  expect(await of(dana)).toBe('active')
  await acme.post('/_sandbox/person', { person: dana.address, accountEnabled: false })
  expect([await of(dana), await of(eve)]).toEqual(['disabled', 'active'])
  await acme.post('/_sandbox/person', { person: dana.address, accountEnabled: true })
  expect(await of(dana)).toBe('active')
})

test('who was deleted is as good as disabled', async () => {
  const { of } = accounts(acme.graph)
  await acme.post('/_sandbox/person', { person: dana.address, gone: true })
  expect(await of(dana)).toBe('disabled')
  await acme.post('/_sandbox/person', { person: objectIdOf(dana.id), gone: false })
  expect(await of(dana)).toBe('active')
})

test.each([
  { kind: 'status', status: 503 },
  { kind: 'status', status: 403 },
  { kind: 'html', status: 404 },
  { kind: 'drop-before' }
])('a directory that does not answer says nothing about anybody: %o', async (trouble) => {
  await acme.trouble({ cloud: 'graph', path: '/users/', ...trouble })
  expect(await accounts(acme.graph).of(dana)).toEqual({ unknown: expect.stringMatching(/^Exchange/) })
  expect(await accounts(acme.graph).of(dana)).toBe('active')
})
