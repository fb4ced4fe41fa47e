// Calendar holds: private tentative items that keep picked slots in sight in the organizer's calendar until they are taken.
// What claims a slot is the booking (bookings/decide.ts); a calendar hold only keeps others from planning over it.
import type { PersonId } from '../people/person.ts'
import { DAY, type Instant, MINUTE } from '../time/instant.ts'
import { type Span, same } from '../time/span.ts'
import { dateAt, midnight, startOn, type WallDate } from '../time/wall-clock.ts'
import type { Zone } from '../time/zones.ts'
import type { LinkId, TimeSlotLink } from './link.ts'

export type HoldId = string

/** wanted: should stand, not yet known to · placed: stands · leaving: should go · gone: does not stand, and never will again. */
export type HoldState = 'wanted' | 'placed' | 'leaving' | 'gone'

/** Why a hold need not stand any more, as the link and its bookings say. */
export type WhyOver = 'link revoked' | 'link expired' | 'link used up' | 'slot taken' | 'slot has passed'

/** The last two are what was found in Outlook: deleted there, or made into something of the organizer's own and left alone. */
export type WhyLeft = WhyOver | 'released' | 'deleted in Outlook' | 'changed in Outlook'

export type CalendarHold = {
  id: HoldId
  link: LinkId
  organizer: PersonId
  slot: Span
  state: HoldState
  /** When it came into this state. */
  since: Instant
  /** null while it should stand. */
  why: WhyLeft | null
  /** What Exchange said to the last attempt, when that did not work. */
  problem: string | null
}

/** Carried by the item in Exchange: what does not carry it is never touched. */
export const keyOfHold = (id: HoldId) => `hold:${id}`

/** Why a slot need not be held any more; undefined while somebody can still take it. `taken`: slots of confirmed bookings. */
export function whyOver(
  slot: Span,
  link: Pick<TimeSlotLink, 'revokedAt' | 'expiresAt' | 'uses' | 'notice'>,
  taken: readonly Span[],
  now: Instant
): WhyOver | undefined {
  if (link.revokedAt !== null) return 'link revoked'
  if (taken.some((each) => same(each, slot))) return 'slot taken'
  if (link.uses !== null && taken.length >= link.uses) return 'link used up'
  if (link.expiresAt !== null && link.expiresAt <= now) return 'link expired'
  if (slot.start - link.notice * MINUTE <= now) return 'slot has passed'
  return undefined
}

/** From here on nobody can take the slot, even if nobody revokes the link and nobody books. */
export const heldUntil = (slot: Span, { notice, expiresAt }: Pick<TimeSlotLink, 'notice' | 'expiresAt'>): Instant =>
  Math.min(slot.start - notice * MINUTE, expiresAt ?? Number.POSITIVE_INFINITY)

/** A day of the organizer's calendar, and how many holds a new link wants on it. */
export type HeldDay = { date: WallDate; span: Span; wanted: number }

/** The slots by the days on which they begin, in order: the measure of what an organizer's calendar takes in a day. */
export function daysOf(slots: readonly Span[], zone: Zone): HeldDay[] {
  const days = new Map<WallDate, HeldDay>()
  for (const { start } of slots) {
    const date = dateAt(zone, start)
    const wall = midnight(date)
    if (wall === undefined) throw new Error(`a slot begins on no date: ${start}`)
    const span = { start: startOn(zone, wall), end: startOn(zone, wall + DAY) }
    const day = days.get(date) ?? { date, span, wanted: 0 }
    days.set(date, { ...day, wanted: day.wanted + 1 })
  }
  return [...days.values()].sort((a, b) => a.span.start - b.span.start)
}
