import { describe, expect, test } from 'vitest'
import windowsIana from 'windows-iana'
import { whyNoZone, zoneOfMailbox } from '../../src/time/mailbox-zone.ts'
import { offsetAt } from '../../src/time/zones.ts'

const names = [...new Set(windowsIana.WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName as string))]

describe('zones by name', () => {
  // biome-ignore format: a table
  test.each([
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['w. europe standard time', 'Europe/Berlin'],
    ['Eastern Standard Time', 'America/New_York'],
    ['India Standard Time', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['FLE Standard Time', 'Europe/Kyiv'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['europe/berlin', 'Europe/Berlin'],
    ['America/Ciudad_Juarez', 'America/Ciudad_Juarez'],
    ['America/Coyhaique', 'America/Coyhaique'],
    ['Antarctica/Troll', 'Antarctica/Troll'],
    ['Pacific/Kanton', 'Pacific/Kanton'],
    ['Kamchatka Standard Time', 'Asia/Kamchatka'],
    ['Coordinated Universal Time', 'UTC'],
    ['tzone://Microsoft/Utc', 'UTC'],
    ['UTC', 'UTC']
  ])('a mailbox that says %s lives in %s', (said, name) => expect(zoneOfMailbox(said)?.name).toBe(name))

  test('all names of Windows have a zone in the pinned data', () => {
    expect(names).toHaveLength(139)
    expect(names.filter((name) => !zoneOfMailbox(name))).toEqual([])
  })

  // Names that say their offset themselves, and those that moved after the table of the package was made.
  // biome-ignore format: a table
  test.each([
    ['UTC-11',                          -11, -11],
    ['UTC-02',                           -2,  -2],
    ['UTC+13',                           13,  13],
    ['Mountain Standard Time (Mexico)',  -7,  -7],
    ['Central Asia Standard Time',        6,   6],
    ['West Asia Standard Time',           5,   5],
    ['Jordan Standard Time',              3,   3],
    ['Greenland Standard Time',          -2,  -1],
    ['Samoa Standard Time',              13,  13]
  ])('%s is %d hours from UTC in January 2027, and %d in July', (name, january, july) => {
    const zone = zoneOfMailbox(name)
    const hours = ['2027-01-15T12:00Z', '2027-07-15T12:00Z'].map((at) => zone && offsetAt(zone, Date.parse(at)) / 60)
    expect(hours).toEqual([january, july])
  })

  // biome-ignore format: a table
  test.each([
    ['Customized Time Zone',       /was set by hand/],
    ['customized time zone',       /was set by hand/],
    ['tzone://Microsoft/Custom',   /was set by hand/],
    ['',                           /names no time zone/],
    ['Mid-Atlantic Standard Time', /no longer kept anywhere/],
    ['local',                      /"local" is not among those/],
    ['UTC+25',                     /not among/],
    ['GMT+0100',                   /not among/],
    ['../../etc/passwd',           /not among/],
    ['__proto__',                  /not among/],
    ['constructor',                /not among/],
    ['x'.repeat(1000),             /^.{0,160}$/]
  ])('a mailbox that says %s is not guessed at, and the reason is told', (said, reason) => {
    expect(zoneOfMailbox(said)).toBeUndefined()
    expect(whyNoZone(said)).toMatch(reason)
  })
})
