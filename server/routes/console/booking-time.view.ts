import type { Instant } from '../../../src/time/instant.ts'
import type { Zone } from '../../../src/time/zones.ts'
import { staleText } from '../../wording/unread-calendar.ts'
import { dayText, isoText, lengthText, type Reader, spanText, zoneText } from '../../wording/when.ts'
import { calledBy, possessive } from '../../wording/who.ts'
import type { Leaf } from '../book/leaf.ts'
import { timeOf } from './booking.view.ts'
import type { Booked } from './change-booking.ts'
import { summaryOf, type TextControl, text, titleWith } from './controls.view.ts'
import type { Page } from './desk.ts'
import type { Problems } from './form.ts'

/** `from`: the first day that is shown. */
export type TimeTyped = { slot: string; date: string; time: string; from: string }

export type BookingTimeView = Page & {
  heading: string
  back: string
  action: string
  formId: string
  so: string
  zone: string
  length: string
  summary: { href: string; message: string }[]
  wrong: string
  days: { day: string; slots: { id: string; value: string; text: string; chosen: boolean }[] }[]
  empty: string
  /** That the times are not of now; else ''. */
  age: string
  earlier: string
  later: string
  from: string
  other: boolean
  date: TextControl
  time: TextControl
}

type Shown = Booked & {
  zone: Zone
  now: Instant
  unread: boolean
  /** Where the times are not of now. */
  readAt: Instant | undefined
  leaf: Leaf
  formId: string
  typed: TimeTyped
  problems: Problems
}

export function bookingTimeView({
  booking,
  link,
  zone,
  now,
  unread,
  readAt,
  leaf,
  formId,
  typed,
  problems
}: Shown): BookingTimeView {
  const reader: Reader = { zone, now }
  const path = `/console/bookings/${booking.id}`
  const heading = `Another time for ${booking.invitee.name}`
  let count = 0
  return {
    title: titleWith(problems, heading),
    heading,
    here: 'bookings',
    back: path,
    action: `${path}/new-time`,
    formId,
    so: timeOf(booking, reader),
    zone: zoneText(zone),
    length: lengthText(booking.slot.end - booking.slot.start),
    summary: summaryOf(problems),
    wrong: problems.slot ?? '',
    days: leaf.days.map(({ slots }) => ({
      day: dayText(slots[0]?.start ?? now, reader),
      slots: slots.map((slot) => {
        const value = `${isoText(slot.start)}/${isoText(slot.end)}`
        return {
          id: count++ === 0 ? 'slot' : `slot-${count}`,
          value,
          text: spanText(slot, reader),
          chosen: value === typed.slot
        }
      })
    })),
    empty: unread
      ? 'The calendar cannot be read right now. That does not mean that it is full: try again in a few minutes.'
      : leaf.days.length === 0
        ? `The link offers no other time from here on. Write any time that is free in ${possessive(calledBy(link.organizer.name))} calendar.`
        : '',
    age: readAt === undefined ? '' : staleText(readAt, reader),
    earlier: leaf.earlier ? `${path}/new-time?from=${leaf.earlier}` : '',
    later: leaf.later ? `${path}/new-time?from=${leaf.later}` : '',
    from: typed.from,
    other: typed.slot === 'other' || leaf.days.length === 0,
    date: text({
      name: 'date',
      label: 'Day',
      hint: 'It has to be free; hours and notice of the link do not matter.',
      value: typed.date,
      type: 'date',
      ...(problems.date && { problem: problems.date })
    }),
    time: text({
      name: 'time',
      label: `Begins at, ${zoneText(zone)}`,
      hint: 'For example 14:30',
      value: typed.time,
      longest: 5
    })
  }
}
