import type { Confirmed } from '../bookings/booking.ts'
import type { BookingStore } from '../bookings/booking-store.ts'
import { decide } from '../bookings/decide.ts'
import type { LinkStore } from '../links/link-store.ts'
import type { Delivery, Taken } from '../outbox/message.ts'
import type { Organizers } from '../people/organizer.ts'
import { type Clock, MINUTE } from '../time/instant.ts'
import { same } from '../time/span.ts'
import { activityOf } from './activity.ts'
import type { ActivityLog, Failure } from './activity-log.ts'
import { whichRecord } from './which-record.ts'

export type ActivityNeeds = {
  bookings: BookingStore
  links: LinkStore
  organizers: Organizers
  activities: ActivityLog
  clock: Clock
}

/** The outbox's "write activity": the booking stands already, and Salesforce follows whenever it can. */
export async function writeActivity(taken: Taken, needs: ActivityNeeds): Promise<Delivery> {
  const booking = await needs.bookings.find(taken.bookingId)
  if (booking.state !== 'confirmed' || isWritten(booking)) return 'done'

  const [found, organizer] = await Promise.all([
    needs.links.find(booking.link),
    needs.organizers.find(booking.organizer)
  ])
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  const username = organizer?.salesforceUsername
  if (!organizer || !username) return { parked: 'the organizer has no Salesforce user' }

  const matches = await needs.activities.matches(booking.invitee.address)
  if (!('contacts' in matches)) return again(matches)
  const match = whichRecord(matches)
  const who = 'who' in match ? match.who : null

  const connected = { ...organizer, salesforceUsername: username }
  const written = await needs.activities.write(connected, activityOf(booking, found.link), who)
  if (!('recordId' in written)) return again(written)

  const now = needs.clock()
  const decision = decide({ type: 'note activity', activity: { ...written, who } }, booking, now)
  if ('refused' in decision) return 'done'
  const appended = await needs.bookings.append(booking.id, booking.version, decision.facts, [], now)
  return appended ? 'done' : { later: 'the booking moved on meanwhile' }
}

/** Whatever was moved since is written again, to the same Event. */
const isWritten = ({ activity, slot }: Confirmed) => activity !== null && same(activity.slot, slot)

/** An organizer who connects later finds her activities within minutes of it. */
const NOT_CONNECTED_WAIT = 5 * MINUTE

function again(failure: Failure): Delivery {
  if ('refused' in failure) return { parked: failure.refused }
  if ('notConnected' in failure) return { later: failure.notConnected, after: NOT_CONNECTED_WAIT }
  return { later: failure.retryLater, ...(failure.after === undefined ? {} : { after: failure.after }) }
}
