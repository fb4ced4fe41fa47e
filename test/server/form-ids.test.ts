import { expect, test } from 'vitest'
import { FORM_LIVES, formIdsFrom } from '../../server/form-ids.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { mondayMorning } from '../world/cast.ts'

const here = formIdsFrom(Buffer.alloc(32, 1))
const form = here.make('token', mondayMorning)
const id = form.slice(0, 36)

// biome-ignore format: a table
test.each([
  ['sent at once',                                        form,                             'token', 0,               id],
  ['sent to an instance whose clock is two minutes behind', form,                           'token', -2 * MINUTE,     id],
  ['sent when it has lain open for nearly four hours',    form,                             'token', FORM_LIVES - 1,  id],
  ['sent when it has lain open for four hours',           form,                             'token', FORM_LIVES,      undefined],
  ['for another link',                                    form,                             'other', 0,               undefined],
  ['with another id',                                     form.replace(/^.{4}/, '0000'),    'token', 0,               undefined],
  ['with another time',                                   form.replace(/\.[^.]+\./, '.zz.'), 'token', 0,              undefined],
  ['that is no form at all',                              'x',                              'token', 0,               undefined]
])('a form %s', (_, value, token, later, read) => expect(here.read(value, token, mondayMorning + later)).toBe(read))

test('a form of another installation is nobody’s', () => {
  expect(formIdsFrom(Buffer.alloc(32, 2)).read(form, 'token', mondayMorning)).toBeUndefined()
})
