import type { Collision } from '../../src/watch/collisions.ts'
import type { Words } from '../../src/watch/mail.ts'
import type { AboutCollision } from '../../src/watch/watch-collisions.ts'
import { letterIn } from './letter.ts'
import { fullInstant, type Reader, shortWhen, slotName, spanParts } from './when.ts'

/** For rows of bookings: what else stands at the same time. */
export function collisionText(collisions: readonly Collision[], reader: Reader): string {
  const times = collisions.map((span) => `${shortWhen(span.start, reader)} ${spanParts(span, reader).end}`)
  const entries = collisions.length === 1 ? 'Another entry stands' : `${collisions.length} other entries stand`
  return `${entries} in the calendar at this time: ${times.join('; ')}. Nothing was changed; move one of them.`
}

/** Mail to whoever made the link. No title of the other entry: she may not be allowed to read it. */
export function collisionWords(
  { to, link, booking, collision }: AboutCollision,
  reader: Reader,
  publicOrigin: string
): Words {
  const { locale = 'en' } = reader
  const isHers = to.id === link.organizer.id
  const subject = isHers
    ? ({ say: 'collisionSubjectYours' } as const)
    : ({ say: 'collisionSubjectHers', with: { organizer: link.organizer.name } } as const)
  const given = {
    invitee: booking.invitee.name,
    subject: `“${link.subject}”`,
    when: slotName(booking.slot, reader),
    from: fullInstant(collision.start, reader),
    to: fullInstant(collision.end, reader)
  }
  return letterIn(locale, subject, [
    { say: 'collision', with: given },
    { say: 'collisionDo' },
    { say: 'seeBookings', href: `${publicOrigin}/console/bookings` }
  ])
}
