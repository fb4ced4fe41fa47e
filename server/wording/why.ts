import type { Why } from '../../src/availability/why.ts'
import type { Span } from '../../src/time/span.ts'
import { dayText, type Reader, spanText, timeText } from './when.ts'

/** Whom the sentence is about: the organizer's own times may be told to who may see them, a colleague's are nobody's business. */
type Names = { organizer: string }

/** The deciding rule as a sentence; docs/availability.md has them all. */
export function whyText(why: Why, { organizer }: Names, reader: Reader): string {
  switch (why.rule) {
    case 'offered':
      return 'It is offered: everybody is free then, and every rule allows it.'
    case 'has passed':
      return 'It has passed.'
    case 'too soon':
      return `It is too soon. With the notice that this link asks for, times from ${when(why.from, reader)} on can be booked.`
    case 'before the first date':
      return `It lies before the first date. Times are offered from ${dayText(why.from, reader)} on.`
    case 'after the last date or the horizon':
      return `It is too far ahead. Times are offered until ${when(why.until, reader)}.`
    case 'not a length of this link':
      return 'This link does not offer meetings of that length.'
    case 'not among the picked times':
      return 'It is not one of the picked times.'
    case 'closed that day':
      return 'The link is closed on that day.'
    case 'outside the hours':
      return `It does not lie within the hours of that day: ${why.open.map((each) => spanText(each, reader)).join(' and ')}.`
    case 'between two starts':
      return why.after === null
        ? `It is too late: the last time of those hours starts at ${timeText(why.before, reader)}.`
        : `It lies between two starts: ${timeText(why.before, reader)} and ${timeText(why.after, reader)}.`
    case 'busy':
      if (why.whose !== organizer) return `${why.whose} must be free as well, and is not.`
      return why.buffer
        ? `The time that is kept free around it is not free: ${organizer} is busy, ${span(why.busy, reader)}.`
        : `${organizer} is busy: ${span(why.busy, reader)}.`
    case 'held for a booking':
      return why.buffer
        ? `The time that is kept free around it is taken by another booking: ${span(why.held, reader)}.`
        : `It is taken by another booking: ${span(why.held, reader)}, with what is kept free around it.`
    case 'the day is full':
      return `The day is full: ${bookings(why.atMost)} a day.`
    case 'the week is full':
      return `The week is full: ${bookings(why.atMost)} a week.`
  }
}

/** Nobody can tell, and so nothing is offered. `said`: what Exchange, or we, said about it. */
export const whyUnknown = ({ organizer }: Names, said = '') =>
  `Nobody can tell: the calendar of ${organizer}, or of a colleague who must be free, cannot be read right now. Until it can be, no time is offered.${said && ` (${said})`}`

/** A time that the clocks leave out. */
export const whySkipped = 'There is no such time on that day: the clocks are put forward.'

const when = (at: number, reader: Reader) => `${dayText(at, reader)}, ${timeText(at, reader)}`

const span = (each: Span, reader: Reader) => `${dayText(each.start, reader)}, ${spanText(each, reader)}`

const bookings = (count: number) => `it has at most ${count === 1 ? '1 booking' : `${count} bookings`}`
