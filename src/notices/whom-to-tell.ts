import { type AuthorityNeeds, authorize } from '../delegates/authority.ts'
import { keeperOf, type Link } from '../links/link.ts'
import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import type { ChosenNotices } from './notice.ts'

export type AudienceNeeds = AuthorityNeeds & { chosen: ChosenNotices }

/**
 * Who is told of what happens on a link: whoever keeps it, and whoever made it; the organizer if she wants it. Letters name
 * invitees, so who made a link that others keep now is told as long as she may see what stands in that calendar.
 */
export async function whomToTell(link: Link, organizer: Organizer, needs: AudienceNeeds): Promise<Person[]> {
  const keeper = keeperOf(link)
  const told = new Map<string, Person>([[keeper.id, keeper.id === organizer.id ? organizer : keeper]])
  const { madeBy } = link
  if (!told.has(madeBy.id) && madeBy.id !== organizer.id) {
    const sight = await authorize('see titles', madeBy, organizer, needs)
    if (!('refused' in sight)) told.set(madeBy.id, madeBy)
  }
  if (!told.has(organizer.id) && (await needs.chosen.of(organizer.id)).asOrganizer) told.set(organizer.id, organizer)
  return [...told.values()]
}
