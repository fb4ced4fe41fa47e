import { expect, test } from 'vitest'
import { calledBy, initials, possessive } from '../../server/wording/who.ts'

// biome-ignore format: as the directory spells it, as a sentence calls her, and the letters in the circle
test.each<[string, string, string]>([
  ['Olga Okafor',           'Olga',                  'OO'],
  ['Grace Hopper-Lee',      'Grace',                 'GL'],
  ['Jean-Luc Martin',       'Jean-Luc',              'JM'],
  ['Okafor, Olga',          'Okafor, Olga',          'OO'],
  ['Dr. Olga Okafor',       'Dr. Olga Okafor',       'DO'],
  ['O. Okafor',             'O. Okafor',             'OO'],
  ['Olga',                  'Olga',                  'O'],
  ['Åsa Öberg (Finance)',   'Åsa',                   'ÅÖ'],
  ['',                      '',                      '']
])('%s', (name, called, letters) => {
  expect(calledBy(name)).toBe(called)
  expect(initials(name)).toBe(letters)
})

test('what is hers', () => expect(possessive('Olga')).toBe("Olga's"))
