import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { setupFine, setupWords } from '../../server/wording/setup.ts'
import { type SetupCode, setupCodes } from '../../src/activities/setup-finding.ts'

const document = readFileSync(join(import.meta.dirname, '../../docs/salesforce/findings.md'), 'utf8')
const rows = new Map(
  document
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| |\s*\|$/g, '').trim()))
    .map(([code = '', ...told]) => [code.replaceAll('`', ''), told])
)

/** What stands in the document where a row names something. */
const about: Partial<Record<SetupCode, string>> = {
  key_field_too_short: '20',
  fields_required: 'Region__c',
  requests_scarce: '12800 of 15000',
  requests_used_up: '15000 of 15000',
  user_not_named: 'Olga Okafor',
  user_named_twice: 'olga@acme.example.sf (Piet Jansen)',
  user_not_found: 'olga@acme.example.sf',
  user_inactive: 'olga@acme.example.sf',
  connection_not_approved: 'olga@acme.example.sf',
  connection_user_inactive: 'olga@acme.example.sf',
  connection_not_from_here: 'olga@acme.example.sf',
  connection_refused: 'olga@acme.example.sf',
  records_not_writable: 'olga@acme.example.sf: create, change',
  key_field_hidden_from_user: 'olga@acme.example.sf',
  fields_not_writable: 'olga@acme.example.sf: Location, ShowAs'
}
const told = (code: SetupCode) => setupWords[code](about[code] ?? '', 'Booking_Key__c')

describe('findings, their words and docs/salesforce/findings.md go together', () => {
  test('each code has its row, and each row its code', () => {
    expect([...rows.keys()]).toEqual([...setupCodes])
  })

  test.each(setupCodes)('%s is documented with the words of the page', (code) => {
    const { says, follows, remedy } = told(code)
    expect(rows.get(code)).toEqual([says, follows, remedy])
  })

  test.each(setupCodes)('%s is told in whole sentences, and names what it is about', (code) => {
    const { says, follows, remedy } = told(code)
    for (const text of [says, follows, remedy]) {
      expect(text).toMatch(/^[A-Z].*\.$/)
      expect(text).not.toMatch(/\berror|invalid|failed to|undefined|null\b/i)
    }
    const named = about[code]
    if (named) expect(says).toContain(named)
  })

  test('no two of them share a sentence', () => {
    expect(new Set(setupCodes.map((code) => told(code).says)).size).toBe(setupCodes.length)
  })

  test.each(Object.entries(setupFine))('what is in order is a sentence, too: %s', (_, says) => {
    expect(says('olga@acme.example.sf', 'Booking_Key__c')).toMatch(/\.$/)
  })
})
