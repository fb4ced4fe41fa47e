import { expect, test } from 'vitest'
import { type Pace, together } from '../../src/storage/together.ts'

/** A store that answers when the test says so. */
function slowStore(pace?: Pace) {
  const asked: { keys: readonly number[]; answer(): void; fail(): void }[] = []
  const ask = together(
    (keys: readonly number[]) =>
      new Promise<string[]>((resolve, reject) => {
        const answer = () => resolve(keys.map((key) => `answer to ${key}`))
        asked.push({ keys, answer, fail: () => reject(new Error('the store is down')) })
      }),
    pace
  )
  return { ask, asked }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('whoever comes alone is asked for at once; who comes while three statements are under way shares the next', async () => {
  const { ask, asked } = slowStore()
  const answers = Promise.all([1, 2, 3, 4, 5, 6].map(ask))
  expect(asked.map(({ keys }) => keys)).toEqual([[1], [2], [3]])
  asked[1]?.answer()
  await settled()
  expect(asked.map(({ keys }) => keys)).toEqual([[1], [2], [3], [4, 5, 6]])
  for (const { answer } of asked) answer()
  expect(await answers).toEqual([1, 2, 3, 4, 5, 6].map((key) => `answer to ${key}`))
})

test('between two writes of a file there is a rest, and whoever comes in it shares the next; nobody waits for it who has been answered', async () => {
  let rested = () => {}
  const rest = () =>
    new Promise<void>((resolve) => {
      rested = resolve
    })
  const { ask, asked } = slowStore({ atOnce: 1, rest })
  const first = ask(1)
  asked[0]?.answer()
  expect(await first).toBe('answer to 1')
  const others = Promise.all([ask(2), ask(3)])
  await settled()
  expect(asked).toHaveLength(1)
  rested()
  await settled()
  expect(asked.map(({ keys }) => keys)).toEqual([[1], [2, 3]])
  asked[1]?.answer()
  expect(await others).toEqual(['answer to 2', 'answer to 3'])
})

test('what fails has failed for all who asked together, and for nobody after them', async () => {
  const { ask, asked } = slowStore({ atOnce: 1, rest: async () => {} })
  const first = ask(1)
  const others = [ask(2), ask(3)]
  asked[0]?.answer()
  await first
  await settled()
  asked[1]?.fail()
  for (const other of others) await expect(other).rejects.toThrow('the store is down')
  await settled()
  const last = ask(4)
  asked[2]?.answer()
  expect(await last).toBe('answer to 4')
})

test('not more than two hundred are asked about at once', async () => {
  const { ask, asked } = slowStore({ atOnce: 1, rest: async () => {} })
  const answers = Promise.all(Array.from({ length: 302 }, (_, key) => ask(key)))
  for (const nth of [0, 1, 2]) {
    asked[nth]?.answer()
    while (nth < 2 && asked.length === nth + 1) await settled()
  }
  expect(asked.map(({ keys }) => keys.length)).toEqual([1, 200, 101])
  expect(await answers).toHaveLength(302)
})
