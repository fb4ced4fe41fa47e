import { expect, test } from 'vitest'
import type { Meetings } from '../../src/bookings/meetings.ts'
import { tellingChanges } from '../../src/bookings/telling-changes.ts'
import type { Failure } from '../../src/outbox/failure.ts'
import { olga } from '../world/cast.ts'

const meeting = { id: 'item-1', iCalUId: 'ical-1', joinUrl: null }

/** Whose calendars count as changed after Exchange has answered a write like this. */
async function changedBy(answer: { meeting: typeof meeting } | 'removed' | Failure) {
  const changed: string[] = []
  const meetings = {
    find: async () => ({ meeting: undefined }),
    create: async () => answer,
    remove: async () => answer
  } as unknown as Meetings
  const telling = tellingChanges(meetings, (organizer) => changed.push(organizer))
  await (answer === 'removed' ? telling.remove(olga, meeting) : telling.create(olga, {} as never))
  return changed
}

test.each([
  ['a meeting was made', { meeting }],
  ['a meeting was removed', 'removed' as const],
  ['nobody knows what was written', { unclear: 'no answer' }]
])('%s: what is known of the calendar is old', async (_, answer) => expect(await changedBy(answer)).toEqual([olga.id]))

test.each([
  ['refused', { refused: 'no' }],
  ['not taken now', { notNow: 'busy' }]
])('%s: the calendar is as it was', async (_, answer) => expect(await changedBy(answer)).toEqual([]))
