import type { BusyStatus } from '../availability/busy-time.ts'
import type { Entry } from '../availability/week.ts'
import { overlap } from '../time/span.ts'
import type { Invitation } from './invitation.ts'

/** Whoever shows an entry as free or as working elsewhere can come all the same. What Exchange calls unknown is in the way. */
const lets: readonly BusyStatus[] = ['free', 'workingElsewhere']

/** What else stands in the calendar when the meeting takes place, and how often it meets something. */
export type InTheWay<Other> = { others: Other[]; times: number }

/** `entries`: all of the calendar, the invitation itself among them. Soonest first, and each once. */
export function inTheWay(
  { id, occurrences }: Pick<Invitation, 'id' | 'occurrences'>,
  entries: readonly Entry[]
): InTheWay<Entry> {
  const own = new Set([id, ...occurrences.map((one) => one.id)])
  const blocking = entries.filter((entry) => !lets.includes(entry.status) && !own.has(entry.id ?? ''))
  const met = occurrences.map((one) => blocking.filter((entry) => overlap(one, entry)))
  return { others: [...new Set(met.flat())], times: met.filter((others) => others.length > 0).length }
}
