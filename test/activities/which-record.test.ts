import { expect, test } from 'vitest'
import { activityKey, activityOf } from '../../src/activities/activity.ts'
import { whichRecord } from '../../src/activities/which-record.ts'
import { tell } from '../../src/bookings/booking.ts'
import { HOUR } from '../../src/time/instant.ts'
import { grace, halfHours, mondayMorning, olga } from '../world/cast.ts'

// biome-ignore format: a table
test.each([
  ['one contact',                 ['003A'],         [],               { who: '003A' }],
  ['a contact before a lead',     ['003A'],         ['00QA'],         { who: '003A' }],
  ['a lead where no contact is',  [],               ['00QA'],         { who: '00QA' }],
  ['nobody',                      [],               [],               { none: 'nobody with this address' }],
  ['two contacts: no guess',      ['003A', '003B'], ['00QA'],         { none: 'several with this address' }],
  ['two leads: no guess',         [],               ['00QA', '00QB'], { none: 'several with this address' }]
])('%s', (_, contacts, leads, expected) => expect(whichRecord({ contacts, leads })).toEqual(expected))

const slot = { start: mondayMorning + HOUR, end: mondayMorning + 2 * HOUR }
function booked(note = '') {
  const booking = tell('0A1B', [
    {
      type: 'held',
      at: mondayMorning,
      link: halfHours.id,
      organizer: olga.id,
      slot,
      claim: slot,
      invitee: { ...grace, note },
      until: slot.start
    },
    {
      type: 'confirmed',
      at: mondayMorning,
      meeting: { id: 'AAMk1', iCalUId: 'uid', joinUrl: 'https://teams.example/j/1' }
    }
  ])
  return booking.state === 'confirmed' ? booking : expect.fail(booking.state)
}

test('the Event says who offered the time on whose behalf, with whom and how to join', () => {
  expect(activityOf(booked(), halfHours).description).toBe(
    'Offered by Dana Whitfield on behalf of Olga Okafor\n' +
      'With Grace Hopper-Lee <grace.hopper-lee@harborlight.example>\n' +
      'Join: https://teams.example/j/1'
  )
})

test("Grace's own words are marked as hers", () => {
  expect(activityOf(booked('Looking forward'), halfHours).description).toMatch(
    /Text from the invitee, not verified:\nLooking forward$/
  )
})

test('texts are cut to what Salesforce takes', () => {
  const long = activityOf(booked('x'.repeat(40_000)), {
    ...halfHours,
    subject: 's'.repeat(300),
    place: { kind: 'address', text: 'p'.repeat(300) }
  })
  expect([long.subject.length, long.location.length, long.description.length]).toEqual([255, 255, 32_000])
})

test('the key stands safely in an address', () => expect(activityKey('0A1B-2C')).toBe('bk-0a1b-2c'))
