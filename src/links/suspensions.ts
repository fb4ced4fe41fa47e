import { type Entry, system } from '../audit/audit-log.ts'
import type { AuthorityNeeds } from '../delegates/authority.ts'
import type { Reason } from '../delegates/reason.ts'
import type { Organizer } from '../people/organizer.ts'
import type { PersonId } from '../people/person.ts'
import { type Instant, MINUTE } from '../time/instant.ts'
import { type LinkId, lifeOf } from './link.ts'
import { statesOf } from './link-state.ts'
import type { LinkStore } from './link-store.ts'

/** How often the links of an organizer are looked at for this alone. */
export const LOOK_EVERY = 1 * MINUTE

/** PORT. Whether a link is suspended is found anew at each opening; this only remembers what the history was told. */
export type Suspensions = {
  /** False when another instance has looked less than `every` ago. */
  take(organizer: PersonId, every: number, now: Instant): Promise<boolean>
  of(organizer: PersonId): Promise<Map<LinkId, Reason>>
  /** With its entry and its news, in one transaction; false when somebody has noted just that before. */
  suspend(link: LinkId, because: Reason, now: Instant, entry: Entry, news: boolean): Promise<boolean>
  /** The same; without an entry where the link is over and nobody needs to know. */
  end(link: LinkId, entry?: Entry): Promise<boolean>
  /** What nobody was told of yet, written down after `from` and before `until`, oldest first. */
  news(from: Instant, until: Instant, limit: number): Promise<SuspensionNews[]>
  told(news: readonly SuspensionNews[], now: Instant): Promise<void>
}

/** A link was suspended, or works again. Those of one look at an organizer's links have the same moment. */
export type SuspensionNews = {
  id: string
  link: LinkId
  organizer: PersonId
  at: Instant
} & ({ what: 'suspended'; because: Reason } | { what: 'revived' })

export type NotingNeeds = AuthorityNeeds & { links: Pick<LinkStore, 'ofOrganizer'>; suspensions: Suspensions }

/** Tells the history that links of an organizer were suspended, or are open again. What cannot be checked is no news. */
export async function noteSuspensions(organizer: Organizer, needs: NotingNeeds): Promise<void> {
  const now = needs.clock()
  const made = await needs.links.ofOrganizer(organizer.id)
  if (made.length === 0 || !(await needs.suspensions.take(organizer.id, LOOK_EVERY, now))) return

  const [noted, states] = await Promise.all([needs.suspensions.of(organizer.id), statesOf(made, organizer, needs)])
  for (const [index, { link, taken }] of made.entries()) {
    const state = states[index]
    const before = noted.get(link.id)
    const entry = (right: string, act: string, result: string): Entry => ({
      ...{ at: now, actor: system.id, actorName: system.name, organizer: organizer.id },
      ...{ right, act, object: `link ${link.id}`, result }
    })
    if (state?.life === 'suspended' && state.because !== before) {
      const told = entry(state.because, 'suspend link', 'suspended')
      // another reason for what is suspended already is for the history alone
      await needs.suspensions.suspend(link.id, state.because, now, told, before === undefined)
    } else if (before !== undefined && state?.life === 'open') {
      await needs.suspensions.end(link.id, entry('the link', 'revive link', 'open again'))
    } else if (before !== undefined && lifeOf(link, taken, now) !== 'active') {
      await needs.suspensions.end(link.id)
    }
  }
}
