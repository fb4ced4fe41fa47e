import { judge } from '../../../src/delegates/authority.ts'
import type { Footing } from '../../../src/delegates/footing.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Person } from '../../../src/people/person.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { type Explained, explain } from '../../wording/reasons.ts'
import { standingText, warningsOf } from '../../wording/standing.ts'
import { unreadText } from '../../wording/unread-calendar.ts'
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
  unread: string[]
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

export function homeView(
  actor: Person,
  calendars: readonly Calendar[],
  { enrolled, justEnrolled, now }: { enrolled: boolean; justEnrolled: boolean; now: Instant }
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
    unread: byName
      .filter(({ footing }) => footing !== 'organizer' && 'unknown' in footing)
      .map(({ organizer }) => organizer.name)
  }
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
    standing: standingText(footing),
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
