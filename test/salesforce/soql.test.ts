// Our builder against the sandbox's own reader of SOQL: two readings of the same rules that share no code.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSoql } from '../../sandbox/salesforce/soql/parse.ts'
import { moment, name, soql } from '../../src/salesforce/soql.ts'

/** What the reader takes the values of the one condition for. */
function valuesIn(query: string) {
  const { where } = parseSoql(query)
  return where && 'values' in where ? where.values : expect.fail(query)
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      "'",
      '\\',
      '"',
      '\n',
      '\r',
      '\t',
      '\b',
      '\f',
      '%',
      '_',
      '\u0000',
      '\u2028',
      ')',
      ' OR ',
      'é',
      '山'
    )
  })
)

test('whatever is written into a literal is read out of it again, and nothing else', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const query = soql`SELECT Id FROM Contact WHERE Email = ${text} ORDER BY Id`
      expect(valuesIn(query)).toMatchObject([{ kind: 'string', text }])
      expect(parseSoql(query).order.length).toBe(1)
    })
  )
})

test('lists are lists of literals, of any length but none', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 20 }), (texts) => {
      const values = valuesIn(soql`SELECT Id FROM Contact WHERE Email IN ${texts}`)
      expect(values.map((value) => 'text' in value && value.text)).toEqual(texts)
    })
  )
  expect(() => soql`SELECT Id FROM Contact WHERE Email IN ${[]}`).toThrow('none')
})

test('moments are moments, and names are names', () => {
  const at = Date.UTC(2026, 11, 1, 9, 30, 15, 250)
  expect(soql`WHERE ${name('Booking_Key__c')} >= ${moment(at)}`).toBe(
    'WHERE Booking_Key__c >= 2026-12-01T09:30:15.250Z'
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), (instant) => {
      const [value] = valuesIn(soql`SELECT Id FROM Event WHERE StartDateTime = ${moment(instant)}`)
      expect(value).toMatchObject({ kind: 'time', text: new Date(instant).toISOString() })
    })
  )
  for (const wrong of ['', 'a b', "x'", 'a.b', '1a', 'a/b']) expect(() => name(wrong)).toThrow('name')
})

test('a literal ends where it should', () => {
  expect(soql`WHERE Email = ${"a'b\\c"}`).toBe("WHERE Email = 'a\\'b\\\\c'")
  expect(soql`${'\n\r\t\u0000'} ${'"'}`).toBe("'\\n\\r\\t\\u0000' '\\\"'")
})
