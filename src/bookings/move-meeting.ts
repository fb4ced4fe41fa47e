import type { IsAwaited } from '../outbox/deliver.ts'
import type { Delivery, Taken } from '../outbox/message.ts'
import type { Person } from '../people/person.ts'
import type { Confirmed, Meeting } from './booking.ts'
import { again, type Closing, type MeetingNeeds, meetingKey, settle } from './create-meeting.ts'
import { followingMessages } from './following-messages.ts'
import type { Standing } from './meetings.ts'

/**
 * The outbox's "move meeting": the same item at the new time. A repeat looks first where the meeting stands, so that an
 * answer that was lost is no second update to everybody invited. What was cancelled or moved on meanwhile is left alone.
 */
export async function moveMeeting(
  taken: Taken,
  asked: MeetingNeeds,
  isAwaited: IsAwaited = () => false
): Promise<Delivery> {
  const needs = { ...asked, closing: taken }
  const booking = await needs.bookings.find(taken.bookingId)
  if (booking.state !== 'confirmed' || !booking.move) return 'done'
  const found = await needs.links.find(booking.link)
  if (!found) throw new Error(`booking ${booking.id} has lost its link`)
  const { organizer } = found.link

  if (taken.attempt > 1) return lookFirst(booking, organizer, needs)

  const answer = await needs.meetings.move(organizer, booking.meeting, booking.move.slot)
  if (answer === 'gone') return lookFirst(booking, organizer, needs) // its id may have changed
  if ('meeting' in answer) return moved(booking, answer.meeting, needs)
  if ('refused' in answer) return giveUp(booking, answer.refused, needs)
  // As with a new meeting: who waits for the first attempt is told at once, and the meeting stays where it was. Once she
  // has read "being moved" she counts on it.
  if ('notNow' in answer && !answer.busy && isAwaited()) return giveUp(booking, answer.notNow, needs)
  return again(answer)
}

async function lookFirst(booking: Confirmed, organizer: Person, needs: MeetingNeeds & Closing): Promise<Delivery> {
  const look = await needs.meetings.whereIs(organizer, meetingKey(booking), booking.meeting)
  if (!('found' in look)) return again(look)
  if (!look.found) return vanished(booking, needs)

  const { move } = booking
  if (!move) return 'done'
  if (isAt(look.found, move.slot)) return moved(booking, look.found.meeting, needs)
  // Given up only when it was seen that the meeting stands elsewhere: the two claims stay as long as nobody knows.
  if (move.until <= needs.clock()) return giveUp(booking, 'Exchange did not move it in time', needs)

  const answer = await needs.meetings.move(organizer, look.found.meeting, move.slot)
  if (answer === 'gone') return { later: 'the meeting vanished between two questions' }
  if ('meeting' in answer) return moved(booking, answer.meeting, needs)
  return 'refused' in answer ? giveUp(booking, answer.refused, needs) : again(answer)
}

const isAt = ({ slot }: Standing, { start, end }: Standing['slot']) => slot.start === start && slot.end === end

function moved(booking: Confirmed, meeting: Meeting, needs: MeetingNeeds & Closing): Promise<Delivery> {
  const { move } = booking
  if (!move) throw new Error(`booking ${booking.id} is not being moved`)
  const { by, slot, claim, seen } = move
  return settle(booking, { type: 'note move', by, slot, claim, seen, meeting }, followingMessages(booking), needs)
}

const giveUp = (booking: Confirmed, why: string, needs: MeetingNeeds & Closing) =>
  settle(booking, { type: 'give up move', why }, [], needs)

/** Somebody took it out of the calendar while it was to be moved. */
const vanished = (booking: Confirmed, needs: MeetingNeeds & Closing) =>
  settle(
    booking,
    { type: 'cancel', by: { as: 'calendar' }, comment: '', closedBefore: 0 },
    followingMessages(booking),
    needs
  )
