import type { Search } from '../../../src/audit/audit-log.ts'
import type { Person } from '../../../src/people/person.ts'
import { DAY, type Instant } from '../../../src/time/instant.ts'
import { midnight } from '../../../src/time/wall-clock.ts'
import type { Services } from '../../services.ts'
import { field, type Problems, type Sent } from './form.ts'

/** What stands in the fields of the search form, as it was typed. Days are days of UTC. */
export type AuditTyped = Record<'person' | 'organizer' | 'act' | 'from' | 'until' | 'result', string>

export function typedSearch(query: Sent): AuditTyped {
  const text = (name: keyof AuditTyped) => field(query, name, 100)
  return {
    person: text('person'),
    organizer: text('organizer'),
    act: text('act'),
    from: text('from'),
    until: text('until'),
    result: text('result')
  }
}

/**
 * Who may read what: an administrator everything, everybody else what she did herself and what was done in her name. A day
 * that is none finds nothing and is told: an export must not hold more than somebody has asked for.
 */
export async function searchOf(
  { person, organizer, act, from, until, result }: AuditTyped,
  actor: Person,
  { administrators }: Services
): Promise<{ search: Search; everything: boolean } | { problems: Problems<'from' | 'until' | 'result'> }> {
  const [first, last] = [dayOf(from), dayOf(until)]
  const problems: Problems<'from' | 'until' | 'result'> = {}
  const asDay = 'Write the day as year, month and day: 2027-01-31.'
  if (from && first === undefined) problems.from = asDay
  if (until && last === undefined) problems.until = asDay
  if (first !== undefined && last !== undefined && last < first)
    problems.until = 'Choose a day that is not before the first one.'
  if (result && result !== 'done' && result !== 'refused') problems.result = 'Choose done, refused, or both.'
  if (Object.keys(problems).length > 0) return { problems }

  const everything = await administrators.has(actor)
  return {
    everything,
    search: {
      ...(everything ? {} : { concerning: actor.id }),
      ...(person && { person }),
      ...(organizer && { organizer }),
      ...(act && { act }),
      ...(first !== undefined && { from: first }),
      ...(last !== undefined && { until: last + DAY }),
      ...(result && { result: result as 'done' | 'refused' })
    }
  }
}

const dayOf = (text: string): Instant | undefined =>
  midnight(text) === undefined ? undefined : Date.parse(`${text}T00:00:00Z`)
