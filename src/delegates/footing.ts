import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import type { Clock } from '../time/instant.ts'
import { type Grant, type Grants, isOver } from './grant.ts'
import type { KnownStanding, Standing, Standings } from './standing.ts'

/** All that decides what a person may do for an organizer at this moment: what Exchange says, and what the organizer says. */
export type Footing =
  | 'organizer'
  | Exclude<Standing, KnownStanding>
  | (KnownStanding & {
      grant: Grant | undefined
      /** The grant is over: it vouches for nothing any more. */
      ended: boolean
      delegatesNeedGrant: boolean
    })

export type FootingNeeds = { standings: Standings; grants: Grants; clock: Clock }

/** The standing is at most 60 s old, or read for this question; the grant is always the present one. */
export async function footingOf(
  person: Person,
  organizer: Organizer,
  needs: FootingNeeds,
  freshness: 'fresh' | 'recent' = 'recent'
): Promise<Footing> {
  if (person.id === organizer.id) return 'organizer'
  const [standing, granting] = await Promise.all([
    needs.standings.of(person, organizer, freshness),
    needs.grants.about(person.id, organizer.id)
  ])
  if ('unknown' in standing) return standing
  const { grant } = granting
  return { ...standing, ...granting, ended: grant !== undefined && isOver(grant, needs.clock()) }
}
