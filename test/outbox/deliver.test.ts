import { describe, expect, test } from 'vitest'
import { ATTEMPTS_AT_MOST, backoff } from '../../src/outbox/backoff.ts'
import { type DeliverNeeds, deliverDue, deliverNow, type Handlers } from '../../src/outbox/deliver.ts'
import { type Delivery, legs, type Taken } from '../../src/outbox/message.ts'
import { DAY, MINUTE, SECOND } from '../../src/time/instant.ts'
import { mondayMorning } from '../world/cast.ts'

const taken = (attempt = 1): Taken => ({
  id: 'm1',
  kind: 'create meeting',
  bookingId: 'b1',
  attempt,
  lease: 'l1',
  until: mondayMorning + 15 * SECOND,
  writtenAt: mondayMorning,
  sentAt: null
})

/** An outbox with one message in it, and what was noted about it. */
function outboxWith(attempt: number, handle: (taken: Taken) => Promise<Delivery>) {
  const noted: unknown[] = []
  const note = async (...what: unknown[]) => noted.push(what) > 0
  const handlers = Object.fromEntries(Object.keys(legs).map((kind) => [kind, handle])) as unknown as Handlers
  const needs: DeliverNeeds = {
    outbox: {
      take: async () => [taken(attempt)],
      takeOf: async () => taken(attempt),
      heldUnder: async (lease) => (lease === 'l1' ? taken(attempt) : undefined),
      done: (_, now) => note('done', now - mondayMorning),
      later: (_, dueAt, problem) => note('later', dueAt - mondayMorning, problem),
      park: (_, problem) => note('parked', problem),
      sending: async () => true,
      ofBooking: async () => [],
      oldestDue: async () => 0
    },
    handlers,
    clock: () => mondayMorning,
    random: () => 1,
    report: () => {}
  }
  return { needs, noted }
}

describe('a delivery', () => {
  // biome-ignore format: a table
  test.each<[string, number, () => Promise<Delivery>, unknown]>([
    ['that worked is done',                          1,                async () => 'done',                                     ['done', 0]],
    ['that failed comes again in two seconds',       1,                async () => ({ later: 'no answer' }),                   ['later', 2 * SECOND, 'no answer']],
    ['that failed again waits longer',               4,                async () => ({ later: 'no answer' }),                   ['later', 16 * SECOND, 'no answer']],
    ['waits as long as Exchange asks',               1,                async () => ({ later: 'busy', after: 90 * SECOND }),    ['later', 90 * SECOND, 'busy']],
    ['does not wait a day because Exchange asks',    1,                async () => ({ later: 'busy', after: DAY }),            ['later', 15 * MINUTE, 'busy']],
    ['that a person must look at is parked',         1,                async () => ({ parked: 'validation rule' }),            ['parked', 'validation rule']],
    ['that broke on our side comes again',           1,                () => Promise.reject(new Error('store away')),          ['later', 2 * SECOND, 'store away']],
    ['is given up some day, and not forgotten',      ATTEMPTS_AT_MOST, async () => ({ later: 'no answer' }),                   ['parked', `given up after ${ATTEMPTS_AT_MOST} attempts: no answer`]]
  ])('%s', async (_, attempt, handle, expected) => {
    const { needs, noted } = outboxWith(attempt, handle)
    await deliverDue(1, needs)
    await deliverNow('b1', 'create meeting', needs)
    expect(noted).toEqual([expected, expected]) // the worker and the request go the same way
  })

  test('whose end was noted with its facts is not noted again', async () => {
    const { needs, noted } = outboxWith(1, async () => 'done and noted')
    await deliverDue(1, needs)
    expect(noted).toEqual([])
  })

  test('is made by whoever holds the message since it was written, and by nobody else', async () => {
    const { needs, noted } = outboxWith(1, async () => 'done')
    needs.outbox.takeOf = () => expect.fail('taken a second time')
    await deliverNow('b1', 'create meeting', needs, () => true, 'of another')
    expect(noted).toEqual([])
    await deliverNow('b1', 'create meeting', needs, () => true, 'l1')
    expect(noted).toEqual([['done', 0]])
  })

  test('is tried for days before it is given up', () => {
    let waited = 0
    for (let attempt = 1; attempt < ATTEMPTS_AT_MOST; attempt++) waited += backoff(attempt, () => 0.5)
    expect(waited).toBeGreaterThan(1.5 * DAY)
    expect(backoff(1000, () => 1)).toBe(4 * MINUTE)
  })
})
