import { expect, test } from 'vitest'
import { activityKey, activityOf } from '../../src/activities/activity.ts'
import type { UnknownInvitee } from '../../src/activities/activity-settings.ts'
import { type Candidate, personToCreate, whichRecord } from '../../src/activities/which-record.ts'
import { tell } from '../../src/bookings/booking.ts'
import { HOUR } from '../../src/time/instant.ts'
import { grace, halfHours, mondayMorning, olga } from '../world/cast.ts'

const contact = (id: string): Candidate => ({ id, kind: 'contact', name: `Contact ${id}`, company: 'Harborlight' })
const lead = (id: string): Candidate => ({ id, kind: 'lead', name: `Lead ${id}`, company: null })
const [A, B, L, M] = [contact('003A'), contact('003B'), lead('00QL'), lead('00QM')]
const nobody = { none: 'nobody with this address' }

// biome-ignore format: a table
test.each<[string, Candidate[], Candidate[], (string | null)[], UnknownInvitee, object]>([
  ['one contact',                                     [A],    [],     [],               'leave',   { who: '003A' }],
  ['a contact before a lead',                         [A],    [L],    [],               'lead',    { who: '003A' }],
  ['a contact before what a lead became',             [A],    [],     ['003B'],         'leave',   { who: '003A' }],
  ['a lead where no contact is',                      [],     [L],    ['003B'],         'contact', { who: '00QL' }],
  ['what a converted lead became',                    [],     [],     ['003B'],         'lead',    { who: '003B' }],
  ['two leads that became one contact',               [],     [],     ['003B', '003B'], 'leave',   { who: '003B' }],
  ['a converted lead whose contact is gone',          [],     [],     [null],           'leave',   nobody],
  ['a converted lead whose contact is gone, made',    [],     [],     [null],           'contact', { create: 'contact' }],
  ['nobody, left unlinked',                           [],     [],     [],               'leave',   nobody],
  ['nobody, a contact is made',                       [],     [],     [],               'contact', { create: 'contact' }],
  ['nobody, a lead is made',                          [],     [],     [],               'lead',    { create: 'lead' }],
  ['two contacts: somebody chooses',                  [A, B], [L],    [],               'leave',   { review: [A, B] }],
  ['two leads: somebody chooses',                     [],     [L, M], [],               'contact', { review: [L, M] }],
  ['two leads that became two contacts',              [],     [],     ['003A', '003B'], 'leave',   { review: [{ id: '003A' }, { id: '003B' }] }]
])('%s', (_, contacts, leads, convertedTo, unknown, expected) =>
  expect(whichRecord({ contacts, leads, convertedTo }, unknown)).toMatchObject(expected)
)

// biome-ignore format: a table
test.each([
  ['Grace Hopper-Lee',            'g@harborlight.example', 'Grace',            'Hopper-Lee', 'harborlight.example'],
  ['Anna Maria von Thun',         'a@thun.example',        'Anna Maria von',   'Thun',       'thun.example'],
  ['Cher',                        'cher@gmail.com',        null,               'Cher',       '[not provided]'],
  ['山田花子',                     'h@tanuki.example',      null,               '山田花子',    'tanuki.example'],
  ['محمد بن سلمان',               'm@x.example',           'محمد بن',          'سلمان',      'x.example'],
  ["Saoirse  O'Brien",            's@x.example',           'Saoirse',          "O'Brien",    'x.example'],
  ['Back\\slash "Quote" <b>',     's@x.example',           'Back\\slash "Quote"', '<b>',       'x.example'],
  ['   ',                         's@x.example',           null,               's@x.example', 'x.example']
])('%s becomes a person of Salesforce', (name, address, firstName, lastName, company) =>
  expect(personToCreate(name, address)).toEqual({ firstName, lastName, address, company })
)

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

const page = 'https://book.acme.example/console/bookings/b1'

test('the Event says who offered the time on whose behalf, with whom, how to join, and where those who may change it', () => {
  expect(activityOf(booked(), halfHours, page).description).toBe(
    'Offered by Dana Whitfield on behalf of Olga Okafor\n' +
      'With Grace Hopper-Lee <grace.hopper-lee@harborlight.example>\n' +
      'Join: https://teams.example/j/1\n' +
      'Change or cancel: https://book.acme.example/console/bookings/b1'
  )
})

test("Grace's own words are marked as hers", () => {
  expect(activityOf(booked('Looking forward'), halfHours, page).description).toMatch(
    /Text from the invitee, not verified:\nLooking forward$/
  )
})

test('texts are cut to what Salesforce takes', () => {
  const wordy = { ...halfHours, subject: 's'.repeat(300), place: { kind: 'address' as const, text: 'p'.repeat(300) } }
  const long = activityOf(booked('x'.repeat(40_000)), wordy, page)
  expect([long.subject.length, long.location.length, long.description.length]).toEqual([255, 255, 32_000])
})

test('the key stands safely in an address', () => expect(activityKey('0A1B-2C')).toBe('bk-0a1b-2c'))
