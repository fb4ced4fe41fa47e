import type { CalendarHold } from '../../../src/links/holds.ts'
import { keeperOf, type Link } from '../../../src/links/link.ts'
import type { Organizer } from '../../../src/people/organizer.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { zoneNamed } from '../../../src/time/zones.ts'
import { holdWords } from '../../wording/hold-state.ts'
import type { StateWords } from '../../wording/link-state.ts'
import { isoText, type Reader, shortDayText, shortWhen, spanText, zoneText } from '../../wording/when.ts'
import { possessive } from '../../wording/who.ts'
import { organizerPath, type Page } from './desk.ts'
import { utc } from './organizer.view.ts'
import { counted } from './words.ts'

type HoldRow = {
  slot: string
  iso: string
  state: string
  tone: StateWords['tone']
  since: string
  sinceIso: string
}

type LinkHolds = {
  id: string
  href: string
  subject: string
  madeBy: string
  zone: string
  holds: HoldRow[]
  /** What the button that releases them says; null: not this actor's, or nothing to release. */
  release: string | null
}

export type HoldsView = Page & {
  organizer: string
  back: string
  action: string
  summary: string
  links: LinkHolds[]
  releaseAll: string | null
  released: boolean
}

type Known = {
  organizer: Organizer
  /** With their links, soonest first; and which of them the actor may release. */
  held: readonly { link: Link; holds: readonly CalendarHold[]; mayRelease: boolean }[]
  now: Instant
  holdsPerDay: number
  released: boolean
}

export const stands = ({ state }: CalendarHold) => state === 'wanted' || state === 'placed'

export function holdsView({ organizer, held, now, holdsPerDay, released }: Known): HoldsView {
  const path = organizerPath(organizer)
  const mine = held.filter(({ mayRelease }) => mayRelease).flatMap(({ holds }) => holds.filter(stands))
  const all = held.flatMap(({ holds }) => holds.filter(stands))
  return {
    title: `Times held for ${organizer.name}`,
    here: null,
    organizer: organizer.name,
    back: path,
    action: `${path}/holds/release`,
    summary: `${all.length === 0 ? 'Nothing is' : counted(all.length, 'time')} held. One day takes at most ${holdsPerDay}.`,
    links: held.map((each) => linkHolds(each, now)),
    releaseAll:
      mine.length > 0 && held.length > 1
        ? `Release ${mine.length === all.length ? 'all' : 'your'} ${mine.length}`
        : null,
    released
  }
}

function linkHolds({ link, holds, mayRelease }: Known['held'][number], now: Instant): LinkHolds {
  const zone = zoneNamed(link.zone) ?? utc
  const reader: Reader = { zone, now }
  const standing = holds.filter(stands).length
  return {
    id: link.id,
    href: `/console/links/${link.id}`,
    subject: link.subject,
    madeBy: keeperOf(link).name,
    zone: zoneText(zone),
    holds: holds.map((hold) => {
      const { text, tone } = holdWords(hold)
      return {
        slot: `${shortDayText(hold.slot.start, reader)}, ${spanText(hold.slot, reader)}`,
        iso: isoText(hold.slot.start),
        state: text,
        tone,
        since: shortWhen(hold.since, reader),
        sinceIso: isoText(hold.since)
      }
    }),
    release: mayRelease && standing > 0 ? `Release ${standing === 1 ? 'it' : `these ${standing}`}` : null
  }
}

/** For the page of a link: what is said beside a slot that is held, or was. */
export function heldText(hold: CalendarHold | undefined): string | null {
  if (!hold || (hold.state === 'gone' && !hold.why?.endsWith('in Outlook'))) return null
  if (hold.state === 'placed') return 'held'
  return hold.state === 'wanted' ? 'being held' : hold.state === 'leaving' ? 'being released' : 'not held any more'
}

export const heldSentence = (organizer: Organizer) =>
  `Held in ${possessive(organizer.name)} calendar until they are taken`
