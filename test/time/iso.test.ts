import { expect, test } from 'vitest'
import { instantFrom, spanFrom } from '../../src/time/iso.ts'

// biome-ignore format: the text, and the instant it names; '' for none
test.each<[string, string]>([
  ['2026-12-08T13:30:00Z',            '2026-12-08T13:30:00.000Z'],
  ['2026-12-08T13:30Z',               '2026-12-08T13:30:00.000Z'],
  ['2026-12-08T13:30:01.250Z',        '2026-12-08T13:30:01.250Z'],
  ['2026-12-08T14:30+01:00',          '2026-12-08T13:30:00.000Z'],
  ['2026-12-08T10:00-03:30',          '2026-12-08T13:30:00.000Z'],
  ['2026-12-09T00:30+14:00',          '2026-12-08T10:30:00.000Z'],
  ['2026-12-08T13:30',                ''],
  ['2026-12-08 13:30Z',               ''],
  ['2026-12-08',                      ''],
  ['2026-W50-2T13:30Z',               ''],
  ['2026-02-30T13:30Z',               ''],
  ['2026-13-01T13:30Z',               ''],
  ['2026-12-08T24:00Z',               ''],
  ['2026-12-08T13:60Z',               ''],
  ['2026-12-31T23:59:60Z',            ''],
  ['2026-12-08T13:30+99:99',          ''],
  ['2026-12-08T13:30+14:01',          ''],
  ['2026-12-08T13:30z',               ''],
  ['+275760-09-13T00:00:00Z',         ''],
  ['２０２６-12-08T13:30Z',           ''],
  [' 2026-12-08T13:30Z',              ''],
  ['',                                '']
])('%j', (text, iso) => {
  const instant = instantFrom(text)
  expect(instant === undefined ? '' : new Date(instant).toISOString()).toBe(iso)
})

// biome-ignore format: two of them make a span when the second comes later
test.each<[string, boolean]>([
  ['2026-12-08T13:30Z/2026-12-08T14:00Z',                   true],
  ['2026-12-08T14:30+01:00/2026-12-08T14:00Z',              true],
  ['2026-12-08T13:30Z/2026-12-08T13:30Z',                   false],
  ['2026-12-08T14:00Z/2026-12-08T13:30Z',                   false],
  ['2026-12-08T13:30Z/2026-12-08T14:00Z/2026-12-08T14:30Z', false],
  ['2026-12-08T13:30Z',                                     false],
  ['/',                                                     false]
])('%s', (text, isSpan) => expect(spanFrom(text) !== undefined).toBe(isSpan))
