import { entryOf } from '../audit/audit-log.ts'
import type { Authority } from '../delegates/authority.ts'
import type { Link } from './link.ts'
import type { LinkStore } from './link-store.ts'

/** From now on its address shows the neutral page. Bookings that were made stay. Twice is once. */
export async function revokeLink(
  authority: Authority<'revoke link'>,
  link: Link,
  needs: { links: LinkStore },
  result = 'revoked'
): Promise<void> {
  if (link.organizer.id !== authority.organizer.id) throw new Error(`authority is not about link ${link.id}`)
  await needs.links.revoke(link.id, authority.at, entryOf(authority, `link ${link.id}`, result))
}
