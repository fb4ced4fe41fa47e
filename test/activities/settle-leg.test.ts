import { describe, expect, test } from 'vitest'
import type { Ended } from '../../src/activities/carry-leg.ts'
import type { TakenLeg } from '../../src/activities/leg.ts'
import type { Outcome } from '../../src/activities/outcome.ts'
import { CONNECTION_WAIT, settling } from '../../src/activities/settle-leg.ts'
import { ATTEMPTS_AT_MOST } from '../../src/outbox/backoff.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { mondayMorning as now, olga } from '../world/cast.ts'

const leg = (more: Partial<TakenLeg> = {}): TakenLeg => ({
  key: 'bk-1',
  organizer: olga.id,
  source: { kind: 'booking', id: '1' },
  state: 'waiting',
  since: now,
  createdAt: now,
  wished: 1,
  written: null,
  outcome: null,
  changedThere: null,
  candidates: [],
  choice: null,
  notes: [],
  attempts: 0,
  failures: 0,
  dueAt: now,
  toldAt: null,
  lease: 'l',
  askedAt: null,
  ...more
})
const afterwards = (outcome: Outcome, more: Partial<TakenLeg> = {}, wait?: number) => {
  const ended = { ended: 'trouble', outcome, actor: null, ...(wait === undefined ? {} : { after: wait }) } as Ended
  return settling(leg(more), ended as Exclude<Ended, { ended: 'lease lost' }>, now, () => 0.5).change
}
const busy = { code: 'sf_retry_later', said: 'busy' } as const
const off = { code: 'organizer_sync_disabled', username: 'olga', said: '' } as const

describe('what follows from an attempt', () => {
  test('a busy Salesforce is asked again at growing intervals, for days, and then a person looks', () => {
    const waits = Array.from(
      { length: ATTEMPTS_AT_MOST - 1 },
      (_, attempts) => (afterwards(busy, { attempts }).dueAt ?? 0) - now
    )
    expect(waits.slice(0, 4)).toEqual([1_500, 3_000, 6_000, 12_000])
    expect(Math.max(...waits)).toBeLessThanOrEqual(2 * HOUR)
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(36 * HOUR)
    expect(afterwards(busy, { attempts: ATTEMPTS_AT_MOST - 1 })).toMatchObject({ state: 'parked', outcome: busy })
  })

  test('a wait that Salesforce asks for is kept, within reason', () => {
    expect(afterwards(busy, {}, 5 * MINUTE).dueAt).toBe(now + 5 * MINUTE)
    expect(afterwards(busy, {}, 90 * HOUR).dueAt).toBe(now + HOUR)
  })

  test('a connection that is off waits for as long as it takes, and counts as no attempt', () => {
    expect(afterwards(off, { attempts: 3, failures: 500 })).toEqual({
      outcome: off,
      failures: 501,
      dueAt: now + CONNECTION_WAIT
    })
  })

  test('used-up requests count as nothing at all', () => {
    const limit = { code: 'sf_limit', used: 1, of: 1, until: now + HOUR } as const
    expect(afterwards(limit, { attempts: 3, failures: 4 })).toEqual({ outcome: limit, dueAt: now + HOUR + MINUTE })
  })

  test.each([
    ['sf_rejected', 'parked'],
    ['sf_insufficient_create', 'parked'],
    ['sf_insufficient_save', 'parked'],
    ['sf_insufficient_update', 'parked'],
    ['sf_gone', 'removed there']
  ] as const)('%s is not tried again by itself', (code, state) => {
    const outcome = { code, actor: 'olga', recordId: null, said: '', errors: [] } as Outcome
    expect(afterwards(outcome)).toMatchObject({ state, outcome, failures: 1 })
    expect(afterwards(outcome)).not.toHaveProperty('dueAt')
  })
})
