import { entryOf } from '../audit/audit-log.ts'
import type { Authority } from '../delegates/authority.ts'
import { initiatorLine } from '../people/initiator.ts'
import { zoneNamed } from '../time/zones.ts'
import { type CreatingNeeds, type Draft, linkFrom } from './create-link.ts'
import type { FullDay, HoldStore } from './hold-store.ts'
import { daysOf, type HoldId, heldUntil, whyOver } from './holds.ts'
import type { TimeSlotLink } from './link.ts'

export type HoldingNeeds = Omit<CreatingNeeds, 'links'> & {
  holds: HoldStore
  newId(): HoldId
  /** How many holds one day of an organizer's takes. */
  holdsPerDay: number
}

/** A time-slot link whose times are held in the organizer's calendar; or no link at all, and the days that are full. */
export async function createHeldLink(
  authority: Authority<'make time-slot link'>,
  draft: Extract<Draft, { kind: 'time slots' }>,
  needs: HoldingNeeds
): Promise<{ link: TimeSlotLink; token: string } | { full: FullDay[] }> {
  const link = linkFrom(authority, draft, needs.newId())
  if (link.kind !== 'time slots') throw new Error('only picked times can be held')
  const zone = zoneNamed(link.zone)
  if (!zone) throw new Error(`link with a zone that tzdata does not know: ${link.zone}`)

  const slots = link.slots.filter((slot) => whyOver(slot, link, [], authority.at) === undefined)
  const token = needs.tokens.ofLink(link.id)
  const added = await needs.holds.addLink({
    link,
    tokenHash: needs.tokens.hash(token),
    holds: slots.map((slot) => ({ id: needs.newId(), slot, until: heldUntil(slot, link) })),
    days: daysOf(slots, zone),
    holdsPerDay: needs.holdsPerDay,
    now: authority.at,
    entry: entryOf(authority, `link ${link.id}`, `made, with its times held: ${initiatorLine(link)}`)
  })
  return added === 'added' ? { link, token } : added
}
