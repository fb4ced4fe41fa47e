import { expect, onTestFinished, test } from 'vitest'
import { storeClock } from '../../server/store-clock.ts'
import { MINUTE } from '../../src/time/instant.ts'

const noon = Date.parse('2027-01-04T12:00Z')

// biome-ignore format: a table
test.each([
  ['right',                       0,               0,       []],
  ['half a second off',           500,             0,       []],
  ['two minutes slow',            2 * MINUTE,      2 * MINUTE,  [-120]],
  ['two minutes fast',            -2 * MINUTE,     -2 * MINUTE, [120]],
  ['a year off',                  365 * 1440 * MINUTE, 365 * 1440 * MINUTE, [-31_536_000]]
])('a machine whose clock is %s goes by the store’s', async (_, storeIsAhead, shown, toldOf) => {
  const told: number[] = []
  const { clock, stop } = await storeClock(async () => noon + storeIsAhead, (seconds) => void told.push(seconds), () => noon)
  onTestFinished(stop)
  expect(clock()).toBe(noon + shown)
  expect(told).toEqual(toldOf)
})

test('a store that takes its time is no reason to doubt the clock', async () => {
  let own = noon
  const slow = async () => {
    own += 3_000
    return noon + 3_000 // it answered at once, and the answer was long on its way
  }
  const { clock, stop } = await storeClock(
    slow,
    () => expect.unreachable(),
    () => own
  )
  onTestFinished(stop)
  expect(clock()).toBe(own)
})
