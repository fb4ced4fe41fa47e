import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { politeWaiting } from '../../server/polite-wait.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('nobody waits for longer than eight seconds, and after six nobody is counted on any more', async () => {
  const seen: boolean[] = []
  let over = false
  const waiting = politeWaiting().wait(async (isAwaited) => {
    for (const after of [0, 5_900, 200]) {
      await new Promise((resolve) => setTimeout(resolve, after))
      seen.push(isAwaited())
    }
    await new Promise(() => {})
  })
  void waiting.then(() => {
    over = true
  })
  await vi.advanceTimersByTimeAsync(7_900)
  expect([seen, over]).toEqual([[true, true, false], false])
  await vi.advanceTimersByTimeAsync(100)
  expect(over).toBe(true)
})

test('what is waited for is looked at again and again, and no longer once it is so or the wait is over', async () => {
  let looks = 0
  void politeWaiting().until(async () => ++looks === 3)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(looks).toBe(3)

  void politeWaiting().until(async () => ++looks < 0)
  await vi.advanceTimersByTimeAsync(8_000)
  const then = looks
  await vi.advanceTimersByTimeAsync(10_000)
  expect([then > 20, looks]).toEqual([true, then])
})

test('while the process ends nobody is waited for, and everybody is answered soon', async () => {
  const waiting = politeWaiting()
  let awaited = true
  let over = false
  void waiting
    .wait(async (isAwaited) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      awaited = isAwaited()
      await new Promise(() => {})
    })
    .then(() => {
      over = true
    })
  waiting.close()
  await vi.advanceTimersByTimeAsync(2_000)
  expect([awaited, over]).toEqual([false, true])
})
