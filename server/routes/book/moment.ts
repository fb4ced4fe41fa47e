import { type Link, lifeOf } from '../../../src/links/link.ts'
import { type Instant, SECOND } from '../../../src/time/instant.ts'
import type { Services } from '../../services.ts'
import { isByTheMinute } from './kept-pages.ts'

/**
 * The name of a moment. Two with the same name lie within one second of the clock, and between them nobody has written anything to the store, and
 * nothing was learned of Exchange: whoever has looked into all of it in one of them need not look again in the other. Undefined: nobody
 * can tell, or it is the very beginning of a second, when something may begin or end.
 */
export type Moment = string | undefined

export function momentOf({ clock, changes }: Pick<Services, 'clock' | 'changes'>): Moment {
  const before = changes?.()
  const now = clock()
  return before === undefined || now % SECOND === 0 ? undefined : `${Math.floor(now / SECOND)} ${before}`
}

/** Is this link open for the rest of the second, when nobody writes anything, and are its times what they are now? */
export const outlastsMoment = (link: Link, now: Instant): boolean =>
  isByTheMinute(link) && lifeOf(link, 0, (Math.floor(now / SECOND) + 1) * SECOND - 1) === 'active'
