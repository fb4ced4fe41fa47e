import type { IsAwaited } from '../outbox/deliver.ts'
import type { Failure } from '../outbox/failure.ts'
import type { Delivery, Taken } from '../outbox/message.ts'
import type { Person } from '../people/person.ts'
import type { Confirmed, Meeting } from './booking.ts'
import { ANOTHER_HAS_IT, again, type Closing, type MeetingNeeds, mayAct, meetingKey, settle } from './create-meeting.ts'
import { followingMessages } from './following-messages.ts'
import type { Standing } from './meetings.ts'

/**
 * The outbox's "move meeting": the same item at the new time. It looks first where the meeting stands, so that an answer that was
 * lost is no second update to everybody invited, and moves what it has seen and nothing newer: a request that arrives when
 * everybody has given it up puts nothing back. What was cancelled or moved on meanwhile is left alone.
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

  const first = await lookAndMove(booking, organizer, undefined, needs)
  const answer = 'changed' in first ? await lookAndMove(booking, organizer, first.changed, needs) : first
  if ('delivery' in answer) return answer.delivery
  if ('changed' in answer) return { later: 'the meeting was being changed in the calendar' }
  if (!('sent' in answer) && taken.attempt > 1) return again(answer.failure)
  // What was only looked at, and an attempt that is the first of all, have surely left nothing behind.
  if ('refused' in answer.failure) return giveUp(booking, answer.failure.refused, needs)
  // As with a new meeting: who waits for the first attempt is told at once, and the meeting stays where it was. Once she
  // has read "being moved" she counts on it.
  const { failure } = answer
  if (taken.attempt === 1 && 'notNow' in failure && !failure.busy && isAwaited())
    return giveUp(booking, failure.notNow, needs)
  return again(failure)
}

type Looked = { delivery: Delivery } | { failure: Failure; sent?: true } | { changed: Standing }

/** `before`: as it was seen the last time, when somebody changed it right after. */
async function lookAndMove(
  booking: Confirmed,
  organizer: Person,
  before: Standing | undefined,
  needs: MeetingNeeds & Required<Closing>
): Promise<Looked> {
  const look = await needs.meetings.whereIs(organizer, meetingKey(booking), booking.meeting)
  if (!('found' in look)) return { failure: look }
  const { found } = look
  if (!found) return { delivery: await vanished(booking, needs) }

  const { move } = booking
  if (!move) return { delivery: 'done' }
  if (isAt(found, move.slot)) return { delivery: await moved(booking, found.meeting, needs) }
  // Given up only when it was seen that the meeting stands elsewhere: the two claims stay as long as nobody knows.
  if (move.until <= needs.clock()) return { delivery: await giveUp(booking, 'Exchange did not move it in time', needs) }

  if (!(await mayAct(needs.closing, needs))) return { delivery: ANOTHER_HAS_IT }
  // A calendar that calls the very version changed that it has just told does not know its own versions.
  const seen = before?.version === found.version ? { ...found, version: '' } : found
  const answer = await needs.meetings.move(organizer, seen, move.slot)
  if (answer === 'changed') return { changed: found }
  if (answer === 'gone') return { delivery: { later: 'the meeting vanished between two questions' } }
  if ('meeting' in answer) return { delivery: await moved(booking, answer.meeting, needs) }
  return { failure: answer, sent: true }
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
