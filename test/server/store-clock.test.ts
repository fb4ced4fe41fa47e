import { expect, onTestFinished, test } from 'vitest'
import { storeClock } from '../../server/store-clock.ts'
import { MINUTE, SECOND } from '../../src/time/instant.ts'

const noon = Date.parse('2027-01-04T12:00Z')

/** A machine in whose world time passes when it is said to, and whose wall clock is off by `set`. */
function machine({ set = 0, store = 0 } = {}) {
  const self = {
    set,
    store,
    passed: 0,
    asleep: 0,
    asked: 0,
    down: false,
    clocks: { wall: () => noon + self.passed + self.set, steady: () => 5_000 + self.passed - self.asleep },
    storeTime: async () => {
      self.asked++
      if (self.down) throw new Error('the store is away')
      return noon + self.passed + self.store
    }
  }
  return self
}

async function clockOf(own: ReturnType<typeof machine>, told: number[] = []) {
  const { clock, stop } = await storeClock(own.storeTime, (seconds) => void told.push(seconds), own.clocks)
  onTestFinished(stop)
  return clock
}

// biome-ignore format: a table
test.each([
  ['right',            0,                   0,           []],
  ['half a second off', 500,                0,           []],
  ['two minutes slow', 2 * MINUTE,          2 * MINUTE,  [-120]],
  ['two minutes fast', -2 * MINUTE,         -2 * MINUTE, [120]],
  ['a year off',       365 * 1440 * MINUTE, 365 * 1440 * MINUTE, [-31_536_000]]
])('a machine whose clock is %s goes by the store’s', async (_, store, shown, toldOf) => {
  const told: number[] = []
  const clock = await clockOf(machine({ store }), told)
  expect(clock()).toBe(noon + shown)
  expect(told).toEqual(toldOf)
})

test.each([120, 10, -10, -120])('a clock that is set by %i seconds while we run moves nothing', async (seconds) => {
  const own = machine()
  const clock = await clockOf(own)
  own.passed = 20 * SECOND
  own.set = seconds * SECOND
  expect(clock()).toBe(noon + 20 * SECOND)
  await new Promise(setImmediate)
  own.passed = 21 * SECOND
  expect(clock()).toBe(noon + 21 * SECOND)
})

test('a machine that slept has asked for the time by the second look', async () => {
  const own = machine()
  const clock = await clockOf(own)
  own.passed = own.asleep = 60 * MINUTE
  expect(clock()).toBe(noon)
  await new Promise(setImmediate)
  expect(clock()).toBe(noon + 60 * MINUTE)
  expect(own.asked).toBe(2)
})

test('a store that does not answer is not asked with every look', async () => {
  const own = machine()
  const clock = await clockOf(own)
  own.down = true
  own.set = 2 * MINUTE
  for (let look = 0; look < 5; look++) {
    own.passed += SECOND
    expect(clock()).toBe(noon + own.passed)
    await new Promise(setImmediate)
  }
  expect(own.asked).toBe(2)
})

test('a store that takes its time is no reason to doubt the clock', async () => {
  const own = machine()
  const { storeTime } = own
  own.storeTime = async () => {
    const answered = await storeTime()
    own.passed += 3_000 // it answered at once, and the answer was long on its way
    return answered
  }
  const { clock, stop } = await storeClock(own.storeTime, () => expect.unreachable(), own.clocks)
  onTestFinished(stop)
  expect(clock()).toBe(noon + 3_000)
})
