import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { enrolmentWords } from '../../server/wording/enrolment.ts'
import { handOverWords } from '../../server/wording/hand-over.ts'
import { explain, wordings } from '../../server/wording/reasons.ts'
import { outcomeCodes } from '../../src/activities/outcome.ts'
import type { Refusal } from '../../src/bookings/book.ts'
import { preflightCodes } from '../../src/delegates/preflight.ts'
import { reasons } from '../../src/delegates/reason.ts'
import { handOverReasons } from '../../src/links/hand-over.ts'
import { enrolmentReasons } from '../../src/people/candidates.ts'

const document = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8')
const names = { actor: 'Rae Lindqvist', organizer: 'Olga Okafor' }

/** "### code" with all that stands below it. */
const chapters = new Map(
  document
    .split(/^### /m)
    .slice(1)
    .map((chapter) => [chapter.slice(0, chapter.indexOf('\n')).trim(), chapter.split(/^## /m)[0] ?? ''])
)

describe('reasons, their words and docs/errors.md go together', () => {
  test('there is something to compare', () => expect(reasons.length).toBeGreaterThan(5))

  test('every reason has words, and no words are left over', () => {
    expect(Object.keys(wordings).sort()).toEqual([...reasons].sort())
  })

  test.each(reasons)('%s is documented with the words of the page', (code) => {
    const { sentence, remedy } = explain(code, names)
    expect(chapters.get(code)).toContain(`- What the page says: ${sentence}\n`)
    expect(chapters.get(code)).toContain(`- What to do: ${remedy}\n`)
  })

  test('every refusal of a booking is documented, and nothing else is', () => {
    // the compiler holds this list to src/bookings/book.ts, in both directions
    const refusals: Record<Refusal, true> = {
      'link closed': true,
      'slot taken': true,
      'slot not offered': true,
      'calendar unreachable': true,
      'form used before': true,
      'refused before': true
    }
    expect([...chapters.keys()].sort()).toEqual(
      [
        ...reasons,
        ...handOverReasons,
        ...enrolmentReasons,
        ...preflightCodes,
        ...Object.keys(refusals),
        ...outcomeCodes
      ].sort()
    )
  })
})

describe('becoming an organizer', () => {
  test.each(enrolmentReasons)('%s is documented with the words of the page, which are plain', (code) => {
    const { sentence, remedy } = enrolmentWords(code, 'Gil Fontana')
    expect(chapters.get(code)).toContain(`- What the page says: ${sentence}\n`)
    expect(chapters.get(code)).toContain(`- What to do: ${remedy}\n`)
    expect(sentence + remedy).not.toMatch(/error|invalid|failed to|undefined|null|_/i)
  })
})

describe('handing links over', () => {
  test.each(handOverReasons)('%s is documented with the words of the page, which are plain', (code) => {
    const { sentence, remedy } = handOverWords(code, { from: 'Dana Whitfield', to: 'Eve Tanaka' })
    expect(chapters.get(code)).toContain(`- What the page says: ${sentence}\n`)
    expect(chapters.get(code)).toContain(`- What to do: ${remedy}\n`)
    expect(sentence + remedy).not.toMatch(/error|invalid|failed to|undefined|null|_/i)
  })
})

describe('plain words', () => {
  test.each(reasons)('%s is told without codes and without blame, and says what to do', (code) => {
    const { sentence, remedy, ask } = explain(code, names)
    for (const text of [sentence, remedy, ask ?? '']) {
      expect(text).not.toMatch(/error|invalid|failed to|undefined|null|_/i)
    }
    expect(sentence).toMatch(/\.$/)
    expect(remedy).toMatch(/\.$/)
  })

  test.each(reasons.filter((code) => wordings[code].askWhom !== 'nobody'))('%s brings a message to copy', (code) => {
    const { ask } = explain(code, names)
    expect(ask).toMatch(/^Hello/)
    expect(ask).toMatch(/Thank you\nRae Lindqvist$/)
    expect(ask).toContain('Olga Okafor')
  })
})
