// Our search against the sandbox's own reader of SOSL: whatever somebody types is looked for, and never read as language.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSosl } from '../../sandbox/salesforce/sosl/parse.ts'
import { sosl } from '../../src/salesforce/search.ts'

const typed = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'?&|!{}[]()^~*:\\"\'+- \n\tabcÄ山', ' AND ', ' or ', '} RETURNING User(Id)') })
)

test('any text is read back as the words that it holds', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const find = sosl(text)
      if (find === undefined) return
      const { words, returning } = parseSosl(find)
      expect(returning.map(({ object }) => object)).toEqual(['Contact', 'Lead', 'Account', 'Opportunity'])
      const meant = text.normalize('NFC').replaceAll('*', '').split(/\s+/u)
      for (const word of words) expect(meant).toContain(word.slice(0, -1))
    })
  )
})

test('operators are no names, and one letter is too little to look for', () => {
  expect(sosl('and OR Not')).toBeUndefined()
  expect(sosl('a')).toBeUndefined()
  expect(sosl('* *')).toBeUndefined()
  expect(sosl('Hopper-Lee')).toContain('FIND {Hopper\\-Lee*} IN NAME FIELDS')
  expect(sosl('grace@x.example')).toContain('IN EMAIL FIELDS')
})
