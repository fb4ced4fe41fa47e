import type { Entry } from '../availability/week.ts'
import { type Authority, type AuthorityNeeds, judge } from '../delegates/authority.ts'
import { footingOf } from '../delegates/footing.ts'
import type { SeenEntry } from '../delegates/see-week.ts'
import { DAY } from '../time/instant.ts'
import { type InTheWay, inTheWay } from './in-the-way.ts'
import { type Invitation, waits } from './invitation.ts'
import type { Invitations } from './invitations.ts'

/** So far ahead invitations are looked for. A question of some pages, also for a full calendar. */
export const LOOKED_AHEAD = 180 * DAY

export type WaitingInvitation = Invitation & { inTheWay: InTheWay<SeenEntry> }

export type Waiting = {
  invitations: WaitingInvitation[]
  /** Private ones, which this actor may not see; nothing else is said of them. */
  hidden: number
}

/**
 * What others have invited the organizer to and nobody has answered for good, with what it would meet in her calendar.
 * `besides`: what claims her time and does not stand in the calendar (yet).
 */
export async function waitingInvitations(
  { actor, organizer }: Authority<'answer invitation'>,
  needs: AuthorityNeeds & { invitations: Invitations },
  besides: readonly Entry[] = []
): Promise<Waiting | { unknown: string }> {
  const now = needs.clock()
  const footing = await footingOf(actor, organizer, needs)
  const seesPrivate = 'right' in judge('see private items', actor, organizer, footing)
  const found = await needs.invitations.within(organizer, { start: now, end: now + LOOKED_AHEAD })
  if ('unknown' in found) return found

  const seen = (entry: Entry): SeenEntry => ({
    start: entry.start,
    end: entry.end,
    status: entry.status,
    allDay: entry.allDay,
    title: entry.private && !seesPrivate ? 'private' : { text: entry.title }
  })
  const entries = [...found.entries, ...besides].sort((a, b) => a.start - b.start)
  const waiting = found.invitations.filter((invitation) => waits(invitation, now))
  const shown = waiting.filter((invitation) => seesPrivate || !invitation.private)
  return {
    invitations: shown
      .map((invitation) => {
        const { others, times } = inTheWay(invitation, entries)
        return { ...invitation, inTheWay: { others: others.map(seen), times } }
      })
      .sort((a, b) => (a.occurrences[0]?.start ?? 0) - (b.occurrences[0]?.start ?? 0)),
    hidden: waiting.length - shown.length
  }
}
