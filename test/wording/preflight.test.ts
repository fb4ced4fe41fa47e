import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { preflightView } from '../../server/routes/console/preflight.view.ts'
import { preflightWords } from '../../server/wording/preflight.ts'
import { preflightCodes } from '../../src/delegates/preflight.ts'
import { dana, eve, olga } from '../world/cast.ts'

const document = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8')
const chapters = new Map(
  document
    .split(/^### /m)
    .slice(1)
    .map((chapter) => [chapter.slice(0, chapter.indexOf('\n')).trim(), chapter.split(/^## /m)[0] ?? ''])
)

const names = { reader: 'Dana Whitfield', person: 'Dana Whitfield', organizer: 'Olga Okafor' }
/** What stands in the document where a row names somebody, or quotes a cloud. */
const about: Partial<Record<(typeof preflightCodes)[number], string>> = {
  responses_not_to_organizer: 'Dana Whitfield, Eve Tanaka',
  responses_to_others: 'Eve Tanaka',
  several_editors: 'Dana Whitfield, Eve Tanaka',
  chosen_record_gone: 'Harborlight Analytics',
  salesforce_user_inactive: 'olga.okafor@acme.example',
  salesforce_user_not_found: 'olga.okafor@acme.example'
}

describe('rows of the panel and docs/errors.md go together', () => {
  test.each(preflightCodes)('%s is documented with the words of the page', (code) => {
    const { says, follows, remedy } = preflightWords[code](names, about[code] ?? '')
    expect(chapters.get(code)).toContain(`- What the page says: ${says}\n`)
    expect(chapters.get(code)).toContain(`- What follows: ${follows}\n`)
    expect(chapters.get(code)).toContain(`- What to do: ${remedy}\n`)
  })

  test.each(preflightCodes)('%s is told in plain sentences, about the reader and about others', (code) => {
    for (const person of ['Dana Whitfield', 'Eve Tanaka']) {
      const { says, follows, remedy, ask, askWhom } = preflightWords[code]({ ...names, person }, about[code] ?? 'X')
      for (const text of [says, follows, remedy]) {
        expect(text).toMatch(/\.$/)
        expect(text).not.toMatch(/\berror|invalid|failed to|undefined|null|_/i)
      }
      expect(ask === null).toBe(askWhom === 'nobody')
      if (ask) expect(ask).toMatch(/^Hello[\s\S]*Thank you\nDana Whitfield$/)
    }
  })
})

describe('the panel in words', () => {
  const view = (person = dana) =>
    preflightView(
      [
        { check: 'folder right', state: 'problem', code: 'role_reviewer' },
        { check: 'editors', state: 'warning', code: 'several_editors', about: 'Dana & Eve' },
        { check: 'record', state: 'unknown', code: 'salesforce_unknown', about: 'Salesforce answered 503' },
        { check: 'delegate', state: 'ok', code: 'listed' }
      ],
      { actor: dana, person, organizer: olga }
    )

  test('says first how many rows need somebody, and keeps green and unknown ones apart', () => {
    const { summary, tone, open, unknown, fine } = view()
    expect(summary).toBe('1 thing will not work, 1 thing to look at, 1 not known, 1 in order')
    expect(tone).toBe('stop')
    expect(open.map(({ state }) => state)).toEqual(['Does not work', 'Look at this'])
    expect(unknown.map(({ state, said }) => [state, said])).toEqual([['Not known', 'Salesforce answered 503']])
    expect(fine).toEqual([
      {
        name: 'Delegate in Exchange',
        says: "You are listed as a delegate, and receive Olga Okafor's meeting messages."
      }
    ])
  })

  test('brings a message that a mail program can open as it is', () => {
    const [row, several] = view().open
    const url = new URL(row?.ask?.mailto ?? '')
    expect(url.pathname).toBe('olga.okafor@acme.example')
    expect(url.searchParams.get('body')?.replaceAll('\r\n', '\n')).toBe(row?.ask?.text)
    expect(new URL(several?.ask?.mailto ?? '').searchParams.get('body')).toContain('Dana & Eve')
  })

  test('speaks about whoever carries the link, when that is somebody else', () => {
    const [row] = view(eve).open
    expect(row?.says).toContain('Eve Tanaka may not offer')
    expect(row?.ask?.text).toContain('add Eve Tanaka')
  })

  test('does not ask an organizer to write to herself', () => {
    const rows = [{ check: 'editors', state: 'warning', code: 'several_editors', about: 'two' }] as const
    expect(preflightView(rows, { actor: olga, person: olga, organizer: olga }).open[0]?.ask).toBeNull()
  })
})
