import { statesOf } from '../../../src/links/link-state.ts'
import type { Person } from '../../../src/people/person.ts'
import type { Services } from '../../services.ts'
import { explain } from '../../wording/reasons.ts'
import { whySuspended } from '../../wording/suspended.ts'

const SHOWN_AT_MOST = 10

/** Links of one keeper in one organizer's name that are suspended for one reason. */
export type OwnSuspended = {
  organizer: string
  subjects: string[]
  why: string
  remedy: string
  ask: string | null
}

/**
 * What the signed-in person answers for and nobody can book at the moment. Also where she may not even see the organizer any
 * more: she has sent the address to somebody.
 */
export async function ownSuspended(actor: Person, services: Services): Promise<OwnSuspended[]> {
  const made = await services.links.ofKeeper(actor.id)
  const byOrganizer = Map.groupBy(made, ({ link }) => link.organizer.id)
  const found = await Promise.all(
    [...byOrganizer].map(async ([id, links]) => {
      const [first] = links
      if (!first) return []
      const { name } = first.link.organizer
      const organizer = await services.organizers.find(id)
      const states = organizer
        ? await statesOf(links, organizer, services)
        : links.map(() => ({ life: 'suspended' as const, because: 'organizer_disabled' as const }))
      const suspended = links.flatMap(({ link }, index) => {
        const state = states[index]
        return state?.life === 'suspended' ? [{ subject: link.subject, because: state.because }] : []
      })
      return [...Map.groupBy(suspended, ({ because }) => because)].map(([because, those]) => ({
        organizer: name,
        subjects: those.slice(0, SHOWN_AT_MOST).map(({ subject }) => subject),
        ...whySuspended(because, { maker: actor.name, organizer: name }),
        ask: explain(because, { actor: actor.name, organizer: name }).ask
      }))
    })
  )
  return found.flat()
}
