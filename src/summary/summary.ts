// What was offered, held and taken in an organizer's name: told to her once a day.
import type { Booking } from '../bookings/booking.ts'
import type { CalendarHold } from '../links/holds.ts'
import { type Link, lifeOf } from '../links/link.ts'
import type { Counted } from '../links/link-store.ts'
import type { Organizer } from '../people/organizer.ts'
import { DAY, HOUR, type Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import { dateAt, dateOfWall, midnight, startOn, type WallDate } from '../time/wall-clock.ts'
import type { Zone } from '../time/zones.ts'

export type Told = Exclude<Booking, { state: 'new' }>

/** One day of hers. `offered`: links made on it; `taken`: times taken on it, each with the link it was taken from. */
export type SummaryDay = { date: WallDate; offered: Counted[]; taken: { booking: Told; link: Link | undefined }[] }

export type Summary = {
  organizer: Organizer
  zone: Zone
  now: Instant
  /** Yesterday and today, in this order; today as far as it has gone. */
  days: SummaryDay[]
  /** Times that stand in her calendar until somebody takes them, by link, in order. */
  held: { link: Link; slots: Span[] }[]
  /** Everything by which her time can be taken, or could be again, newest first. */
  open: Counted[]
}

type Given = {
  organizer: Organizer
  links: readonly Counted[]
  bookings: readonly Booking[]
  holds: readonly CalendarHold[]
  zone: Zone
  now: Instant
}

export function summaryOf({ organizer, links, bookings, holds, zone, now }: Given): Summary {
  const told = bookings.filter((booking) => booking.state !== 'new')
  const linkOf = (id: string) => links.find(({ link }) => link.id === id)?.link
  const days = lastTwoDays(zone, now).map(({ date, span }): SummaryDay => {
    const within = (at: Instant) => at >= span.start && at < span.end && at <= now
    return {
      date,
      offered: links.filter(({ link }) => within(link.createdAt)),
      taken: told
        .filter(({ heldAt }) => within(heldAt))
        .sort((a, b) => a.heldAt - b.heldAt)
        .map((booking) => ({ booking, link: linkOf(booking.link) }))
    }
  })
  const standing = holds.filter(({ state }) => state === 'wanted' || state === 'placed')
  return {
    organizer,
    zone,
    now,
    days,
    held: [...Map.groupBy(standing, ({ link }) => link)].flatMap(([id, hers]) => {
      const link = linkOf(id)
      return link ? [{ link, slots: hers.map(({ slot }) => slot).sort((a, b) => a.start - b.start) }] : []
    }),
    open: links.filter(({ link, taken }) => lifeOf(link, taken, now) === 'active')
  }
}

/** Nothing new: no letter is written. What merely stands open was told when it was made. */
export const isQuiet = ({ days }: Summary): boolean =>
  days.every(({ offered, taken }) => offered.length === 0 && taken.length === 0)

/** From here on bookings are asked for. */
export const beginOf = (zone: Zone, now: Instant): Instant => lastTwoDays(zone, now)[0]?.span.start ?? now

function lastTwoDays(zone: Zone, now: Instant): { date: WallDate; span: Span }[] {
  const today = midnight(dateAt(zone, now)) ?? now
  return [today - DAY, today].map((wall) => ({
    date: dateOfWall(wall),
    span: { start: startOn(zone, wall), end: startOn(zone, wall + DAY) }
  }))
}

/** When the letter of this day is due: at that hour of her clock, or as soon after it as that day has one. */
export const dueOn = (zone: Zone, date: WallDate, hour: number): Instant =>
  startOn(zone, (midnight(date) ?? 0) + hour * HOUR)

/** The same on the day after. */
export const dueAfter = (zone: Zone, date: WallDate, hour: number): Instant =>
  startOn(zone, (midnight(date) ?? 0) + DAY + hour * HOUR)
