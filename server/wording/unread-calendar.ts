import { type Instant, MINUTE } from '../../src/time/instant.ts'
import { fromNow, fullInstant, type Reader } from './when.ts'
import { possessive } from './who.ts'

/** For whoever may see the calendar: since when nobody can be offered its times. */
export const unreadText = (organizer: string, since: Instant, reader: Reader) =>
  `${possessive(organizer)} calendar cannot be read since ${fullInstant(since, reader)}. Nobody can book until it can be read again.`

/** For whoever may see the calendar, beside times that could be read no more lately than then. */
export const staleText = (readAt: Instant, reader: Reader) =>
  `The calendar cannot be read right now. These times were read ${ago(readAt, reader)}; it is read again before anything is booked.`

const ago = (at: Instant, reader: Reader) => (reader.now - at < MINUTE ? 'less than a minute ago' : fromNow(at, reader))
