import type { ActivityRules } from '../../../src/activities/activity-settings.ts'
import type {
  PersonFindings,
  PersonInSetup,
  SetupFinding,
  SetupFindings
} from '../../../src/activities/setup-finding.ts'
import { objectIdOf } from '../../../src/people/person.ts'
import type { SalesforceDesk } from '../../services.ts'
import { stateNames } from '../../wording/preflight.ts'
import { setupCheckNames, setupFine, toldSetup } from '../../wording/setup.ts'
import { summaryOf, type TextControl, text, titleWith } from './controls.view.ts'
import { organizerPath, type Page } from './desk.ts'
import type { Problems } from './form.ts'
import { counted } from './words.ts'

export type TypedDelegate = { address: string; username: string }

/** One row of the check that is not green. */
type Row = {
  name: string
  state: string
  tone: 'wait' | 'stop' | 'over'
  says: string
  follows: string
  remedy: string
  said: string | null
  code: string
}

type Rows = { open: Row[]; unknown: Row[]; fine: { name: string; says: string }[] }

export type SalesforceView = Page & {
  said: string | null
  without: boolean
  problems: { href: string; message: string }[]
  summary: { text: string; tone: 'good' | 'wait' | 'stop' }
  organization: Rows
  rules: { name: string; says: string; setting: string }[]
  people: (Rows & {
    id: string
    name: string
    address: string
    what: string
    state: string
    tone: 'good' | 'wait' | 'stop' | 'over'
    settings: string | null
    /** Where a delegate's user is taken back; null: a setting says it, or this is an organizer. */
    removal: string | null
    fixed: string | null
  })[]
  /** "1 to 25 of 60", and where the others stand; null: all are here. */
  part: { text: string; previous: string | null; next: string | null } | null
  address: TextControl
  username: TextControl
}

type Known = {
  desk: SalesforceDesk | undefined
  found: SetupFindings | undefined
  people: readonly PersonInSetup[]
  from: number
  atMost: number
  said: string
  typed: TypedDelegate
  problems: Problems
}

const path = '/console/administration/salesforce'

const saidText: Record<string, string> = {
  named: 'Saved. While an organizer is not connected, this person’s own Salesforce user may change her or his Events.',
  removed: 'Saved. Nothing is written as this person’s Salesforce user any more.'
}

export function salesforceView(known: Known): SalesforceView {
  const { desk, found, people, from, atMost, problems, typed } = known
  const keyField = desk?.keyField ?? ''
  const all = found ? [...found.organization, ...found.people.flatMap(({ findings }) => findings)] : []
  return {
    title: titleWith(problems, 'Salesforce set-up'),
    here: null,
    said: saidText[known.said] ?? null,
    without: desk === undefined,
    problems: summaryOf(problems),
    summary: { text: summaryText(all), tone: toneOf(all) },
    organization: rowsOf(found?.organization ?? [], keyField),
    rules: desk ? rulesOf(desk.rules, keyField) : [],
    people: (found?.people ?? []).map((each) => personOf(each, known)),
    part:
      people.length > atMost
        ? {
            text: `${from + 1} to ${Math.min(from + atMost, people.length)} of ${people.length}`,
            previous: from > 0 ? `${path}?from=${Math.max(from - atMost, 0)}#people` : null,
            next: from + atMost < people.length ? `${path}?from=${from + atMost}#people` : null
          }
        : null,
    address: text({
      name: 'address',
      label: 'E-mail address of the delegate',
      value: typed.address,
      problem: problems.address,
      longest: 250
    }),
    username: text({
      name: 'username',
      label: 'Salesforce username',
      hint: 'It stands in Salesforce under Setup › Users, and is never looked up by e-mail.',
      value: typed.username,
      problem: problems.username,
      longest: 80
    })
  }
}

function personOf({ person, findings }: PersonFindings, { desk }: Known): SalesforceView['people'][number] {
  const isDelegate = person.mode === undefined
  const rows = rowsOf(findings, desk?.keyField ?? '')
  const fixed = desk?.fixedBy(person.address) ?? null
  const isFixed = fixed === (isDelegate ? 'SALESFORCE_USERS' : 'ORGANIZERS')
  return {
    ...rows,
    id: `person-${objectIdOf(person.id)}${isDelegate ? '-delegate' : ''}`,
    name: person.name,
    address: person.address,
    what: isDelegate ? `A delegate, as ${person.username}` : whatIsWritten(person),
    state: person.mode === 'off' ? 'Off' : shortState(findings),
    tone: person.mode === 'off' ? 'over' : toneOf(findings),
    settings: isDelegate ? null : `${organizerPath(person)}/salesforce`,
    removal: isDelegate && !isFixed ? `${path}/delegates/${objectIdOf(person.id)}/removal` : null,
    fixed: isFixed ? `The setting ${fixed} names this Salesforce user.` : null
  }
}

function whatIsWritten({ mode, username }: PersonInSetup): string {
  if (mode === 'off') return 'Nothing is written'
  if (username === null) return 'No Salesforce user is named'
  return mode === 'link' ? `Another program writes the Events of ${username}` : `Events are written as ${username}`
}

function rowsOf(findings: readonly SetupFinding[], keyField: string): Rows {
  const open = findings.flatMap((finding) => (finding.state === 'ok' ? [] : [openRow(finding, keyField)]))
  return {
    open: open.filter(({ tone }) => tone !== 'over'),
    unknown: open.filter(({ tone }) => tone === 'over'),
    fine: findings.flatMap(({ check, about, ...finding }) =>
      finding.state === 'ok' ? [{ name: setupCheckNames[check], says: setupFine[finding.code](about, keyField) }] : []
    )
  }
}

const tones = { warning: 'wait', problem: 'stop', unknown: 'over' } as const

const openRow = (finding: Exclude<SetupFinding, { state: 'ok' }>, keyField: string): Row => ({
  ...{ name: setupCheckNames[finding.check], state: stateNames[finding.state], tone: tones[finding.state] },
  ...toldSetup(finding, keyField),
  ...{ said: finding.said ?? null, code: finding.code }
})

const count = (findings: readonly SetupFinding[], state: SetupFinding['state']) =>
  findings.filter((finding) => finding.state === state).length

function summaryText(findings: readonly SetupFinding[]): string {
  const [problems, warnings, unknown] = [
    count(findings, 'problem'),
    count(findings, 'warning'),
    count(findings, 'unknown')
  ]
  return [
    problems > 0 ? `${counted(problems, 'thing')} will not work` : '',
    warnings > 0 ? `${counted(warnings, 'thing')} to look at` : '',
    unknown > 0 ? `${unknown} not known` : '',
    `${count(findings, 'ok')} in order`
  ]
    .filter(Boolean)
    .join(', ')
}

function toneOf(findings: readonly SetupFinding[]): 'good' | 'wait' | 'stop' {
  if (count(findings, 'problem') > 0) return 'stop'
  return count(findings, 'ok') < findings.length ? 'wait' : 'good'
}

function shortState(findings: readonly SetupFinding[]): string {
  if (count(findings, 'problem') > 0) return stateNames.problem
  return count(findings, 'ok') < findings.length ? stateNames.unknown : stateNames.ok
}

const unknownText = {
  leave: 'The Event is related to nobody.',
  contact: 'A contact is made.',
  lead: 'A lead is made.'
}
const cancelledText = {
  remove: 'The Event is removed.',
  mark: 'The Event stays, marked as cancelled, and blocks no time.'
}

const rulesOf = ({ unknownInvitee, cancelled }: ActivityRules, keyField: string) => [
  {
    name: 'An invitee whom Salesforce does not know',
    says: unknownText[unknownInvitee],
    setting: 'SALESFORCE_UNKNOWN_INVITEES'
  },
  { name: 'A meeting that is cancelled', says: cancelledText[cancelled], setting: 'SALESFORCE_CANCELLED_MEETINGS' },
  { name: 'The field that holds the key of a booking', says: keyField, setting: 'SALESFORCE_KEY_FIELD' }
]
