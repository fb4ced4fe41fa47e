import { expect, test } from 'vitest'
import type { Account } from '../../src/people/accounts.ts'
import { ACTIVE_FOR, recentAccounts } from '../../src/people/recent-accounts.ts'
import { MINUTE, SECOND } from '../../src/time/instant.ts'
import { dana, eve, mondayMorning } from '../world/cast.ts'

const silent: Account = { unknown: 'no answer' }

function remembered(first: Account) {
  const directory = { now: mondayMorning, says: first, asked: 0, learned: 0 }
  const accounts = recentAccounts(
    {
      of: async () => {
        directory.asked++
        return directory.says
      }
    },
    () => directory.now,
    () => {
      directory.learned++
    }
  )
  return { directory, accounts }
}

test('is asked for once a minute, however many pages want to know, and once for all that want to know at once', async () => {
  const { directory, accounts } = remembered('active')
  await Promise.all([accounts.of(dana), accounts.of(dana), accounts.of(eve)])
  directory.now += 59 * SECOND - 1
  await accounts.of(dana)
  expect(directory.asked).toBe(2)
  directory.now += 1
  await accounts.of(dana)
  expect(directory.asked).toBe(3)
})

test('whoever keeps what was made of an answer is told when the next may be another: asked, and answered', async () => {
  const { directory, accounts } = remembered('active')
  await accounts.of(dana)
  expect(directory.learned).toBe(2)
  await accounts.of(dana)
  expect(directory.learned).toBe(2)
  directory.says = 'disabled'
  await accounts.of(dana, 'fresh')
  expect(directory.learned).toBe(4)
})

test('who is disabled is so within a minute, and at once where it is asked afresh; enabled again likewise', async () => {
  const { directory, accounts } = remembered('active')
  await accounts.of(dana)
  directory.says = 'disabled'
  expect(await accounts.of(dana)).toBe('active')
  expect(await accounts.of(dana, 'fresh')).toBe('disabled')
  expect(await accounts.of(dana)).toBe('disabled')
  directory.says = 'active'
  directory.now += MINUTE
  expect(await accounts.of(dana)).toBe('active')
})

test('a directory that does not answer throws nobody out for some minutes, and is asked again each time', async () => {
  const { directory, accounts } = remembered('active')
  await accounts.of(dana)
  directory.says = silent
  directory.now += ACTIVE_FOR - 1
  expect([await accounts.of(dana), await accounts.of(dana, 'fresh')]).toEqual(['active', 'active'])
  expect(directory.asked).toBe(3)
  directory.now += 1
  expect(await accounts.of(dana)).toEqual(silent)
  directory.says = 'active'
  expect(await accounts.of(dana)).toBe('active')
})

test('who was disabled is not active again because the directory falls silent', async () => {
  const { directory, accounts } = remembered('active')
  await accounts.of(dana)
  directory.says = 'disabled'
  await accounts.of(dana, 'fresh')
  directory.says = silent
  directory.now += MINUTE
  expect(await accounts.of(dana)).toEqual(silent)
})

test('of somebody who was never seen to be active nothing is known', async () => {
  expect(await remembered(silent).accounts.of(dana)).toEqual(silent)
})
