import type { Delivery, Taken } from '../outbox/message.ts'
import type { Person } from '../people/person.ts'
import type { Booking } from './booking.ts'
import { again, type MeetingNeeds, meetingKey } from './create-meeting.ts'

/**
 * The outbox's "cancel meeting". It looks first: what is gone already is done, an item whose id has changed is found by its
 * key, and an answer that was lost is no second cancellation. An earlier attempt to create or move has ended before this one
 * begins (the outbox keeps a booking's messages in order), so that nothing comes back afterwards.
 */
export async function cancelMeeting(taken: Taken, needs: MeetingNeeds): Promise<Delivery> {
  const booking = await needs.bookings.find(taken.bookingId)
  if (booking.state !== 'cancelled') return 'done'
  const found = await needs.links.find(booking.link)
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  const { organizer } = found.link

  const standing = await standingOf(booking, organizer, needs)
  if (!('meeting' in standing)) return again(standing)
  if (!standing.meeting) return 'done'
  const removed = await needs.meetings.remove(organizer, standing.meeting, cancellationText(booking))
  return removed === 'removed' ? 'done' : again(removed)
}

/** Under the id that was confirmed, since a search may not show for a minute what was made a moment ago. */
async function standingOf(
  booking: Cancelled,
  organizer: Person,
  { meetings }: MeetingNeeds
): ReturnType<MeetingNeeds['meetings']['find']> {
  const key = meetingKey(booking)
  if (!booking.meeting) return meetings.find(organizer, key)
  const look = await meetings.whereIs(organizer, key, booking.meeting)
  return 'found' in look ? { meeting: look.found?.meeting } : look
}

type Cancelled = Extract<Booking, { state: 'cancelled' }>

/** What everybody invited reads in the cancellation; what the invitee wrote is marked as hers on every line. */
export function cancellationText({ by, comment, invitee }: Cancelled): string {
  const who = by.as === 'invitee' ? invitee.name : 'name' in by ? by.name : undefined
  const lines = who ? [`Cancelled by ${who}.`] : ['Cancelled.']
  if (!comment) return lines.join('\n')
  const text = comment.split(/\r\n?|\n|\u2028|\u2029/)
  if (by.as !== 'invitee') return [...lines, '', ...text].join('\n')
  return [...lines, '', 'Text from the invitee, not verified:', ...text.map((line) => `> ${line}`)].join('\n')
}
