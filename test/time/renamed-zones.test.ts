import { expect, test } from 'vitest'
import { renamedZones } from '../../src/time/renamed-zones.ts'
import { zoneNames } from '../../src/time/zone-data.ts'
import { offsetAt, type Zone, zoneNamed } from '../../src/time/zones.ts'

// biome-ignore format: what a browser or Exchange says, and what people read of
test.each([
  ['Europe/Kiev',          'Europe/Kyiv'],
  ['europe/kyiv',          'Europe/Kyiv'],
  ['Asia/Calcutta',        'Asia/Kolkata'],
  ['Asia/Katmandu',        'Asia/Kathmandu'],
  ['America/Godthab',      'America/Nuuk'],
  ['US/Pacific',           'America/Los_Angeles'],
  ['GB',                   'Europe/London'],
  ['EST5EDT',              'America/New_York'],
  ['GMT0',                 'UTC'],
  ['Etc/GMT+5',            'Etc/GMT+5'],
  ['Europe/Stockholm',     'Europe/Stockholm'],
  ['America/Edmonton',     'America/Edmonton'],
  ['Asia/Tel_Aviv',        'Asia/Tel_Aviv']
])('%s is %s', (said, name) => expect(zoneNamed(said)?.name).toBe(name))

test('an old name leads to a name of today with the same clock', () => {
  expect(renamedZones.size).toBeGreaterThan(100)
  for (const [old, today] of renamedZones) {
    expect(zoneNames, old).toContain(old)
    expect(zoneNames, old).toContain(today)
    expect(renamedZones.has(today), today).toBe(false)
  }
})

test('no zone is lost by it, and each name that is kept is its own', () => {
  const lost = zoneNames.filter((name) => !zoneNamed(name))
  expect(lost).toEqual([])
  for (const name of zoneNames) {
    const zone = zoneNamed(name) as Zone
    expect(zoneNamed(zone.name)).toEqual(zone)
    expect(Number.isInteger(offsetAt(zone, Date.UTC(2027, 0, 1)))).toBe(true)
  }
})
