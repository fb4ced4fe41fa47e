import { zoneNamed } from '../../src/time/zones.ts'
import type { Collision } from '../../src/watch/collisions.ts'
import type { Words } from '../../src/watch/mail.ts'
import type { AboutCollision } from '../../src/watch/watch-collisions.ts'
import { fullInstant, type Reader, shortWhen, slotName, spanParts } from './when.ts'
import { calledBy, possessive } from './who.ts'

/** For rows of bookings: what else stands at the same time. */
export function collisionText(collisions: readonly Collision[], reader: Reader): string {
  const times = collisions.map((span) => `${shortWhen(span.start, reader)} ${spanParts(span, reader).end}`)
  const entries = collisions.length === 1 ? 'Another entry stands' : `${collisions.length} other entries stand`
  return `${entries} in the calendar at this time: ${times.join('; ')}. Nothing was changed; move one of them.`
}

/** Mail to whoever made the link. No title of the other entry: she may not be allowed to read it. */
export function collisionWords(
  { to, link, booking, collision }: AboutCollision,
  publicOrigin: string,
  now: number
): Words {
  const own = to.id === link.organizer.id
  const reader = { zone: zoneNamed(link.zone) ?? { name: 'UTC', offsets: [0], changes: [] }, now }
  const whose = own ? 'your' : possessive(link.organizer.name)
  return {
    subject: `Two entries at one time in ${whose} calendar`,
    text:
      `Hello ${calledBy(to.name)},\n\n${booking.invitee.name} has booked "${link.subject}" on ${slotName(booking.slot, reader)}. ` +
      `When the time was taken, it was free; but another entry now stands in ${whose} calendar from ${fullInstant(collision.start, reader)} ` +
      `to ${fullInstant(collision.end, reader)}.\n\n` +
      'Nothing was changed. Please move or cancel one of the two. While both stand, your list of bookings shows it.\n\n' +
      `OnBehalf, ${publicOrigin}/console/bookings`
  }
}
