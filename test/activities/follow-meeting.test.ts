import { expect, test } from 'vitest'
import { type FollowMeetingNeeds, followMeetings } from '../../src/activities/follow-meeting.ts'
import { meetingLegKey, type SavedMeeting, saidOf } from '../../src/activities/saved-meeting.ts'
import type { Item } from '../../src/following/items.ts'
import { HOUR } from '../../src/time/instant.ts'
import { dana, mondayMorning, olga } from '../world/cast.ts'
import { savedMeetingsInMemory } from '../world/saved-meetings.ts'

const lunch: Item = {
  meeting: { id: 'item-1', iCalUId: 'ical-1', joinUrl: null },
  ...{ key: null, allDay: false, cancelled: false, own: true, private: false, kind: 'single', series: null },
  ...{ span: { start: mondayMorning + 3 * HOUR, end: mondayMorning + 4 * HOUR }, subject: 'Lunch', place: '' },
  ...{ organizer: null, attendees: [], categories: [] }
}
const moved: Item = { ...lunch, span: { start: mondayMorning + 5 * HOUR, end: mondayMorning + 6 * HOUR } }

/** Dana has saved Olga's lunch. */
async function savedLunch() {
  const { savedMeetings, kept } = savedMeetingsInMemory()
  const key = meetingLegKey(olga.id, 'ical-1')
  const said = saidOf(lunch, undefined)
  if (!said) throw new Error('it says nothing')
  const saved: SavedMeeting = {
    ...{ key, organizer: olga.id, item: 'item-1', iCalUId: 'ical-1', series: null, state: 'followed', said },
    ...{ chosen: { record: null }, savedBy: dana, lastBy: dana, madeBy: null, at: mondayMorning, version: 1 }
  }
  await savedMeetings.write(saved, { wish: 'begin anew', line: null, entry: null }, mondayMorning)
  const needs = {
    savedMeetings,
    category: undefined,
    clock: () => mondayMorning,
    ring: () => {}
  } as Partial<FollowMeetingNeeds> as FollowMeetingNeeds
  return { others: followMeetings(needs), start: () => kept.get(key)?.said.start }
}

test('a saved meeting follows the calendar, but not what a process read before it stood still', async () => {
  const { others, start } = await savedLunch()
  expect(await others.follow(olga, 'item-1', moved, () => false)).toMatchObject({ notNow: expect.any(String) })
  expect(start()).toBe(lunch.span.start)
  expect(await others.follow(olga, 'item-1', moved, () => true)).toBeUndefined()
  expect(start()).toBe(moved.span.start)
})
