import { expect, test } from 'vitest'
import { type Sender, whoseName } from '../../src/links/whose-name.ts'
import { dana, eve, olga } from '../world/cast.ts'

/** The same person as the directory finds her by another of her addresses. */
const underAnAlias = { ...dana, address: 'd.whitfield@acme.example' }

// biome-ignore format: a table
test.each<[string, Sender, object]>([
  ["Dana's own address",               dana,              { from: 'delegate' }],
  ['another of her addresses',         underAnAlias,      { from: 'delegate' }],
  ["Olga's address",                   olga,              { from: 'organizer' }],
  ["Eve's address",                    eve,               { ask: 'somebody else' }],
  ['an address that nobody has',       'nobody',          { ask: 'nobody' }],
  ['an address nobody could look up',  'cannot be asked', { ask: 'cannot be asked' }],
  ['nothing',                          'not said',        { ask: 'not said' }]
])('Dana writes for Olga, and the From is %s', (_, sender, answer) => {
  expect(whoseName(sender, dana, olga)).toEqual(answer)
})

test('Olga acts for herself, and the From is her own address, or somebody else’s', () => {
  expect(whoseName(olga, olga, olga)).toEqual({ from: 'organizer' })
  expect(whoseName(dana, olga, olga)).toEqual({ ask: 'somebody else' })
})
