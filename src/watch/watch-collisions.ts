import type { Confirmed } from '../bookings/booking.ts'
import type { BookingStore } from '../bookings/booking-store.ts'
import type { Link } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { Person } from '../people/person.ts'
import { type Clock, MINUTE, SECOND } from '../time/instant.ts'
import { overlap } from '../time/span.ts'
import type { Collision, CollisionStore, Look, OtherEntries } from './collisions.ts'
import type { Mail, Words } from './mail.ts'

/**
 * A slot was free when it was taken, by an answer of the same second. What somebody entered in Outlook in that second is found by looking
 * again: at once, and a minute later, when everything that Exchange had in hand is to be seen. So whoever is concerned knows within two minutes.
 */
const LOOK_AGAIN = 1 * MINUTE

/** What collides is looked at until it does not, or the meeting is over. */
const WHILE_IT_COLLIDES = 5 * MINUTE

/** A calendar that cannot be read. */
const WHEN_UNREADABLE = 15 * SECOND

/** Longer than one look and one letter take. */
const LEASE = 40 * SECOND

export type AboutCollision = { to: Person; link: Link; booking: Confirmed; collision: Collision }

export type CollisionNeeds = {
  collisions: CollisionStore
  entries: OtherEntries
  bookings: Pick<BookingStore, 'find'>
  links: Pick<LinkStore, 'find'>
  clock: Clock
  /** Undefined: no mailbox to write from is set, and the console alone tells. */
  mail: Mail | undefined
  /** Who is told of what happens on a link. */
  whomToTell(link: Link, organizer: Person): Promise<Person[]>
  wordsFor(about: AboutCollision): Words | Promise<Words>
  report(problem: string, booking: string, cause?: unknown): void
}

/**
 * Looks whether something else stands in the calendar at the time of a meeting, and tells whoever made the link. Only tells: nothing that
 * is not ours is ever touched, and which of the two should move is for people. Answers how many were looked at.
 */
export async function watchCollisions(limit: number, needs: CollisionNeeds): Promise<number> {
  const due = await needs.collisions.take(limit, LEASE, needs.clock())
  await Promise.all(
    due.map((each) =>
      look(each, needs).catch((cause) => needs.report('a look failed and is repeated', each.booking, cause))
    )
  )
  return due.length
}

async function look(each: Look, needs: CollisionNeeds): Promise<void> {
  const now = needs.clock()
  const booking = await needs.bookings.find(each.booking)
  // what was put on top of something else by hand in Outlook is known to whoever did it
  if (booking.state !== 'confirmed' || booking.slot.end <= now || booking.overlapping)
    return needs.collisions.next(each, null)
  const found = await needs.links.find(booking.link)
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  const { link } = found

  const answer = await needs.entries.at(link.organizer, booking.slot, booking.meeting)
  if ('unknown' in answer) {
    needs.report(answer.unknown, booking.id)
    return needs.collisions.next(each, now + WHEN_UNREADABLE)
  }
  const colliding = answer.entries.filter(
    (entry) => overlap(entry, booking.slot) && (entry.status === 'unknown' || link.blocks.includes(entry.status))
  )
  const untold = await needs.collisions.found(booking.id, colliding, now)
  for (const collision of untold) await tell({ link, booking, collision }, needs)

  const wait = colliding.length > 0 ? WHILE_IT_COLLIDES : each.looks === 0 ? LOOK_AGAIN : null
  return needs.collisions.next({ ...each, looks: each.looks + 1 }, wait === null ? null : now + wait)
}

/** Once over all instances. What may have been sent is not repeated; what was surely sent to nobody is, at the next look. */
async function tell(about: Omit<AboutCollision, 'to'>, needs: CollisionNeeds): Promise<void> {
  if (!needs.mail) return
  const { booking, collision, link } = about
  const people = await needs.whomToTell(link, link.organizer)
  if (!(await needs.collisions.claimTelling(booking.id, collision.entry, needs.clock()))) return
  let reached = 0
  for (const to of people) {
    const outcome = await needs.mail.send(to, await needs.wordsFor({ ...about, to }))
    if (outcome !== 'sent') needs.report('notSent' in outcome ? outcome.notSent : outcome.unclear, booking.id)
    if (outcome === 'sent' || !('notSent' in outcome)) reached += 1
  }
  if (reached === 0) await needs.collisions.giveBack(booking.id, collision.entry)
}
