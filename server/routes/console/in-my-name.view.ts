import type { Footing } from '../../../src/delegates/footing.ts'
import { keeperOf } from '../../../src/links/link.ts'
import type { LinkState } from '../../../src/links/link-state.ts'
import type { Counted } from '../../../src/links/link-store.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import type { SummaryChoice } from '../../../src/summary/summary-store.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import { standingText } from '../../wording/standing.ts'
import { zoneText } from '../../wording/when.ts'
import { organizerPath, type Page } from './desk.ts'
import { type LinkRow, linkRow } from './link-row.view.ts'
import { utc } from './organizer.view.ts'
import { counted } from './words.ts'

/** What could not be done, beside the form that asked for it. `keeper`: '' for everybody's links. */
export type Trouble = { problem: string; keeper: string } & (
  | { act: 'revoke' }
  | { act: 'summary' }
  | { act: 'hand over'; only: string; typed: string }
)

export type Done = { handed: string } | { revoked: string } | { summary: true }

export type InMyNameView = Page & {
  enrolled: boolean
  summary: string
  calendar: string | null
  done: string | null
  problem: { href: string; message: string } | null
  keepers: KeeperView[]
  delegates: { name: string; address: string }[]
  revokeAll: RevokeForm | null
  over: LinkRow[]
  daily: SummaryForm | null
}

type SummaryForm = {
  on: boolean
  hours: { value: string; text: string; chosen: boolean }[]
  zone: string
  /** Why nothing is written, whatever is chosen. */
  silent: string | null
  problem: string | null
}

type KeeperView = {
  /** Short and unique on the page. */
  key: string
  name: string
  standing: string
  links: (LinkRow & { initiator: string; revoke: string })[]
  /** null for the organizer's own links: nobody may do as much as she. */
  handOver: {
    from: string
    choices: { value: string; text: string; chosen: boolean }[]
    typed: string
    problem: string | null
  } | null
  revoke: RevokeForm
}

type RevokeForm = { id: string; keeper: string; label: string; problem: string | null }

type Known =
  | { organizer: undefined }
  | {
      organizer: Organizer
      made: readonly (Counted & { state: LinkState })[]
      keepers: readonly { person: Person; footing: Footing }[]
      delegates: readonly { name: string; address: string }[]
      now: Instant
      done: Done | null
      /** What she wants of her daily summary. `written`: is there a mailbox to write from? */
      summary: SummaryChoice & { zone: string | undefined; written: boolean }
      trouble: Trouble | undefined
    }

export function inMyNameView(known: Known): InMyNameView {
  const page = { title: 'In your name', here: null } as const
  if (!known.organizer) {
    const nothing = {
      summary: '',
      calendar: null,
      done: null,
      problem: null,
      keepers: [],
      delegates: [],
      over: [],
      daily: null
    }
    return { ...page, ...nothing, enrolled: false, revokeAll: null }
  }
  const { organizer, made, trouble, now } = known
  const rows = made.map((each) => ({
    ...each,
    keeper: keeperOf(each.link),
    row: linkRow(each, { zone: zoneNamed(each.link.zone) ?? utc, now })
  }))
  const alive = rows.filter(({ row }) => row.tone !== 'over')
  const open = alive.filter(({ state }) => state.life === 'open').length
  const keepers = known.keepers
    .filter(({ person }) => alive.some(({ keeper }) => keeper.id === person.id))
    .map(({ person, footing }, index) => keeperView(person, footing, index))

  return {
    ...page,
    enrolled: true,
    summary:
      alive.length === 0
        ? 'No link is open in your name.'
        : `${counted(open, 'open link')}${alive.length > open ? `, ${alive.length - open} on which nobody can book right now` : ''}`,
    calendar: organizerPath(organizer),
    done: doneText(known.done),
    problem: trouble ? { href: `#${anchorOf(trouble, keepers)}`, message: trouble.problem } : null,
    keepers,
    delegates: known.delegates.map(({ name, address }) => ({ name, address })),
    revokeAll:
      keepers.length > 1 ? revokeForm('all', '', `Yes, revoke all ${alive.length} links in my name`, trouble) : null,
    over: rows.filter(({ row }) => row.tone === 'over').map(({ row }) => row),
    daily: summaryForm(known.summary, trouble)
  }

  function keeperView(person: Person, footing: Footing, index: number): KeeperView {
    const hers = alive.filter(({ keeper }) => keeper.id === person.id)
    const own = person.id === organizer?.id
    const handing = trouble?.act === 'hand over' && trouble.keeper === person.id ? trouble : undefined
    const key = `keeper-${index + 1}`
    const count = hers.length === 1 ? 'this link' : `these ${hers.length} links`
    return {
      key,
      name: own ? 'You' : person.name,
      standing:
        own || footing === 'organizer' ? '' : 'unknown' in footing ? 'Cannot be read right now' : standingText(footing),
      links: hers.map(({ link, row }) => ({
        ...row,
        initiator:
          link.initiator.id === link.organizer.id ? 'in your name' : `in ${link.initiator.name}'s name, on your behalf`,
        revoke: `/console/links/${link.id}?revoke=ask#revoke`
      })),
      handOver: own
        ? null
        : {
            from: person.id,
            choices: [
              { value: '', text: `All of them, also those that are over`, chosen: !handing?.only },
              ...hers.map(({ link }) => ({
                value: link.id,
                text: `Only “${link.subject}”`,
                chosen: handing?.only === link.id
              }))
            ],
            typed: handing?.typed ?? '',
            problem: handing?.problem ?? null
          },
      revoke: revokeForm(key, person.id, `Yes, revoke ${count}`, trouble)
    }
  }
}

const revokeForm = (id: string, keeper: string, label: string, trouble: Trouble | undefined): RevokeForm => ({
  id,
  keeper,
  label,
  problem: trouble?.act === 'revoke' && trouble.keeper === keeper ? trouble.problem : null
})

function summaryForm(
  { on, hour, zone: name, written }: SummaryChoice & { zone: string | undefined; written: boolean },
  trouble: Trouble | undefined
): SummaryForm {
  const zone = name === undefined ? undefined : zoneNamed(name)
  return {
    on,
    hours: Array.from({ length: 24 }, (_, each) => ({
      value: String(each),
      text: hourText(each),
      chosen: each === hour
    })),
    zone: zone ? zoneText(zone) : 'your own time',
    silent: written
      ? null
      : 'No mail is sent from here yet: your administrator has not set a mailbox to send it from (NOTICES_FROM).',
    problem: trouble?.act === 'summary' ? trouble.problem : null
  }
}

/** "07:00" */
export const hourText = (hour: number) => `${String(hour).padStart(2, '0')}:00`

/** Where the form stands that could not be carried out. */
function anchorOf(trouble: Trouble, keepers: readonly KeeperView[]): string {
  if (trouble.act === 'summary') return 'summary-hour'
  const at = keepers.find(({ revoke }) => revoke.keeper === trouble.keeper)?.key ?? 'all'
  return trouble.act === 'revoke' ? `${at}-sure` : `${at}-to`
}

function doneText(done: Exclude<Known, { organizer: undefined }>['done']): string | null {
  if (!done) return null
  if ('summary' in done) return 'Your daily summary is set.'
  const number = 'handed' in done ? done.handed : done.revoked
  if (!/^\d{1,4}$/.test(number)) return null
  const links = counted(Number(number), 'link')
  if ('revoked' in done)
    return `${links} revoked. Their addresses now say that they are not available. Bookings that were made stay.`
  return `${links} handed over. The addresses stay the same, and so does the name in which each was offered.`
}
