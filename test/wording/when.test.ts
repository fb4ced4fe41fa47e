import { describe, expect, test } from 'vitest'
import * as when from '../../server/wording/when.ts'
import { zoneChoices } from '../../server/wording/zone-choices.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/time/instant.ts'
import { zoneNamed } from '../../src/time/zones.ts'

const zone = (name: string) => {
  const found = zoneNamed(name)
  if (!found) throw new Error(`tzdata does not know ${name}`)
  return found
}
const reader = (name: string, now = '2026-12-01T10:00Z') => ({ zone: zone(name), now: Date.parse(now) })
const berlin = reader('Europe/Berlin')
const at = Date.parse('2026-12-08T13:30Z')
const halfHour = (start: string) => ({ start: Date.parse(start), end: Date.parse(start) + 30 * MINUTE })

// biome-ignore format: what is printed, and how
test.each<[string, string]>([
  [when.dayText(at, berlin),                                        'Tuesday 8 December'],
  [when.dayText(at, reader('Europe/Berlin', '2027-01-01T10:00Z')),  'Tuesday 8 December 2026'],
  [when.dayText(at + 11 * HOUR, berlin),                            'Wednesday 9 December'],
  [when.dateText(at, berlin),                                       'Tuesday 8 December 2026'],
  [when.shortDayText(at, berlin),                                   'Tue 8 Dec'],
  [when.wallDateText('2026-12-08', reader('Pacific/Kiritimati')),   'Tuesday 8 December'],
  [when.nextTry(berlin.now, berlin),                                'trying again now'],
  [when.nextTry(berlin.now + 59 * SECOND, berlin),                  'next try in less than a minute'],
  [when.nextTry(berlin.now + 4 * MINUTE, berlin),                   'next try in 4 minutes'],
  [when.timeText(at, berlin),                                       '14:30'],
  [when.timeText(Date.parse('2026-12-08T23:05Z'), berlin),          '00:05'],
  [when.timeText(at, reader('Asia/Kathmandu')),                     '19:15'],
  [when.spanText(halfHour('2026-12-08T13:30Z'), berlin),            '14:30 to 15:00'],
  [when.spanText(halfHour('2026-12-08T22:45Z'), berlin),            '23:45 to 00:15 the next day'],
  [when.slotName(halfHour('2026-12-08T13:30Z'), berlin),            'Tuesday 8 December, 14:30 to 15:00, Berlin time'],
  [when.fullInstant(at, berlin),                                    'Tuesday 8 December 2026, 14:30, Berlin time (UTC+1)'],
  [when.fullInstant(at, reader('Etc/UTC')),                         'Tuesday 8 December 2026, 13:30, UTC'],
  [when.zoneText(zone('America/Argentina/Buenos_Aires')),           'Buenos Aires time'],
  [when.zoneText(zone('Etc/GMT+5')),                                'UTC−5'],
  [when.zoneText(zone('etc/gmt-14')),                               'UTC+14'],
  [when.zoneText(zone('GMT-0')),                                    'UTC'],
  [when.zoneText(zone('Etc/Greenwich')),                            'UTC'],
  [when.fullInstant(at, reader('Etc/GMT+5')),                       'Tuesday 8 December 2026, 08:30, UTC−5'],
  [when.offsetText(at, zone('America/St_Johns')),                   'UTC−3:30'],
  [when.offsetText(at, zone('Asia/Kathmandu')),                     'UTC+5:45'],
  [when.offsetText(at, zone('Europe/London')),                      'UTC'],
  [when.isoText(at),                                                '2026-12-08T13:30:00Z'],
  [when.isoText(at + 7),                                            '2026-12-08T13:30:00.007Z'],
  [when.lengthText(45 * MINUTE),                                    '45 minutes'],
  [when.lengthText(60 * MINUTE),                                    '1 hour'],
  [when.lengthText(90 * MINUTE),                                    '1 hour 30 minutes'],
  [when.lengthText(121 * MINUTE),                                   '2 hours 1 minute'],
  [when.lengthText(0),                                              '0 minutes'],
  [String(when.clockDifference(zone('Asia/Kolkata'), at, berlin)),  '4 hours 30 minutes ahead'],
  [String(when.clockDifference(zone('Europe/London'), at, berlin)), '1 hour behind'],
  [String(when.clockDifference(zone('Europe/Paris'), at, berlin)),  'undefined']
])('%s', (printed, expected) => expect(printed).toBe(expected))

describe('near things in lists', () => {
  // biome-ignore format: away from Tuesday 1 December 2026, 11:00 in Berlin
  test.each<[number, string, string]>([
    [0,                'Today 11:00',           'just now'],
    [59 * SECOND,      'Today 11:00',           'just now'],
    [4 * MINUTE,       'Today 11:04',           'in 4 minutes'],
    [-2 * HOUR,        'Today 09:00',           '2 hours ago'],
    [13 * HOUR,        'Tomorrow 00:00',        'in 13 hours'],
    [-11.5 * HOUR,     'Yesterday 23:30',       '11 hours ago'],
    [2 * DAY,          'Thu 3 Dec 11:00',       'in 2 days'],
    [31 * DAY,         'Fri 1 Jan 2027 11:00',  'in 31 days']
  ])('%i ms: %s', (away, short, ago) => {
    expect(when.shortWhen(berlin.now + away, berlin)).toBe(short)
    expect(when.fromNow(berlin.now + away, berlin)).toBe(ago)
  })
})

describe('when the clocks change', () => {
  // biome-ignore format: zone, start, and the half hour as that wall shows it
  test.each<[string, string, string]>([
    ['Europe/Berlin',       '2026-10-24T23:30Z', '01:30 (UTC+2) to 02:00 (UTC+2)'],
    ['Europe/Berlin',       '2026-10-25T00:00Z', '02:00 (UTC+2) to 02:30 (UTC+2)'],
    ['Europe/Berlin',       '2026-10-25T01:00Z', '02:00 (UTC+1) to 02:30 (UTC+1)'],
    ['Europe/Berlin',       '2026-10-25T00:45Z', '02:45 (UTC+2) to 02:15 (UTC+1)'],
    ['Europe/Berlin',       '2026-10-25T02:00Z', '03:00 to 03:30'],
    ['Europe/Berlin',       '2027-03-28T00:30Z', '01:30 (UTC+1) to 03:00 (UTC+2)'],
    ['Europe/Berlin',       '2027-03-28T01:00Z', '03:00 to 03:30'],
    ['Australia/Lord_Howe', '2027-04-03T15:00Z', '01:30 (UTC+10:30) to 02:00 (UTC+10:30)'],
    ['America/New_York',    '2026-11-01T05:30Z', '01:30 (UTC−4) to 01:00 (UTC−5)']
  ])('%s %s', (name, start, text) => expect(when.spanText(halfHour(start), reader(name))).toBe(text))

  test('the project’s own rules are followed where the runtime’s lag', () => {
    expect(when.fullInstant(Date.parse('2026-12-15T20:00Z'), reader('America/Vancouver'))).toContain('13:00')
  })
})

describe('zones to choose from', () => {
  const names = (current: string) => zoneChoices(zone(current), at).flatMap(({ zones }) => zones)

  test('are all known, none twice, about as many as one can look through', () => {
    const all = names('Europe/Berlin').map(({ name }) => name)
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBe(86)
  })

  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Antarctica/Troll', 'Antarctica/Troll'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Etc/UTC', 'UTC']
  ])('%s is chosen as %s, and exactly once', (said, chosen) => {
    expect(
      names(said)
        .filter((choice) => choice.chosen)
        .map(({ name }) => name)
    ).toEqual([chosen])
  })
})
