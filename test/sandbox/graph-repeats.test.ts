import { expect, test } from 'vitest'
import { graphAt, meeting, olga } from './graph-caller.ts'

const name = 'String {66f5a359-4659-4830-9070-00040ec6ac6e} Name BookingId'
const booking = meeting('2026-11-24', '16:00', '16:30', {
  transactionId: 'booking-1',
  singleValueExtendedProperties: [{ id: name, value: 'b-1' }]
})
const search = `${olga}/events?$filter=${encodeURIComponent(
  `singleValueExtendedProperties/Any(ep: ep/id eq '${name}' and ep/value eq 'b-1')`
)}`

function exchange(given: Record<string, unknown>) {
  const graph = graphAt('2026-11-23T06:00:00Z')
  expect(graph.face.treatRepeats(given)).toMatchObject({ done: given })
  const create = () => graph.asApp('POST', `${olga}/events`, booking)
  const found = async () => (await graph.asApp('GET', search)).body.value
  return { graph, create, found }
}

test.each([
  ['refused with 400', 400],
  ['refused with 409', 409]
])('where a repeat is %s, it names the meeting that there is', async (transactionIds, status) => {
  const { create, found } = exchange({ transactionIds })
  const { id } = (await create()).body
  expect(await create()).toMatchObject({
    status,
    body: { error: { code: 'ErrorDuplicateTransactionId', '@event.existingEventId': id } }
  })
  expect(await found()).toHaveLength(1)
})

test('where transactions are forgotten, a repeat is a second meeting', async () => {
  const { create, found } = exchange({ transactionIds: 'forgotten' })
  expect((await create()).body.id).not.toBe((await create()).body.id)
  expect(await found()).toHaveLength(2)
})

test('a search finds a new meeting only later, and its id finds it at once', async () => {
  const { graph, create, found } = exchange({ foundAfter: 60_000 })
  const { id } = (await create()).body
  expect(await found()).toEqual([])
  expect((await graph.asApp('GET', `${olga}/events/${id}`)).status).toBe(200)
  const begin = graph.ground.now()
  graph.ground.now = () => begin + 60_000
  expect(await found()).toHaveLength(1)
})

test('a twin comes with the next meeting, with an id of its own and an invitation of its own', async () => {
  const { create, found } = exchange({ twins: 1 })
  await create()
  expect(new Set((await found()).map(({ id }: { id: string }) => id)).size).toBe(2)
})

test.each([
  [{ transactionIds: 'sometimes' }, 'transactionIds is one of'],
  [{ foundAfter: -1 }, 'foundAfter is a number'],
  [{ twins: 0.5 }, 'twins is a whole number']
])('%j is refused in a sentence', (given, sentence) => {
  const answer = graphAt('2026-11-23T06:00:00Z').face.treatRepeats(given)
  expect(answer).toMatchObject({ problem: expect.stringContaining(sentence) })
})
