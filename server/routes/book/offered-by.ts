import type { Link } from '../../../src/links/link.ts'
import { initiatorLine } from '../../../src/people/initiator.ts'
import { MINUTE } from '../../../src/time/instant.ts'
import { lengthText } from '../../wording/when.ts'
import { initials } from '../../wording/who.ts'

/** What an invitee reads first: who offers, in whose name, from where, and what it will be. */
export type OfferedByCard = {
  heading: string
  avatars: string[]
  initiatorLine: string
  organization: string
  length: string
  place: string
  note: string
}

export const offeredByCard = (link: Link, organization: string): OfferedByCard => ({
  heading: `Meet ${link.organizer.name}`,
  avatars: [...new Set([link.organizer, link.initiator, link.madeBy].map(({ id }) => id))].map((id) =>
    initials([link.organizer, link.initiator, link.madeBy].find((person) => person.id === id)?.name ?? '')
  ),
  initiatorLine: initiatorLine(link),
  organization,
  length: lengthOf(link),
  place: placeText(link.place),
  note: link.note
})

/** "Teams meeting", "Phone: +49 30 123456", "Lindenstr. 1, Berlin" */
export function placeText(place: Link['place']): string {
  if (place.kind === 'teams') return 'Teams meeting'
  return place.kind === 'phone' ? `Phone: ${place.text}` : place.text
}

function lengthOf(link: Link): string {
  if (link.kind === 'availability') return link.lengths.map((length) => lengthText(length * MINUTE)).join(' or ')
  const lengths = link.slots.map(({ start, end }) => end - start).sort((a, b) => a - b)
  const [shortest = 0, longest = 0] = [lengths[0], lengths.at(-1)]
  return shortest === longest ? lengthText(shortest) : `${lengthText(shortest)} to ${lengthText(longest)}`
}
