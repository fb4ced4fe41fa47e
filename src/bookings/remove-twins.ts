import type { Delivery, Taken } from '../outbox/message.ts'
import { cancellationText } from './cancel-meeting.ts'
import { again, type MeetingNeeds, meetingKey, settle } from './create-meeting.ts'

/**
 * The outbox's "keep one meeting": one booking is one meeting, whatever was sent twice, arrived late or was made twice by
 * Exchange itself. The one that was confirmed stays, else the first that was made; where nothing should stand, none does.
 * Whoever was invited to the other holds two entries in her calendar, so it is cancelled with a word and not left behind.
 */
export async function removeTwins(taken: Taken, needs: MeetingNeeds): Promise<Delivery> {
  const booking = await needs.bookings.find(taken.bookingId)
  if (booking.state === 'new' || booking.state === 'held') return 'done' // there is another such message to come
  const found = await needs.links.find(booking.link)
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  const { organizer } = found.link

  const standing = await needs.meetings.all(organizer, meetingKey(booking))
  if (!('meetings' in standing)) return again(standing)
  const stays =
    booking.state === 'confirmed'
      ? (standing.meetings.find(({ id }) => id === booking.meeting.id) ?? standing.meetings[0])
      : undefined

  const farewell = booking.state === 'cancelled' ? cancellationText(booking) : ''
  const removed: string[] = []
  for (const meeting of standing.meetings) {
    if (meeting === stays) continue
    const answer = await needs.meetings.remove(organizer, meeting, stays ? STOOD_TWICE : farewell)
    if (answer !== 'removed') return again(answer)
    removed.push(meeting.id)
  }
  return removed.length === 0 ? 'done' : settle(booking, { type: 'note twin removed', ids: removed }, [], needs)
}

const STOOD_TWICE = 'This entry was made twice by mistake. The other one stays: the meeting takes place as agreed.'
