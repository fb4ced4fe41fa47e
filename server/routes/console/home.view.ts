import type { LegState } from '../../../src/activities/leg.ts'
import { judge } from '../../../src/delegates/authority.ts'
import type { Footing } from '../../../src/delegates/footing.ts'
import type { IndexState, Naming } from '../../../src/delegates/name-index.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person, PersonId } from '../../../src/people/person.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { type Explained, explain } from '../../wording/reasons.ts'
import { footingText, warningsOf } from '../../wording/standing.ts'
import { unreadText } from '../../wording/unread-calendar.ts'
import { fromNow } from '../../wording/when.ts'
import { initials, possessive } from '../../wording/who.ts'
import { organizerPath, type Page } from './desk.ts'
import { utc } from './organizer.view.ts'
import { counted } from './words.ts'

/** One organizer as the signed-in person finds her. */
export type Calendar = {
  organizer: Organizer
  footing: Footing
  /** Links on which people can book, and links whose maker lost the right. */
  open: number
  suspended: number
  /** Bookings within seven days. */
  soon: number
  /** Since when the calendar behind open links cannot be read, if so. */
  unreadSince?: Instant | undefined
}

export type HomeView = Page & {
  justEnrolled: boolean
  enrolled: boolean
  /** Whose time may be offered, then who can only be looked at, then who cannot be read. */
  actFor: Card[]
  others: Card[]
  /** With what was read of it last, and when; '' where the calendar did not name her. */
  unread: { name: string; asOf: string }[]
  /** Calendars that cannot be read either, and that have not named her before. */
  unreadBesides: number
  justLooked: boolean
  index: { text: string }
}

type Card = {
  name: string
  initials: string
  address: string
  standing: string
  href: string | null
  makeAvailability: string | null
  makeTimeSlots: string | null
  facts: string[]
  warnings: string[]
  refusal: Explained | null
}

type Known = {
  enrolled: boolean
  justEnrolled: boolean
  namings: ReadonlyMap<PersonId, Naming>
  state: IndexState
  justLooked: boolean
  now: Instant
}

export function homeView(
  actor: Person,
  calendars: readonly Calendar[],
  { enrolled, justEnrolled, namings, state, justLooked, now }: Known
): HomeView {
  const byName = [...calendars].sort(
    (a, b) =>
      Number(b.organizer.id === actor.id) - Number(a.organizer.id === actor.id) ||
      a.organizer.name.localeCompare(b.organizer.name)
  )
  const cards = byName.map((calendar) => cardOf(actor, calendar, now)).filter((card) => card !== undefined)
  return {
    title: 'You act for',
    here: 'home',
    enrolled,
    justEnrolled: justEnrolled && enrolled,
    actFor: cards.filter(({ refusal }) => !refusal),
    others: cards.filter(({ refusal }) => refusal),
    ...unreadOf(byName, namings, now),
    justLooked,
    index: { text: indexText(state, now) }
  }
}

/** Whose calendar cannot be read is named to those whom it named before; of the others nobody learns who they are. */
function unreadOf(
  calendars: readonly Calendar[],
  namings: ReadonlyMap<PersonId, Naming>,
  now: Instant
): Pick<HomeView, 'unread' | 'unreadBesides'> {
  const unread = calendars.filter(({ footing }) => footing !== 'organizer' && 'unknown' in footing)
  const named = unread.flatMap(({ organizer }) => {
    const naming = namings.get(organizer.id)
    return naming ? [{ name: organizer.name, asOf: asOf(naming, now) }] : []
  })
  return { unread: named, unreadBesides: unread.length - named.length }
}

/** "Editor · sees private items, as read 4 minutes ago" */
function asOf({ folder, delegate, privateItems, readAt }: Naming, now: Instant): string {
  const listed = { folder, delegate, privateItems, fullAccess: 'not checked', everyone: 'none', readAt } as const
  const standing = footingText({ ...listed, grant: undefined, ended: false, delegatesNeedGrant: false })
  return `${standing}, as read ${fromNow(readAt, { zone: utc, now })}`
}

/** How old the answer to "for whom may I act" may be, and what may be missing in it. Never: nobody. */
function indexText({ never, failing, oldest }: IndexState, now: Instant): string {
  const those = (count: number) => (count === 1 ? 'One calendar' : `${count} calendars`)
  return [
    oldest === null
      ? 'Which calendars name you has not been read yet.'
      : `Which calendars name you was last read ${fromNow(oldest, { zone: utc, now })}, or later.`,
    ...(never > 0 ? [`${those(never)} not read so far: somebody may be missing here.`] : []),
    ...(failing > 0
      ? [`${those(failing)} cannot be read at the moment: of them, what was read before stands here.`]
      : [])
  ].join(' ')
}

function cardOf(actor: Person, calendar: Calendar, now: Instant): Card | undefined {
  const { organizer, footing, open, suspended, soon, unreadSince } = calendar
  if (footing !== 'organizer' && 'unknown' in footing) return undefined
  const judged = (act: Parameters<typeof judge>[0]) => judge(act, actor, organizer, footing)
  const sees = 'right' in judged('see free/busy')
  const slots = judged('make time-slot link')
  const availability = judged('make availability link')
  const path = organizerPath(organizer)
  return {
    name: organizer.name,
    initials: initials(organizer.name),
    address: organizer.address,
    standing: footingText(footing),
    href: sees ? path : null,
    makeAvailability: 'right' in availability ? `${path}/availability-links/new` : null,
    makeTimeSlots: 'right' in slots ? `${path}/time-slot-links/new` : null,
    facts: sees ? [counted(open, 'open link'), `${counted(soon, 'booking')} in the next 7 days`] : [],
    warnings: [
      ...(sees && unreadSince !== undefined ? [unreadText(organizer.name, unreadSince, { zone: utc, now })] : []),
      ...(sees && suspended > 0
        ? [
            `${counted(suspended, 'link')} suspended: nobody can book there until ${possessive('its maker')} right returns.`
          ]
        : []),
      ...warningsOf(footing)
    ],
    refusal: 'refused' in slots ? explain(slots.refused, { actor: actor.name, organizer: organizer.name }) : null
  }
}

/** Whose activities this person may read. */
export const seenBy = (actor: Person, calendars: readonly (Calendar | undefined)[]): PersonId[] =>
  calendars.flatMap((each) =>
    each && 'right' in judge('see titles', actor, each.organizer, each.footing) ? [each.organizer.id] : []
  )

/** What of Salesforce waits for somebody, in a sentence; '' for nothing. */
export function forSomebody(counts: Partial<Record<LegState, number>>): string {
  const choose = counts.review ?? 0
  const stopped = (counts.parked ?? 0) + (counts['removed there'] ?? 0)
  const parts = [
    choose > 0
      ? `${counted(choose, 'meeting')} ${choose === 1 ? 'waits' : 'wait'} for a choice between several people`
      : '',
    stopped > 0 ? `${counted(stopped, 'meeting')} ${stopped === 1 ? 'does' : 'do'} not get into Salesforce` : ''
  ].filter(Boolean)
  return parts.length > 0 ? `${parts.join(', and ')}.` : ''
}
