import type { Listed } from '../../../src/delegates/calendar-list.ts'
import type { Conflict } from '../../../src/delegates/conflicts.ts'
import type { Footing } from '../../../src/delegates/footing.ts'
import { type Grant, type GrantLevel, isOver, type OptIn, optIns } from '../../../src/delegates/grant.ts'
import type { Reason } from '../../../src/delegates/reason.ts'
import { type Act, rights } from '../../../src/delegates/rights.ts'
import { grantPositions, positionVouched } from '../../../src/delegates/standing.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { objectIdOf, type Person } from '../../../src/people/person.ts'
import type { Instant } from '../../../src/time/instant.ts'
import type { Zone } from '../../../src/time/zones.ts'
import { conflictText } from '../../wording/conflicts.ts'
import { grantText, levelNames, linksThen, optInNames } from '../../wording/grant.ts'
import { type May, mayLines } from '../../wording/may.ts'
import { fullAccessText, readText, standingText, warningsFor } from '../../wording/standing.ts'
import { initials, possessive } from '../../wording/who.ts'
import { type ChoiceControl, choice, choices, summaryOf, type TextControl, text, titleWith } from './controls.view.ts'
import { organizerPath, type Page } from './desk.ts'
import type { Problems } from './form.ts'
import type { GrantField, TypedGrant } from './grant-form.ts'

/** One person as the page knows her. */
export type SeenPerson = {
  person: Person
  footing: Footing
  grant: Grant | undefined
  may: May
  refused: Reason | null
}

type PersonRow = {
  name: string
  address: string
  initials: string
  /** What Exchange says. */
  standing: string
  fullAccess: string
  read: string
  /** What the organizer said; null: nothing. */
  grant: string | null
  ended: boolean
  may: string[]
  warnings: string[]
  change: { href: string; text: string } | null
}

export type PeopleView = Page & {
  organizer: string
  back: string
  own: boolean
  /** The organizer reads her own page, or an administrator reads it for her. */
  mine: boolean
  unread: boolean
  conflicts: string[]
  said: string | null
  people: PersonRow[]
  others: string[]
  /** Named, too, while nobody can tell who they are. */
  unknown: string[]
  find: { action: string; address: TextControl } | null
  need: { action: string; needed: boolean; value: 'yes' | 'no'; button: string } | null
  problems: { href: string; message: string }[]
}

type Known = {
  actor: Person
  organizer: Organizer
  people: readonly SeenPerson[]
  zone: Zone
  now: Instant
  /** Only the reader's own row. */
  own?: boolean
  others?: readonly Listed[]
  unknown?: readonly Listed[]
  conflicts?: readonly Conflict[]
  unread?: boolean
  delegatesNeedGrant?: boolean
  said?: string
  typed?: { address: string }
  problems?: Problems
}

export function peopleView(known: Known): PeopleView {
  const { actor, organizer, own = false, others = [], unknown = [], problems = {}, delegatesNeedGrant = false } = known
  const path = `${organizerPath(organizer)}/people`
  const mine = actor.id === organizer.id
  const title = own
    ? `What you may do for ${organizer.name}`
    : mine
      ? 'People who act for me'
      : `People who act for ${organizer.name}`
  return {
    title: titleWith(problems, title),
    here: null,
    organizer: organizer.name,
    back: organizerPath(organizer),
    own,
    mine,
    unread: known.unread ?? false,
    conflicts: (known.conflicts ?? []).map((conflict) => conflictText(conflict, organizer.name)),
    said: saidTexts[known.said ?? ''] ?? null,
    people: known.people.map((seen) => rowOf(seen, known, path)).sort((a, b) => a.name.localeCompare(b.name)),
    others: others.map(named),
    unknown: unknown.map(named),
    find: own
      ? null
      : {
          action: `${path}/find`,
          address: text({
            name: 'address',
            label: 'E-mail address of a colleague',
            value: known.typed?.address ?? '',
            problem: problems.address,
            longest: 250
          })
        },
    need: own
      ? null
      : {
          action: `${path}/delegates-need-grant`,
          needed: delegatesNeedGrant,
          value: delegatesNeedGrant ? 'no' : 'yes',
          button: delegatesNeedGrant ? 'Let Outlook’s delegates act without a grant' : 'Let nobody act without a grant'
        },
    problems: summaryOf(problems)
  }
}

const saidTexts: Record<string, string> = {
  recorded: 'Recorded. It counts from now on.',
  ended: 'The grant is over from now on.',
  removed: 'Taken back. What Exchange says is all that counts now.'
}

function rowOf(
  { person, footing, grant, may }: SeenPerson,
  { zone, now, own, organizer }: Known,
  path: string
): PersonRow {
  const told = footing === 'organizer' || 'unknown' in footing ? undefined : footing
  return {
    name: person.name,
    address: person.address,
    initials: initials(person.name),
    standing: told ? standingText(told) : 'Exchange does not say at the moment',
    fullAccess: told ? fullAccessText(told) : '',
    read: told ? readText(told, { zone, now }) : '',
    grant: grant ? grantText(grant, { zone, now }) : null,
    ended: grant !== undefined && isOver(grant, now),
    may: told ? mayLines(may) : [],
    warnings: told ? warningsFor(told, own ? undefined : person.name, organizer.name) : [],
    change: own
      ? null
      : {
          href: `${path}/${objectIdOf(person.id)}?address=${encodeURIComponent(person.address)}`,
          text: grant ? 'Change' : 'Say what this person may do'
        }
  }
}

export type PersonView = Page & {
  name: string
  organizer: string
  back: string
  standing: string
  grant: string | null
  may: string[]
  action: string
  address: string
  level: ChoiceControl
  optIns: ChoiceControl | null
  lastDay: TextControl
  links: ChoiceControl
  heir: TextControl
  end: string | null
  removal: string | null
  problems: { href: string; message: string }[]
}

type KnownPerson = {
  actor: Person
  organizer: Organizer
  seen: SeenPerson
  address: string
  typed: TypedGrant
  problems: Problems<GrantField>
  zone: Zone
  now: Instant
}

export function personView({ organizer, seen, address, typed, problems, zone, now }: KnownPerson): PersonView {
  const { person, footing, grant, may } = seen
  const told = footing === 'organizer' || 'unknown' in footing ? undefined : footing
  const path = `${organizerPath(organizer)}/people`
  const action = `${path}/${objectIdOf(person.id)}/grant`
  const open = optInsFor(footing)
  return {
    title: titleWith(problems, `What ${person.name} may do for ${organizer.name}`),
    here: null,
    name: person.name,
    organizer: organizer.name,
    back: path,
    standing: told ? standingText(told) : 'does not say at the moment',
    grant: grant ? grantText(grant, { zone, now }) : null,
    may: told ? mayLines(may) : [],
    action,
    address,
    level: choice({
      name: 'level',
      label: 'At most as',
      value: typed.level,
      problem: problems.level,
      choices: (['editor', 'author', 'time slots only'] as const).map((level) => ({
        value: level,
        ...levelNames[level]
      }))
    }),
    optIns:
      open.length === 0
        ? null
        : choices({
            name: 'optIns',
            label: 'Also',
            hint: 'Only what is ticked here, and only as far as the choice above reaches.',
            values: typed.optIns,
            choices: open.map((act) => ({ value: act, text: optInNames[act] }))
          }),
    lastDay: text({
      name: 'lastDay',
      label: 'Last day',
      type: 'date',
      value: typed.lastDay,
      optional: true,
      problem: problems.lastDay,
      hint: `The whole day counts, by the clock of ${possessive(organizer.name)} calendar.`
    }),
    links: choice({
      name: 'links',
      label: `When it ends, ${possessive(person.name)} open links`,
      value: typed.links,
      problem: problems.links,
      choices: (['stop', 'keep', 'hand over'] as const).map((value) => ({ value, text: linksThen[value] }))
    }),
    heir: text({
      name: 'heir',
      label: 'Address of the colleague who takes them over',
      value: typed.heir,
      optional: true,
      problem: problems.heir,
      longest: 250
    }),
    end: grant && !isOver(grant, now) ? `${action}/end` : null,
    removal: grant ? `${action}/removal` : null,
    problems: summaryOf(problems)
  }
}

/** The acts that a tick could open for this person at some level, by what Exchange says of her now. */
function optInsFor(footing: Footing): OptIn[] {
  if (footing === 'organizer') return []
  if ('unknown' in footing) return [...optIns]
  const byExchange = positionVouched(footing)
  if (byExchange === 'none') return [...optIns]
  const reachable = (level: GrantLevel, act: Act) => {
    const reaches = [rights[act][byExchange], rights[act][grantPositions[level]]]
    return reaches.includes('opt-in') && !reaches.includes('no')
  }
  return optIns.filter((act) =>
    (['editor', 'author', 'time slots only'] as const).some((level) => reachable(level, act))
  )
}

const named = ({ name, address }: Listed) => (name === address ? name : `${name} (${address})`)
