import { keeperOf, type Link } from '../../../src/links/link.ts'
import type { Instant } from '../../../src/time/instant.ts'
import type { Span } from '../../../src/time/span.ts'
import { calledBy, possessive } from '../../wording/who.ts'
import type { Problem } from './asking.ts'
import { type BookedTime, bookedTime } from './cancellation.view.ts'
import type { Found } from './changing.ts'
import { detailsOf, type Summary, summaryOf } from './details.ts'
import { type LinkPage, type LinkShown, linkPage, nextBest } from './link.view.ts'
import type { UnreadablePage } from './not-now.view.ts'
import { offeredByCard } from './offered-by.ts'

/** Why the page is shown again, and with which status. `lost`: the slot that cannot be had. */
export type Trouble =
  | { kind: 'problems'; status: 422 | 429; problems: readonly Problem[]; lost?: undefined }
  | { kind: 'taken' | 'not offered'; status: 409; lost: Span }
  | { kind: 'changed meanwhile' | 'refused before'; status: 409; lost?: undefined }
  | { kind: 'not moved'; status: 503; lost?: undefined }

export type NewTimePage = LinkPage & { booked: BookedTime; back: string }

type Shown = Omit<LinkShown, 'trouble'> & Found & { moveTrouble: Trouble | undefined }

/** The widgets of the booking page, around a meeting that stands already. */
export function newTimePage({ moveTrouble, ...shown }: Shown): NewTimePage {
  const { key, link, formId, typed } = shown
  const lost = moveTrouble?.lost
  // laid out as by the booking page, whose words about a loss are not ours
  const trouble = lost ? { kind: 'taken' as const, status: 409 as const, lost } : undefined
  const page = linkPage({ ...shown, trouble })
  const problems = moveTrouble?.kind === 'problems' ? moveTrouble.problems : []
  const summary = moveTrouble ? summaryFor(moveTrouble, lost ? nextBest(shown.free, lost).length : 0) : null
  const path = `/booked/${key}`
  return {
    ...page,
    title: `${summary ? 'Error: ' : ''}Another time for your meeting with ${link.organizer.name}`,
    action: `${path}/new-time`,
    timesAction: `${path}/times`,
    back: path,
    shownZone: '',
    length: '',
    lengths: [],
    age: page.age.replace('when you book', 'when you move the meeting'),
    daysHeading: page.next ? 'Other times' : 'Choose another time',
    summary,
    details: detailsOf(formId, typed, problems),
    // as she has it, by the clock that the page shows
    booked: bookedTime(shown)
  }
}

function summaryFor(trouble: Trouble, next: number): Summary {
  const stays = 'Your meeting stays at its time.'
  switch (trouble.kind) {
    case 'problems':
      return summaryOf(trouble.problems)
    case 'taken':
    case 'not offered':
      return {
        heading: `That time ${trouble.kind === 'taken' ? 'has just been taken' : 'is no longer free'}.`,
        text: next > 0 ? `${stays} The next free times come first.` : `${stays} No other time is free.`,
        entries: next > 0 ? [{ href: '#slot', message: 'Choose another time' }] : []
      }
    case 'changed meanwhile':
      return {
        heading: 'The meeting was changed by another form.',
        text: 'Look at its time below. If you want another one, choose it and send this form.',
        entries: []
      }
    case 'refused before':
      return {
        heading: 'This was sent before, and the meeting was not moved then. Nothing was changed now.',
        text: `${stays} If you still want that time, send it again.`,
        entries: []
      }
    case 'not moved':
      return {
        heading: 'Your meeting could not be moved.',
        text: `The calendar cannot be reached right now. ${stays} What you typed is still here: send it again in a few minutes.`,
        entries: []
      }
  }
}

export type WhyFixed = 'too late' | 'moved too often' | 'link closed'

export type FixedPage = BookedTime & {
  title: string
  heading: string
  text: string
  back: string
  cancellation: string
}

/** The meeting stays where it is, as far as its key can do anything about it. */
export function fixedPage(shown: Found & { organization: string; now: Instant; fixed: WhyFixed }): FixedPage {
  const { key, link, fixed } = shown
  const heading =
    fixed === 'moved too often'
      ? 'This meeting has been moved three times already'
      : 'This meeting can no longer be moved here'
  return {
    ...bookedTime(shown),
    title: heading,
    heading,
    text: fixedText(fixed, link),
    back: `/booked/${key}`,
    cancellation: fixed === 'too late' ? '' : `/booked/${key}/cancellation`
  }
}

function fixedText(fixed: WhyFixed, link: Link): string {
  const keeper = calledBy(keeperOf(link).name)
  if (fixed === 'too late') return `It begins too soon. Answer the invitation, or write to ${keeper}.`
  return `If you need another time, write to ${keeper}. You can still cancel it.`
}

export const timesUnreadable = ({ key, link, organization }: Found & { organization: string }): UnreadablePage => ({
  title: 'Times cannot be read right now',
  heading: `${possessive(calledBy(link.organizer.name))} times cannot be read right now`,
  message: `Your meeting stays at its time. Try again in a few minutes, or write to ${calledBy(keeperOf(link).name)}.`,
  again: `/booked/${key}/new-time`,
  card: offeredByCard(link, organization)
})
