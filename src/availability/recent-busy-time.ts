import type { Person } from '../people/person.ts'
import { type Clock, type Instant, SECOND } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import type { BusyTimes, EverybodysBusyTimes, Freshness, Reading } from './busy-time.ts'

/** How old an answer may be that is only shown; a booking is never decided on it. */
export const SHOWN_FOR = 30 * SECOND

const REMEMBERED_AT_MOST = 2_000

/**
 * The same port with at most one question in flight per calendar and span. Whoever wants it fresh while one is under way
 * shares the next one: two hundred people in the same second ask twice, not two hundred times.
 */
export function recentBusyTimes(
  busyTimes: BusyTimes,
  clock: Clock
): EverybodysBusyTimes & { forget(organizer: string): void } {
  const last = new Map<string, { at: Instant; answer: Promise<Reading>; underWay: boolean }>()
  const next = new Map<string, Promise<Reading>>()

  return {
    read,
    async readAll(people, span, freshness) {
      const answers = people.map(async (person) => [person.id, await read(person, span, freshness)] as const)
      return new Map(await Promise.all(answers))
    },
    forget(organizer) {
      for (const key of last.keys()) if (key.startsWith(`${organizer} `)) last.delete(key)
    }
  }

  async function read(organizer: Person, span: Span, freshness: Freshness): Promise<Reading> {
    const key = `${organizer.id} ${span.start} ${span.end}`
    const asked = last.get(key)
    if (freshness === 'recent' && asked && clock() - asked.at < SHOWN_FOR) return asked.answer
    if (!asked?.underWay) return ask()

    const shared = next.get(key) ?? asked.answer.then(ask)
    next.set(key, shared)
    return shared

    function ask(): Promise<Reading> {
      next.delete(key)
      if (last.size >= REMEMBERED_AT_MOST) last.clear()
      const question = { at: clock(), answer: busyTimes.read(organizer, span, 'fresh'), underWay: true }
      last.set(key, question)
      return question.answer.then((reading) => {
        question.underWay = false
        if ('unknown' in reading && last.get(key) === question) last.delete(key) // a failure is not worth showing
        return reading
      })
    }
  }
}
