import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { letIn } from '../../server/plugins/let-in.ts'

/** How many requests have begun by each turn of the event loop, when so many arrive in one moment. */
async function turnsOf(arriving: number) {
  const app = Fastify()
  letIn(app)
  const begun: string[] = []
  app.get('/page/:nth', async (request) => {
    begun.push((request.params as { nth: string }).nth)
    return 'page'
  })
  app.get('/livez', async () => 'alive')
  await app.ready()
  const answers = Array.from({ length: arriving }, (_, nth) => app.inject(`/page/${nth}`))
  const most: number[] = []
  let before = 0
  let well: number | undefined
  void app.inject('/livez').then(() => {
    well = begun.length
  })
  while (begun.length < arriving) {
    await new Promise(setImmediate)
    most.push(begun.length - before)
    before = begun.length
  }
  const statuses = (await Promise.all(answers)).map(({ statusCode }) => statusCode)
  return { most: Math.max(...most), begun, well: well ?? arriving, statuses }
}

test('a crowd is let in a few at a time, in its order, and everybody is answered', async () => {
  const { most, begun, statuses } = await turnsOf(200)
  expect(most).toBeLessThanOrEqual(8)
  expect(begun).toEqual(Array.from({ length: 200 }, (_, nth) => String(nth)))
  expect(new Set(statuses)).toEqual(new Set([200]))
})

test('whoever asks whether the process is well does not stand in line', async () => {
  expect((await turnsOf(200)).well).toBeLessThan(50)
})

test('a handful does not wait', async () => {
  expect((await turnsOf(3)).most).toBe(3)
})
