import type { LegState } from '../../../src/activities/leg.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import { objectIdOf, type Person } from '../../../src/people/person.ts'
import { organizerPath, type Page } from './desk.ts'
import type { LegRow } from './leg-row.ts'
import type { LegSaid } from './leg-said.view.ts'

export type Shown = 'choose' | 'stopped' | 'waiting' | 'written' | 'ended'

/** What each view of the page shows. */
export const statesShown: Record<Shown, readonly LegState[]> = {
  choose: ['review'],
  stopped: ['parked', 'removed there'],
  waiting: ['waiting'],
  written: ['written'],
  ended: ['withheld', 'given up', 'taken out']
}

const names: Record<Shown, string> = {
  choose: 'To choose',
  stopped: 'Stopped',
  waiting: 'On the way',
  written: 'In Salesforce',
  ended: 'Not in Salesforce'
}

const leads: Record<Shown, string> = {
  choose:
    'Several people in Salesforce have the invitee’s address. Nothing is written before somebody has said who it is.',
  stopped: 'These need somebody: nothing more happens by itself.',
  waiting: 'These are written by themselves, as soon as what is in the way is gone.',
  written: 'The latest that were written.',
  ended: 'Meetings that were cancelled, that a setting keeps out of Salesforce, or that somebody has given up.'
}

const blanks: Record<Shown, string> = {
  choose:
    'Nobody has to be chosen. When two people in Salesforce share an invitee’s address, you choose here who it is.',
  stopped: 'Nothing is stopped.',
  waiting: 'Nothing waits: everything has arrived.',
  written: 'Nothing has been written yet. As soon as somebody takes a time, the Event stands here.',
  ended: 'There is nothing that was kept out of Salesforce.'
}

type Counts = Partial<Record<LegState, number>>

/** What was asked for; else what needs a person most. */
export function showing(wish: string, counts: Counts): Shown {
  const all = Object.keys(statesShown) as Shown[]
  const [first] = all.filter((shown) => shown !== 'ended' && countOf(shown, counts) > 0)
  return all.find((shown) => shown === wish) ?? first ?? 'written'
}

const countOf = (shown: Shown, counts: Counts) =>
  statesShown[shown].reduce((sum, state) => sum + (counts[state] ?? 0), 0)

export type ActivitiesView = Page & {
  only: { name: string; href: string } | null
  said: LegSaid | null
  unread: string[]
  tabs: { text: string; count: number; href: string; current: boolean }[]
  lead: string
  groups: { name: string; href: string; id: string; rows: LegRow[] }[]
  /** One more organizer to look at alone; none where there is only one. */
  filters: { name: string; href: string; current: boolean }[]
  more: boolean
  /** The sentence of an empty page; '' where there are rows. */
  blank: string
}

type Given = {
  all: readonly Organizer[]
  unread: readonly Person[]
  only: Organizer | null
  shown: Shown
  counts: Counts
  more: boolean
  said: LegSaid | null
  writes: boolean
}

export function activitiesView(rows: readonly { organizer: Organizer; row: LegRow }[], given: Given): ActivitiesView {
  const { all, unread, only, shown, counts, more, said, writes } = given
  const pathFor = (show: string | null, organizer: Organizer | null) => {
    const query = new URLSearchParams({
      ...(show ? { show } : {}),
      ...(organizer ? { organizer: objectIdOf(organizer.id) } : {})
    })
    return `/console/activities${query.size > 0 ? `?${query}` : ''}`
  }
  const byOrganizer = Map.groupBy(rows, ({ organizer }) => organizer)
  return {
    title: only ? `Salesforce: ${only.name}` : 'Salesforce',
    here: 'salesforce',
    only: only && { name: only.name, href: organizerPath(only) },
    said,
    unread: unread.map(({ name }) => name),
    tabs: (Object.keys(statesShown) as Shown[]).map((each) => ({
      text: names[each],
      count: countOf(each, counts),
      href: pathFor(each, only),
      current: each === shown
    })),
    lead: rows.length > 0 ? leads[shown] : '',
    groups: [...byOrganizer]
      .sort(([a], [b]) => a.name.localeCompare(b.name))
      .map(([organizer, each]) => ({
        name: organizer.name,
        href: organizerPath(organizer),
        id: `of-${objectIdOf(organizer.id)}`,
        rows: each.map(({ row }) => row)
      })),
    filters:
      all.length > 1
        ? [
            { name: 'Everybody', href: pathFor(shown, null), current: only === null },
            ...all.map((each) => ({ name: each.name, href: pathFor(shown, each), current: each.id === only?.id }))
          ]
        : [],
    more,
    blank: blankOf(rows.length, all.length, shown, writes)
  }
}

function blankOf(rows: number, organizers: number, shown: Shown, writes: boolean): string {
  if (rows > 0) return ''
  if (!writes) return 'This installation writes nothing to Salesforce. Your administrator can connect it.'
  if (organizers === 0) return 'You act for nobody yet, so there is nothing to look after in Salesforce.'
  return blanks[shown]
}
