import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tellOutcome } from '../../server/wording/outcomes.ts'
import { type Outcome, type OutcomeCode, outcomeCodes } from '../../src/activities/outcome.ts'

const document = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8')
const chapterOf = (code: string) =>
  new RegExp(`^### ${code}\n([^]*?)(?=^##)`, 'm').exec(`${document}\n## end`)?.[1] ?? ''
const names = { organizer: 'Olga Okafor' }
const actor = 'dana.whitfield@acme.example'
const recordId = '00U8X0000001AAAAAA'

const examples: { [C in OutcomeCode]: Extract<Outcome, { code: C }> } = {
  organizer_sync_disabled: {
    code: 'organizer_sync_disabled',
    username: 'olga.okafor@acme.example',
    said: 'inactive user'
  },
  sf_insufficient_create: { code: 'sf_insufficient_create', actor, said: 'insufficient access rights' },
  sf_insufficient_save: { code: 'sf_insufficient_save', actor, recordId, said: 'not found' },
  sf_insufficient_update: { code: 'sf_insufficient_update', actor, recordId, said: 'read only' },
  sf_gone: { code: 'sf_gone', recordId, said: 'entity is deleted' },
  sf_rejected: {
    code: 'sf_rejected',
    recordId: null,
    errors: [
      {
        code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: 'A <b>cost centre</b> is missing',
        fields: ['Cost_Centre__c']
      },
      { code: 'REQUIRED_FIELD_MISSING', message: '', fields: [] }
    ]
  },
  sf_retry_later: { code: 'sf_retry_later', said: 'no answer within 15000 ms' },
  sf_limit: { code: 'sf_limit', used: 15_000, of: 15_000, until: 0 }
}

describe('outcomes, their words and docs/errors.md go together', () => {
  test.each(outcomeCodes)('%s is documented with the words of the page', (code) => {
    const { sentence, remedy, next } = tellOutcome(examples[code], names)
    expect(chapterOf(code)).toContain(`- What the page says: ${sentence}\n`)
    expect(chapterOf(code)).toContain(`- What to do: ${remedy}\n`)
    expect(chapterOf(code)).toContain(`- What happens next: ${next}\n`)
  })

  test('where the organizer’s own user was refused, nobody is asked to share anything with her', () => {
    const username = 'olga.okafor@acme.example'
    for (const code of ['sf_insufficient_create', 'sf_insufficient_save', 'sf_insufficient_update'] as const) {
      const own = tellOutcome({ ...examples[code], actor: username }, { ...names, username })
      expect(own.remedy).not.toContain('share')
      expect(own.remedy).toMatch(/^Ask a Salesforce administrator /)
      expect(chapterOf(code)).toContain(`- What to do, where it was her own user: ${own.remedy}\n`)
    }
  })

  test('no two of them share a sentence or a remedy: gone, hidden and forbidden are three things', () => {
    const told = outcomeCodes.map((code) => tellOutcome(examples[code], names))
    for (const part of ['sentence', 'remedy'] as const)
      expect(new Set(told.map((each) => each[part])).size).toBe(outcomeCodes.length)
  })

  test.each(outcomeCodes)('%s is told plainly, in whole sentences', (code) => {
    const { sentence, remedy, next } = tellOutcome(examples[code], names)
    for (const text of [sentence, remedy, next]) {
      expect(text).toMatch(/\.$/)
      expect(text.replace('Cost_Centre__c', '')).not.toMatch(/error|invalid|failed|undefined|null|_/i)
    }
  })

  test('a refusal names field and rule, and leaves an administrator’s own text as it is, for the page to escape', () => {
    const { sentence, evidence } = tellOutcome(examples.sf_rejected, names)
    expect(sentence).toBe('Salesforce refused to save the Event because of the field Cost_Centre__c.')
    expect(evidence).toEqual([
      'A <b>cost centre</b> is missing (Cost_Centre__c) · FIELD_CUSTOM_VALIDATION_EXCEPTION',
      'REQUIRED_FIELD_MISSING'
    ])
  })

  test('the record in question is given where there is one, and the requests where they are known', () => {
    expect(tellOutcome(examples.sf_insufficient_save, names).recordId).toBe(recordId)
    expect(tellOutcome(examples.sf_retry_later, names).recordId).toBe(null)
    expect(tellOutcome(examples.sf_limit, names).sentence).toContain('(15000 of 15000)')
    expect(tellOutcome({ ...examples.sf_limit, used: null }, names).sentence).not.toContain('(')
  })
})
