import type { Person } from '../people/person.ts'
import type { Span } from '../time/span.ts'
import type { WallDate } from '../time/wall-clock.ts'
import type { BusyStatus } from './busy-time.ts'
import type { DateOverride, WeeklyHours } from './windows.ts'

/** What decides whether a slot is offered; a link has all of it. Lengths of time are minutes. */
export type Rules = {
  organizer: Person
  /** Must be free, too. Colleagues who are only invited along limit nothing and are not here. */
  required: readonly Person[]
  /** IANA name: the wall on which hours, dates and days are read. */
  zone: string
  /** Kept free around the meeting; may lie outside the open hours. */
  bufferBefore: number
  bufferAfter: number
  /** Between now and a start, at least. */
  notice: number
  /** Statuses that take time away. */
  blocks: readonly BusyStatus[]
  /** Over all bookings of the organizer on one date, and in one week from Monday; null: any number. */
  perDay: number | null
  perWeek: number | null
} & (AvailabilityRules | TimeSlotRules)

export type AvailabilityRules = {
  kind: 'availability'
  /** What an invitee may choose from; the first is the usual one. */
  lengths: readonly number[]
  /** Between starts; null: one after the other. */
  step: number | null
  hours: WeeklyHours
  overrides: readonly DateOverride[]
  /** First and last date; null: from today on, and as far as the horizon. */
  firstDate: WallDate | null
  lastDate: WallDate | null
  horizonDays: number
}

export type TimeSlotRules = {
  kind: 'time slots'
  slots: readonly Span[]
  /** The link's, by which its own calendar holds are known; absent while it is being made. */
  id?: string
}
