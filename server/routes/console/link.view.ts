import type { Leg as SalesforceLeg } from '../../../src/activities/leg.ts'
import type { CalendarHold } from '../../../src/links/holds.ts'
import { keeperOf, type Link } from '../../../src/links/link.ts'
import type { LinkState } from '../../../src/links/link-state.ts'
import type { Kept } from '../../../src/outbox/message.ts'
import { initiatorLine } from '../../../src/people/initiator.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { type Span, same } from '../../../src/time/span.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import type { Collision } from '../../../src/watch/collisions.ts'
import type { Told } from '../../wording/legs.ts'
import { type StateWords, stateWords } from '../../wording/link-state.ts'
import { dayText, fullInstant, type Reader, shortDayText, spanText, zoneText } from '../../wording/when.ts'
import { type BookingRow, bookingRow } from './booking-row.view.ts'
import { organizerPath, type Page } from './desk.ts'
import { heldSentence, heldText, stands } from './holds.view.ts'
import { usesText } from './link-row.view.ts'
import { placeText, rulesOf } from './rules.view.ts'
import { minutesText } from './words.ts'

export type LinkView = Page & {
  subject: string
  kind: string
  organizer: { name: string; href: string }
  initiator: string
  made: string
  madeBy: string
  /** Who answers for it since it was handed over; null: whoever made it. */
  keptBy: string | null
  state: StateWords
  uses: string
  address: string
  preview: string | null
  forMail: string
  rules: { name: string; text: string }[]
  slots: { text: string; past: boolean; held: string | null }[]
  /** Where to see what is held in the calendar; null when nothing is. */
  held: { text: string; href: string } | null
  zone: string
  note: string
  bookings: BookingRow[]
  revoke: { action: string; ask: boolean } | null
  just: 'made' | 'revoked' | null
}

type Known = {
  link: Link
  taken: number
  organizer: Organizer
  state: LinkState
  address: string
  /** The same on this server, for looking at it. */
  path: string
  held: readonly CalendarHold[]
  bookings: readonly {
    booking: Told
    kept: readonly Kept[]
    leg: SalesforceLeg | undefined
    collisions?: readonly Collision[] | undefined
  }[]
  mayRevoke: boolean
  maySeeTitles: boolean
  now: Instant
  just: 'made' | 'revoked' | null
  askRevoke: boolean
}

export function linkView(known: Known): LinkView {
  const { link, organizer, state, address, now, maySeeTitles } = known
  const zone = zoneNamed(link.zone)
  if (!zone) throw new Error(`link ${link.id} has a zone that tzdata does not know: ${link.zone}`)
  const reader: Reader = { zone, now }
  const alive = state.life !== 'revoked' && state.life !== 'expired' && state.life !== 'exhausted'
  return {
    title: link.subject,
    here: 'links',
    subject: link.subject,
    kind: link.kind === 'availability' ? 'Availability link' : 'Time-slot link',
    organizer: { name: link.organizer.name, href: organizerPath(link.organizer) },
    initiator: initiatorLine(link),
    made: fullInstant(link.createdAt, reader),
    madeBy: link.madeBy.name,
    keptBy: link.keeper ? link.keeper.name : null,
    state: stateWords(state, keeperOf(link).name, link.organizer.name),
    uses: usesText(known.taken, link.uses),
    address,
    preview: alive ? known.path : null,
    forMail: mailText(link, address, reader),
    rules: rulesOf(link, reader),
    slots:
      link.kind === 'time slots'
        ? link.slots.map((slot) => ({
            text: `${shortDayText(slot.start, reader)}, ${spanText(slot, reader)}`,
            past: slot.start <= now,
            held: slot.start <= now ? null : heldText(known.held.find((hold) => same(hold.slot, slot)))
          }))
        : [],
    held: known.held.some(stands)
      ? { text: heldSentence(organizer), href: `${organizerPath(link.organizer)}/holds` }
      : null,
    zone: zoneText(zone),
    note: link.note,
    bookings: known.bookings.map(({ booking, kept, leg, collisions }) =>
      bookingRow({ booking, link, kept, leg, organizer, maySeeTitles, collisions }, reader)
    ),
    revoke:
      known.mayRevoke && state.life !== 'revoked'
        ? { action: `/console/links/${link.id}/revocation`, ask: known.askRevoke }
        : null,
    just: known.just === 'revoked' && state.life !== 'revoked' ? null : known.just
  }
}

const slotText = (slot: Span, reader: Reader) => `${dayText(slot.start, reader)}, ${spanText(slot, reader)}`

/** Plain text to paste into a message. Times are the organizer's; the page shows the reader's own. */
function mailText(link: Link, address: string, reader: Reader): string {
  const length = link.kind === 'availability' ? `${link.lengths.map(minutesText).join(' or ')}, ` : ''
  const what = `${length}${placeText(link)}`
  const ahead = link.kind === 'time slots' ? link.slots.filter(({ start }) => start > reader.now) : []
  const lines = ahead.map((slot) => `- ${slotText(slot, reader)}`)
  return [
    link.kind === 'availability'
      ? `Please choose a time to meet ${link.organizer.name} (${what}):`
      : `Please choose one of these times to meet ${link.organizer.name} (${what}; ${zoneText(reader.zone)}):`,
    ...(lines.length > 0 ? ['', ...lines, '', 'Book here:'] : []),
    address,
    '',
    initiatorLine(link)
  ].join('\n')
}
