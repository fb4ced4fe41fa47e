import { authorize } from '../delegates/authority.ts'
import type { Grant } from '../delegates/grant.ts'
import type { Organizers } from '../people/organizer.ts'
import { type HandOverNeeds, type HandOverReason, handOver } from './hand-over.ts'

export type HandOverEndedNeeds = HandOverNeeds & {
  organizers: Organizers
  /** Links that could not change hands; they stay suspended, and it is tried again. */
  report(grant: Grant, reason: HandOverReason): void
}

/**
 * Where a grant is over and its organizer has said who takes the links, that person answers for them from now on. Twice is
 * once: whose links are gone has none to hand over. Answers how many grants had links.
 */
export async function handOverEnded(needs: HandOverEndedNeeds): Promise<number> {
  let moved = 0
  for (const grant of await needs.grants.handingOver(needs.clock())) {
    const organizer = await needs.organizers.find(grant.organizer)
    if (!organizer || !('to' in grant.afterwards)) continue
    // The organizer said so when she recorded the grant; it is done in her name, and the log says whose links they were.
    const authority = await authorize('revoke link', organizer, organizer, needs)
    if ('refused' in authority) continue
    const outcome = await handOver(authority, { from: grant.person.id, to: grant.afterwards.to }, needs)
    if ('handed' in outcome) moved++
    else if (outcome.refused !== 'nothing_to_hand_over') needs.report(grant, outcome.refused)
  }
  return moved
}
