import type { WeeklyHours } from '../../../src/availability/windows.ts'
import type { Booking } from '../../../src/bookings/booking.ts'
import type { Conflict } from '../../../src/delegates/conflicts.ts'
import type { Footing } from '../../../src/delegates/footing.ts'
import type { SeenEntry } from '../../../src/delegates/see-week.ts'
import type { CalendarHold } from '../../../src/links/holds.ts'
import type { LinkState } from '../../../src/links/link-state.ts'
import type { Counted } from '../../../src/links/link-store.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { overlap } from '../../../src/time/span.ts'
import type { Zone } from '../../../src/time/zones.ts'
import { conflictText } from '../../wording/conflicts.ts'
import { footingText, warningsOf } from '../../wording/standing.ts'
import { unreadText } from '../../wording/unread-calendar.ts'
import { type Reader, utc, wallDateText, zoneAndOffset } from '../../wording/when.ts'
import { initials, possessive } from '../../wording/who.ts'
import { organizerPath, type Page } from './desk.ts'
import { stands } from './holds.view.ts'
import { type LinkRow, linkRow } from './link-row.view.ts'
import type { Week } from './week.ts'
import { type WeekView, weekView } from './week.view.ts'
import { counted } from './words.ts'

export { utc } from '../../wording/when.ts'

export type OrganizerView = Page & {
  name: string
  initials: string
  standing: string
  warnings: string[]
  makeAvailability: string | null
  makeTimeSlots: string | null
  bookings: string
  /** Where it stands who may act for this organizer. */
  people: string
  /** How her meetings get into Salesforce. */
  salesforce: string
  /** Private appointments of this week; null for whom may not see them. */
  marks: string | null
  /** Invitations that wait for her; null for whom may not answer them. */
  invitations: string | null
  /** Where an organizer sees what is offered in her name; null on other people's pages. */
  inMyName: string | null
  /** Where the held times are listed, and how many there are; null when there are none. */
  holds: { href: string; text: string } | null
  week: { title: string; zone: string; previous: string; next: string; current: string | null }
  zoneUnknown: string | null
  calendarUnknown: string | null
  grid: WeekView | null
  links: LinkRow[]
  over: LinkRow[]
}

type Known = {
  organizer: Organizer
  footing: Footing
  conflicts: readonly Conflict[]
  zone: Zone | undefined
  /** Since when the calendar behind open links cannot be read, if so. */
  unreadSince: Instant | undefined
  /** Why there is none, after a colon; '' for none. */
  zoneProblem: string
  hours: WeeklyHours | undefined
  now: Instant
  week: Week
  seen: { entries: SeenEntry[] } | { unknown: string }
  bookings: readonly Booking[]
  holds: readonly CalendarHold[]
  links: readonly (Counted & { state: LinkState })[]
  mayMake: { availability: boolean; timeSlots: boolean }
  maySeeTitles: boolean
  mayClearMarks: boolean
  mayAnswer: boolean
  /** What is in Salesforce already, for whoever may save meetings there; null for others. */
  saving: { saved: ReadonlySet<string> } | null
}

export function organizerView(known: Known): OrganizerView {
  const { organizer, footing, now, week, seen, mayMake } = known
  const reader: Reader = { zone: known.zone ?? utc, now }
  const path = organizerPath(organizer)
  const rows = known.links.map((link) => linkRow(link, reader))
  const told = footing === 'organizer' || !('unknown' in footing) ? footing : undefined

  return {
    title: organizer.name,
    here: null,
    name: organizer.name,
    initials: initials(organizer.name),
    standing: told ? footingText(told) : '',
    warnings: [
      ...(known.unreadSince === undefined ? [] : [unreadText(organizer.name, known.unreadSince, reader)]),
      ...(told ? warningsOf(told) : []),
      ...known.conflicts.map((conflict) => conflictText(conflict, organizer.name))
    ],
    makeAvailability: mayMake.availability ? `${path}/availability-links/new` : null,
    makeTimeSlots: mayMake.timeSlots ? `${path}/time-slot-links/new?week=${week.monday}` : null,
    invitations: known.mayAnswer ? `${path}/invitations` : null,
    inMyName: known.footing === 'organizer' ? '/console/in-my-name' : null,
    bookings: `/console/bookings?organizer=${path.slice(path.lastIndexOf('/') + 1)}`,
    people: `${path}/people`,
    salesforce: `${path}/salesforce`,
    marks: known.mayClearMarks ? `${path}/private?week=${week.monday}` : null,
    holds: known.holds.some(stands)
      ? { href: `${path}/holds`, text: `${counted(known.holds.filter(stands).length, 'time')} held` }
      : null,
    week: {
      title: `Week of ${wallDateText(week.monday, reader)}`,
      zone: zoneAndOffset(week.span.start, reader),
      previous: `${path}?week=${week.previous}`,
      next: `${path}?week=${week.next}`,
      current: week.present ? null : path
    },
    zoneUnknown: known.zone
      ? null
      : `${possessive(organizer.name)} time zone cannot be read from the mailbox${known.zoneProblem ? `: ${known.zoneProblem}` : ''}. Times are shown in UTC.`,
    calendarUnknown:
      'unknown' in seen
        ? `${possessive(organizer.name)} calendar cannot be read right now, so nothing is known about this week. Nobody is offered these times until it can be read again.`
        : null,
    grid:
      'entries' in seen
        ? weekView(
            week,
            {
              entries: seen.entries,
              bookings: known.bookings
                .filter(
                  (booking) =>
                    booking.state === 'requested' || booking.state === 'held' || booking.state === 'confirmed'
                )
                .filter(({ slot }) => overlap(slot, week.span))
                .map((booking) => ({ booking, link: known.links.find(({ link }) => link.id === booking.link)?.link })),
              holds: known.holds.map((hold) => ({
                hold,
                link: known.links.find(({ link }) => link.id === hold.link)?.link
              })),
              hours: known.hours,
              maySeeTitles: known.maySeeTitles,
              saving: known.saving && { ...known.saving, organizer: organizer.id }
            },
            reader
          )
        : null,
    links: rows.filter(({ tone }) => tone !== 'over'),
    over: rows.filter(({ tone }) => tone === 'over')
  }
}
