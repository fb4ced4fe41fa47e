import { describe, expect, test } from 'vitest'
import { hoursFrom, hoursTyped } from '../../../server/routes/console/hours-text.ts'

describe('the hours of a day, as people write them', () => {
  // biome-ignore format: what was typed, and how it stands in the field afterwards
  test.each([
    ['09:00-17:00',                        '09:00-17:00'],
    ['9-12, 13-17',                        '09:00-12:00, 13:00-17:00'],
    ['9.30 to 12.00 and 1300 until 17h45', '09:30-12:00, 13:00-17:45'],
    ['09:00–12:00; 13:00—17:00',           '09:00-12:00, 13:00-17:00'],
    ['09:00-12:00,12:00-13:00',            '09:00-12:00, 12:00-13:00'],
    ['22-24',                              '22:00-24:00'],
    ['22-0',                               '22:00-24:00'],
    ['0-24',                               '00:00-24:00'],
    ['9-17,',                              '09:00-17:00']
  ])('%s', (typed, shown) => {
    const read = hoursFrom(typed, 30)
    expect('windows' in read && hoursTyped(read.windows)).toBe(shown)
  })

  // biome-ignore format: what was typed, and what is wrong with it
  test.each([
    ['',                                        'needs hours'],
    [' ',                                       'needs hours'],
    ['9',                                       'has “9”'],
    ['nine to five',                            'has “nine to five”'],
    ['9-12-15',                                 'has “9-12-15”'],
    ['9-12,,13-17',                             'has “”'],
    ['24-25',                                   'has “24-25”'],
    ['24:00-24:00',                             'has “24:00-24:00”'],
    ['09:60-10:00',                             'has “09:60-10:00”'],
    ['٠٩:٠٠-١٢:٠٠',                             'has “٠٩:٠٠-١٢:٠٠”'],
    ['-09:00-12:00',                            'has “-09:00-12:00”'],
    ['17-9',                                    'must end after it begins: 17:00 to 09:00'],
    ['9-9',                                     'must end after it begins: 09:00 to 09:00'],
    ['9-12, 11:59-17',                          'has hours that overlap: 09:00 to 12:00 and 11:59 to 17:00'],
    ['13-17, 9-12',                             'must stand in order: 09:00 to 12:00 comes before 13:00 to 17:00'],
    ['9-17, 10-11',                             'has hours that overlap'],
    ['9-12, 13-13:29',                          'is too short for 30 minutes: 13:00 to 13:29'],
    ['1-2,3-4,5-6,7-8,9-10,11-12,13-14',        'can be open at most 6 times'],
    ['9-'.repeat(60),                           'has “9-9-']
  ])('%j %s', (typed, problem) => {
    expect(hoursFrom(typed, 30)).toEqual({ problem: expect.stringContaining(problem) })
  })
})
