import type { Row } from '../../../src/delegates/preflight.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import { checkNames, fineText, stateNames, toldOf } from '../../wording/preflight.ts'
import { counted } from './words.ts'

export type PreflightView = {
  /** "6 in order, 2 to look at" */
  summary: string
  tone: 'good' | 'wait' | 'stop'
  /** What somebody has to look at. */
  open: OpenRow[]
  /** What nobody could tell. */
  unknown: OpenRow[]
  fine: { name: string; says: string }[]
}

type OpenRow = {
  id: string
  name: string
  state: string
  tone: 'wait' | 'stop' | 'over'
  says: string
  follows: string
  remedy: string
  /** What a cloud said, for whoever has to mend it. */
  said: string | null
  ask: { text: string; mailto: string; whom: string } | null
  code: string
}

const tones = { warning: 'wait', problem: 'stop', unknown: 'over' } as const

export function preflightView(
  rows: readonly Row[],
  { actor, person, organizer }: { actor: Person; person: Person; organizer: Organizer }
): PreflightView {
  const names = { reader: actor.name, person: person.name, organizer: organizer.name }
  const open = rows.flatMap((row) => (row.state === 'ok' ? [] : [openRow(row)]))
  const fine = rows.flatMap((row) =>
    row.state === 'ok' ? [{ name: checkNames[row.check], says: fineText(row.code, row.about ?? '', names) }] : []
  )
  const problems = rows.filter(({ state }) => state === 'problem').length
  const warnings = rows.filter(({ state }) => state === 'warning').length
  const unknown = open.filter(({ tone }) => tone === 'over')
  return {
    summary: [
      problems > 0 ? `${counted(problems, 'thing')} will not work` : '',
      warnings > 0 ? `${counted(warnings, 'thing')} to look at` : '',
      unknown.length > 0 ? `${unknown.length} not known` : '',
      `${fine.length} in order`
    ]
      .filter(Boolean)
      .join(', '),
    tone: problems > 0 ? 'stop' : warnings > 0 || unknown.length > 0 ? 'wait' : 'good',
    open: open.filter(({ tone }) => tone !== 'over'),
    unknown,
    fine
  }

  function openRow(row: Exclude<Row, { state: 'ok' }>): OpenRow {
    const { says, follows, remedy, ask, askWhom } = toldOf(row, names)
    const title = `${checkNames[row.check]}: ${organizer.name}`
    // An organizer need not write to herself.
    const toSelf = askWhom === 'organizer' && actor.id === organizer.id
    return {
      id: `check-${row.check.replaceAll(' ', '-')}`,
      name: checkNames[row.check],
      state: stateNames[row.state],
      tone: tones[row.state],
      says,
      follows,
      remedy,
      said: row.state === 'unknown' ? (row.about ?? null) : null,
      ask:
        ask && !toSelf
          ? {
              text: ask,
              whom: askWhom === 'organizer' ? organizer.name : 'your administrator',
              mailto: mailto(askWhom === 'organizer' ? organizer.address : '', title, ask)
            }
          : null,
      code: row.code
    }
  }
}

/** Lines end as mail programs expect. An administrator's address is left to the reader. */
const mailto = (address: string, subject: string, body: string) =>
  `mailto:${encodeURIComponent(address).replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`
