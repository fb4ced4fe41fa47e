import { describe, expect, test } from 'vitest'
import type { SeenRecord } from '../../src/activities/activity-log.ts'
import { type FollowNeeds, followChanges } from '../../src/activities/follow-changes.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { mondayMorning, olga } from '../world/cast.ts'
import { dutiesInMemory, legsInMemory } from '../world/legs.ts'

const slot = { start: mondayMorning, end: mondayMorning + 30 * MINUTE }
const seen = { key: 'bk-a', recordId: '00U000000000001AAA', deleted: false, ownerId: '', stamp: mondayMorning, ...slot }

/** Olga's Event, which stands as it was written. */
async function written() {
  const { legs } = legsInMemory()
  await legs.wish({ key: 'bk-a', organizer: olga.id, source: { kind: 'booking', id: 'a' } }, mondayMorning)
  const taken = await legs.takeOne('bk-a', MINUTE, mondayMorning)
  if (!taken) throw new Error('not taken')
  const record = { recordId: seen.recordId, actor: olga.address, as: 'organizer' as const, ownerId: '', who: null }
  await legs.settle(
    taken,
    { state: 'written', written: { ...record, what: null, ...slot, at: mondayMorning, linked: false } },
    { at: mondayMorning, actor: null, result: 'written', said: '' }
  )
  return legs
}

test.each([
  ['and another has read since: what it had read before is not noted', true, 'somebody else does', null],
  ['and nobody else has: it goes on', false, 'followed', { start: slot.start - MINUTE }]
])('a process stands still while it reads Salesforce, %s', async (_, another, outcome, noted) => {
  const legs = await written()
  const duties = dutiesInMemory()
  let now = mondayMorning
  let until: number | undefined
  const needs: FollowNeeds = {
    legs,
    duties,
    clock: () => now,
    newId: () => 'this one',
    followedUntil: {
      get: async () => until,
      async set(mark) {
        until = mark
      }
    },
    subjects: { earlier: async () => [] },
    activities: {
      async changedSince(_, note) {
        now += 5 * MINUTE
        if (another) await duties.take('follow Salesforce', 'another', now + MINUTE, now)
        await note([{ ...seen, start: slot.start - MINUTE } satisfies SeenRecord])
        return 'read' as const
      }
    }
  }
  expect(await followChanges(needs)).toBe(outcome)
  const leg = await legs.find('bk-a')
  if (noted) expect(leg?.changedThere).toMatchObject(noted)
  else expect(leg?.changedThere).toBeNull()
  expect(until).toBe(another ? undefined : mondayMorning)
})

describe('an Event that stands at another time', () => {
  const earlier = { start: slot.start - 3 * HOUR, end: slot.end - 3 * HOUR }
  const elsewhere = { start: slot.start + HOUR, end: slot.end + HOUR }

  async function read(row: Partial<SeenRecord>, at = mondayMorning + MINUTE) {
    const legs = await written()
    await followChanges({
      legs,
      duties: dutiesInMemory(),
      clock: () => at,
      newId: () => 'this one',
      followedUntil: { get: async () => undefined, set: async () => {} },
      subjects: { earlier: async () => [earlier] },
      activities: {
        async changedSince(_, note) {
          await note([{ ...seen, stamp: at, ...row }])
          return 'read' as const
        }
      }
    })
    const leg = await legs.find('bk-a')
    return { state: leg?.state, shown: leg?.changedThere?.start }
  }

  test.each([
    [
      'where the meeting was before, right after we wrote: an old request of ours came late, and it is written again',
      earlier,
      MINUTE,
      'waiting'
    ],
    [
      'where the meeting was before, much later: somebody has put it there, and a person decides',
      earlier,
      5 * MINUTE,
      'written'
    ],
    ['where the meeting never was: somebody has put it there', elsewhere, MINUTE, 'written']
  ])('%s', async (_, there, after, state) => {
    const shown = state === 'written' ? there.start : undefined
    expect(await read(there, mondayMorning + after)).toEqual({ state, shown })
  })

  test('as we wrote it last: nothing to do, though it was there before, too', async () => {
    expect(await read({})).toEqual({ state: 'written', shown: undefined })
  })
})
