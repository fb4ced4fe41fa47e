import type { Booking } from '../bookings/booking.ts'
import type { BookingStore } from '../bookings/booking-store.ts'
import { authorize } from '../delegates/authority.ts'
import { keeperOf, type Link } from '../links/link.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { Delivery, Taken } from '../outbox/message.ts'
import type { Organizers } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import type { Words } from '../watch/mail.ts'
import { type NotifyingNeeds, notify } from './notify.ts'
import { type AudienceNeeds, whomToTell } from './whom-to-tell.ts'

export type Requested = Extract<Booking, { state: 'requested' }>

export type AskingNeeds = NotifyingNeeds &
  AudienceNeeds & {
    bookings: Pick<BookingStore, 'find'>
    links: Pick<LinkStore, 'find'>
    organizers: Pick<Organizers, 'find'>
    wordsFor(asked: { booking: Requested; link: Link; to: Person }): Promise<Words>
  }

/**
 * The outbox's "ask for approval": whoever is told about the link, and may answer, is asked by mail, each with an address of her
 * own. The keeper is asked in any case: whether she may answer is found when she does.
 */
export async function askForApproval(taken: Taken, needs: AskingNeeds): Promise<Delivery> {
  const booking = await needs.bookings.find(taken.bookingId)
  if (booking.state !== 'requested') return 'done'
  const [found, organizer] = await Promise.all([
    needs.links.find(booking.link),
    needs.organizers.find(booking.organizer)
  ])
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  if (!organizer) return 'done' // nobody is scheduled for any more
  const { link } = found
  const keeper = keeperOf(link)
  for (const to of await whomToTell(link, organizer, needs)) {
    const may =
      to.id === keeper.id || !('refused' in (await authorize('change booking', to, organizer, needs, keeper.id)))
    if (!may) continue
    const words = await needs.wordsFor({ booking, link, to })
    await notify({ kind: 'approval', to, words, key: `approval ${booking.id}` }, needs)
  }
  return 'done'
}
