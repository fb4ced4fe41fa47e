import { keeperOf, type Link } from '../../../src/links/link.ts'
import type { Instant } from '../../../src/time/instant.ts'
import { type Zone, zoneNamed } from '../../../src/time/zones.ts'
import { calledBy } from '../../wording/who.ts'
import { slotIn, type Typed } from './asking.ts'
import { type Details, detailsOf } from './details.ts'
import { type SlotChoice, slotChoice, type Trouble } from './link.view.ts'
import { type OfferedByCard, offeredByCard } from './offered-by.ts'

type Names = { link: Link; organization: string } | undefined

export type UnreadablePage = {
  title: string
  heading: string
  message: string
  again: string
  card: OfferedByCard | null
}

/** Nothing can be shown: not "fully booked", and, where the link itself could not be judged, no names. */
export function unreadablePage({ token, names }: { token: string; names: Names }): UnreadablePage {
  return {
    title: 'Times cannot be read right now',
    ...cannotBeRead(names),
    again: `/book/${token}`,
    card: names ? offeredByCard(names.link, names.organization) : null
  }
}

export type NotNowPage = UnreadablePage & {
  action: string
  /** With a slot the form books it; without one it only brings back the times. */
  press: string
  zone: string
  from: string
  length: string
  slot: SlotChoice | null
  details: Details
}

export type NotNow = {
  token: string
  names: Names
  zone: Zone | undefined
  typed: Typed
  now: Instant
  formId: string
  trouble: Trouble | undefined
}

/** The form as it was sent, without times to choose from, so that it can be sent again in a few minutes. */
export function notNowPage({ token, names, zone, typed, now, formId, trouble }: NotNow): NotNowPage {
  const reader = { zone: zone ?? zoneNamed('UTC') ?? { name: 'UTC', offsets: [0], changes: [] }, now }
  const slot = trouble?.lost ? undefined : slotIn(typed)
  const words = trouble ? couldNotBook(names) : cannotBeRead(names)
  return {
    title: `Error: ${words.heading}`,
    ...words,
    again: `/book/${token}`,
    card: names ? offeredByCard(names.link, names.organization) : null,
    ...(trouble && slot
      ? { action: `/book/${token}/bookings`, press: 'Book this time' }
      : { action: `/book/${token}/times`, press: 'Try again' }),
    zone: zone?.name ?? '',
    from: typed.from,
    length: typed.newLength || typed.length,
    slot: slot ? slotChoice(slot, { reader, chosen: slot, withDay: true, id: 'slot' }) : null,
    details: detailsOf(formId, typed, trouble?.kind === 'problems' ? trouble.problems : [])
  }
}

const cannotBeRead = (names: Names) => ({
  heading: names
    ? `${calledBy(names.link.organizer.name)}'s times cannot be read right now`
    : 'The times cannot be read right now',
  message: `Try again in a few minutes, or write to ${helper(names)}.`
})

const couldNotBook = (names: Names) => ({
  heading: 'Your meeting could not be booked. Nothing was booked.',
  message: `${names ? `${calledBy(names.link.organizer.name)}'s calendar` : 'The calendar'} cannot be reached right now. What you typed is still here: send it again in a few minutes, or write to ${helper(names)}.`
})

const helper = (names: Names) => (names ? calledBy(keeperOf(names.link).name) : 'the person who sent you the link')
