import type { Instant } from '../../src/time/instant.ts'
import { fullInstant, type Reader } from './when.ts'
import { possessive } from './who.ts'

/** For whoever may see the calendar: since when nobody can be offered its times. */
export const unreadText = (organizer: string, since: Instant, reader: Reader) =>
  `${possessive(organizer)} calendar cannot be read since ${fullInstant(since, reader)}. Nobody can book until it can be read again.`
