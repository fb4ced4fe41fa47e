import { type Clock, type Instant, SECOND } from '../time/instant.ts'
import type { Standing, Standings } from './standing.ts'

/** How long a standing may be believed after it was read: a right taken away stops everything within a minute, with the second for which a page is kept. */
export const BELIEVED_FOR = 59 * SECOND

/**
 * A calendar's list that did not come in so long is not waited for twice by the same person, whose connection does not last for
 * ever: for as long after it nobody asks again but who wants it fresh.
 */
const IN_VAIN = 5 * SECOND

/** `failedAt`: when it came to nothing, having been waited for in vain. */
type Asked = { at: Instant; answer: Promise<Standing>; failedAt?: Instant }

const REMEMBERED_AT_MOST = 5_000

/**
 * The same port with a memory: one question in flight per person and calendar, answers believed for a minute, counted from
 * the reading and not from the answer. A fresh question is put in any case, and everybody after it believes its answer. `learned` tells
 * that somebody may be answered differently from now on.
 */
export function recentStandings(
  standings: Standings,
  clock: Clock,
  learned: () => void = () => {}
): Standings & { forget(): void } {
  const memory = new Map<string, Asked>()

  const isGood = ({ at, failedAt }: Asked) =>
    failedAt === undefined ? clock() - at < BELIEVED_FOR : clock() - failedAt < IN_VAIN

  return {
    async of(person, organizer, freshness = 'recent') {
      const key = `${person.id} on ${organizer.id}`
      const remembered = memory.get(key)
      if (freshness === 'recent' && remembered && isGood(remembered)) return remembered.answer

      if (memory.size >= REMEMBERED_AT_MOST) memory.clear()
      const asked: Asked = { at: clock(), answer: standings.of(person, organizer, freshness) }
      memory.set(key, asked)
      learned()
      const standing = await asked.answer
      if ('unknown' in standing) {
        if (clock() - asked.at >= IN_VAIN) asked.failedAt = clock()
        else if (memory.get(key) === asked) memory.delete(key) // a failure is not worth believing
      } else asked.at = Math.min(asked.at, standing.readAt)
      learned()
      return standing
    },
    forget() {
      memory.clear()
      learned()
    }
  }
}
