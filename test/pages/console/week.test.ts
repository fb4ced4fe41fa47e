import { expect, test } from 'vitest'
import { weekOf } from '../../../server/routes/console/week.ts'
import { zoneNamed } from '../../../src/time/zones.ts'

const berlin = zoneNamed('Europe/Berlin') ?? expect.fail()

// biome-ignore format: a table
test.each([
  ['on Monday morning, this week',                       '2027-01-04T07:00Z', '',            '2027-01-04'],
  ['late on Friday, still this week',                    '2027-01-08T15:59Z', '',            '2027-01-04'],
  ['from Friday at five on, the next: this one is over', '2027-01-08T16:00Z', '',            '2027-01-11'],
  ['on Sunday, the next',                                '2027-01-10T12:00Z', '',            '2027-01-11'],
  ['the week of a date that was asked for',              '2027-01-10T12:00Z', '2027-01-07',  '2027-01-04'],
  ['nothing that is no date',                            '2027-01-04T07:00Z', '2027-02-30',  '2027-01-04'],
  ['nothing in another century',                         '2027-01-04T07:00Z', '2127-01-04',  '2027-01-04']
])('Dana is shown %s', (_, now, wish, monday) => {
  expect(weekOf(berlin, wish, Date.parse(now)).monday).toBe(monday)
})
