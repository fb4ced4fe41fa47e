import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { whySkipped, whyText, whyUnknown } from '../../server/wording/why.ts'
import type { Why } from '../../src/availability/why.ts'
import { zoneNamed } from '../../src/time/zones.ts'
import { ari, halfHours, mondayMorning, olga } from '../world/cast.ts'

const document = readFileSync(join(import.meta.dirname, '../../docs/availability.md'), 'utf8')
const zone = zoneNamed(halfHours.zone)
if (!zone) throw new Error('no Berlin')
const reader = { zone, now: mondayMorning }
const at = (time: string) => Date.parse(`2027-01-05T${time}Z`)
const morning = { start: at('08:00'), end: at('11:00') }
const afternoon = { start: at('12:00'), end: at('16:00') }

/** Every rule, held to the union by the compiler. */
const whys: Record<Why['rule'], Why[]> = {
  'has passed': [{ rule: 'has passed' }],
  'too soon': [{ rule: 'too soon', from: at('08:00') }],
  'before the first date': [{ rule: 'before the first date', from: at('08:00') }],
  'after the last date or the horizon': [{ rule: 'after the last date or the horizon', until: at('08:00') }],
  'not a length of this link': [{ rule: 'not a length of this link' }],
  'not among the picked times': [{ rule: 'not among the picked times' }],
  'closed that day': [{ rule: 'closed that day' }],
  'outside the hours': [{ rule: 'outside the hours', open: [morning, afternoon] }],
  'between two starts': [
    { rule: 'between two starts', before: at('08:00'), after: at('08:30') },
    { rule: 'between two starts', before: at('08:00'), after: null }
  ],
  busy: [
    { rule: 'busy', whose: olga.name, busy: morning, buffer: false },
    { rule: 'busy', whose: olga.name, busy: morning, buffer: true },
    { rule: 'busy', whose: ari.name, busy: morning, buffer: false }
  ],
  'held for a booking': [
    { rule: 'held for a booking', held: morning, buffer: false },
    { rule: 'held for a booking', held: morning, buffer: true }
  ],
  'the day is full': [{ rule: 'the day is full', atMost: 1 }],
  'the week is full': [{ rule: 'the week is full', atMost: 5 }],
  offered: [{ rule: 'offered' }]
}
const sentences = Object.values(whys).flatMap((each) =>
  each.map((why) => whyText(why, { organizer: olga.name }, reader))
)

describe('every reason has a sentence, which docs/availability.md knows', () => {
  test.each(sentences)('%s', (sentence) => expect(document).toContain(`| ${sentence} |\n`))

  test('and the document knows no other', () => {
    const [, table = ''] = document.split('| Rule | What the page says |\n|---|---|\n')
    const rows = table.slice(0, table.indexOf('\n\n')).split('\n')
    expect(rows.map((row) => row.split(' | ')[1]?.replace(' |', '')).sort()).toEqual([...sentences].sort())
  })

  test.each([whyUnknown({ organizer: olga.name }), whySkipped])('%s', (sentence) => {
    expect(document).toContain(`: ${sentence}\n`)
  })

  test('a colleague’s times are not told', () => {
    const text = whyText(
      { rule: 'busy', whose: ari.name, busy: morning, buffer: true },
      { organizer: olga.name },
      reader
    )
    expect(text).not.toMatch(/\d/)
  })
})
