import { expect, test } from 'vitest'
import { outsidersOf, subjectOfMeeting } from '../../src/activities/meeting-subjects.ts'
import {
  differences,
  isSameChoice,
  type MeetingSaid,
  meetingLegKey,
  type SavedMeeting,
  saidOf
} from '../../src/activities/saved-meeting.ts'
import type { Item } from '../../src/following/items.ts'
import { DAY, HOUR } from '../../src/time/instant.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import { dana, grace, mondayMorning as now, olga } from '../world/cast.ts'

const berlin = zoneNamed('Europe/Berlin')
const said: MeetingSaid = {
  ...{ start: now, end: now + HOUR, allDay: false, zone: 'Europe/Berlin', subject: 'Lunch', place: 'Café' },
  ...{ joinUrl: null, private: false, kind: 'single', host: null },
  attendees: [
    { name: grace.name, address: grace.address, response: 'declined' },
    { name: 'Cora', address: 'CORA@acme.example', response: 'accepted' },
    { name: '', address: 'zoe@nowhere.example', response: 'tentative' }
  ]
}
const saved = (more: Partial<SavedMeeting> = {}): SavedMeeting => ({
  ...{ key: 'mt-1', organizer: olga.id, item: 'i', iCalUId: 'u', series: null, state: 'followed', said },
  ...{ chosen: { who: null, record: null }, savedBy: dana, lastBy: dana, madeBy: null, at: now, version: 1 },
  ...more
})
const subjectOf = (more: Partial<SavedMeeting> = {}) => subjectOfMeeting(saved(more), olga.name, olga.address)

test('its Event says who saved it on whose behalf, and with whom it is: nobody of the organization', () => {
  const { activity } = subjectOf() as { activity: { description: string; location: string } }
  expect(activity.description).toBe(
    `Saved to Salesforce by Dana Whitfield on behalf of Olga Okafor\nWith ${grace.name} <${grace.address}>\nWith zoe@nowhere.example <zoe@nowhere.example>`
  )
  expect(activity.location).toBe('Café')
  expect(subjectOf({ savedBy: olga })).toMatchObject({
    activity: { description: expect.stringMatching(/^Saved to Salesforce by Olga Okafor\n/) }
  })
  expect(outsidersOf(said, olga.address).map(({ reply }) => reply)).toEqual(['Declined', 'New'])
})

test('somebody else’s meeting is with its host first, who has accepted, and nobody is named twice', () => {
  const host = { name: 'Zoë', address: 'ZOE@nowhere.example' }
  expect(outsidersOf({ ...said, host }, olga.address).map(({ name, reply }) => [name, reply])).toEqual([
    ['Zoë', 'Accepted'],
    [grace.name, 'Declined']
  ])
})

test('whoever saved it is told when it does not get on, unless it has become private since', () => {
  expect(subjectOf()).toMatchObject({ state: 'on', initiator: dana })
  expect(subjectOf({ said: { ...said, private: true } })).toMatchObject({ private: true, initiator: null })
})

test('what was stopped with its Event goes out whatever becomes of cancelled ones, and what was not chosen is matched', () => {
  expect(subjectOf({ state: 'removed' })).toMatchObject({ state: 'over', remove: true })
  expect(subjectOf({ state: 'over' })).not.toHaveProperty('remove')
  expect(subjectOf({ chosen: { record: null } })).not.toHaveProperty('who')
  expect(subjectOf()).toHaveProperty('who', null)
})

test('lengths of Salesforce’s fields hold, and a meeting without a title has one there', () => {
  const long = { ...said, subject: 'x'.repeat(300), place: 'p'.repeat(300) }
  const { activity } = subjectOf({ said: long }) as { activity: { subject: string; location: string } }
  expect([activity.subject.length, activity.location.length]).toEqual([255, 255])
  expect(subjectOf({ said: { ...said, subject: '' } })).toMatchObject({ activity: { subject: 'No subject' } })
  const online = { ...said, place: '', joinUrl: `https://teams.example/${'x'.repeat(300)}` }
  expect(subjectOf({ said: online })).toMatchObject({ activity: { location: 'Microsoft Teams' } })
})

test('the key is one for each meeting and organizer, and fits where Salesforce keeps it', () => {
  const keys = [meetingLegKey(olga.id, 'a'), meetingLegKey(olga.id, 'b'), meetingLegKey(dana.id, 'a')]
  expect(new Set(keys).size).toBe(3)
  expect(meetingLegKey(olga.id.toUpperCase(), 'a')).toBe(keys[0])
  for (const key of keys) expect(key).toMatch(/^mt-[0-9a-f]{40}$/)
})

test('whole days are those of the organizer’s wall, and nobody guesses them', () => {
  const midnight = Date.parse('2027-03-28T00:00Z') // 23 hours long in Berlin
  const item = {
    meeting: { joinUrl: null },
    allDay: true,
    span: { start: midnight, end: midnight + DAY },
    attendees: []
  }
  expect(saidOf(item as unknown as Item, undefined)).toBeUndefined()
  const days = saidOf(item as unknown as Item, berlin)
  expect(days && (days.end - days.start) / HOUR).toBe(23)
})

test('what Salesforce does not show is no difference', () => {
  expect(differences(said, { ...said, kind: 'series', zone: 'UTC', attendees: said.attendees.toReversed() })).toEqual(
    []
  )
  const [first, ...others] = said.attendees
  const accepted = { ...(first as (typeof said.attendees)[number]), response: 'accepted' as const }
  const changed = { ...said, start: now + 1, subject: 'y', place: '', private: true, attendees: [accepted, ...others] }
  expect(differences(said, changed)).toEqual(['time', 'subject', 'place', 'private or not', 'people'])
  expect(isSameChoice({ record: null }, { who: null, record: null })).toBe(false)
  const record = { id: '001000000000001', object: 'Account' as const, name: 'N' }
  expect(isSameChoice({ record }, { record: { ...record, id: '001000000000001AAA', name: 'other' } })).toBe(true)
})
