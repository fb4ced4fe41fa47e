import type { Audit } from '../audit/audit-log.ts'
import type { Authority } from '../delegates/authority.ts'
import type { HoldStore } from './hold-store.ts'
import type { CalendarHold } from './holds.ts'
import type { Link } from './link.ts'

/** The link's times are no longer held, and it stays open. Answers how many holds that were; twice is once. */
export async function releaseHolds(
  authority: Authority<'revoke link'>,
  link: Pick<Link, 'id' | 'organizer'>,
  holds: readonly CalendarHold[],
  needs: { holds: HoldStore; audit: Audit }
): Promise<number> {
  if (link.organizer.id !== authority.organizer.id) throw new Error(`authority is not about link ${link.id}`)
  const own = holds.filter((hold) => hold.link === link.id).map(({ id }) => id)
  const released = await needs.holds.leave(own, 'released', authority.at)
  if (released > 0) await needs.audit.note(authority, `link ${link.id}`, `calendar holds released: ${released}`)
  return released
}
