import type { ApproveAnswer } from '../../src/bookings/approve.ts'
import type { WhyNot } from '../../src/bookings/decide.ts'
import type { MoveRefusal } from '../../src/bookings/move.ts'

type ChangeRefusal = MoveRefusal | WhyNot | Extract<ApproveAnswer, { refused: unknown }>['refused']

/** Why a booking stays as it is, told to a person at the console: what happened, what it means, what to do. */
export const changeRefusals: Record<ChangeRefusal, string> = {
  'already held': 'The booking exists already.',
  'slot has passed': 'That time has passed. Choose a later one.',
  'not held': 'The booking has moved on meanwhile. This is how it stands now.',
  'not requested': 'Nobody waits for an answer any more. This is how it stands now.',
  'not confirmed': 'The calendar has not confirmed the meeting yet. Try again when it has.',
  'already over': 'The booking is over already. Nothing was changed.',
  'too late': 'It is too late for that: the meeting has begun, or the answer came after its time.',
  'being moved': 'The meeting is being moved. Try again when the calendar has answered.',
  'moved too often': 'The invitee has moved it three times already.',
  'same time': 'The meeting is at that time already. Choose another one.',
  'link closed': 'The link does not offer times any more.',
  'slot taken': 'Somebody has just taken that time. Choose another one.',
  'slot not offered': 'That time is not free in every calendar that has to be free. Choose another one.',
  'slot not free':
    'Something else stands in the calendar at this time now. Free the time in Outlook and approve again, or decline.',
  'calendar unreachable': 'The calendar cannot be reached right now. Nothing was changed. Try again in a few minutes.',
  'changed meanwhile': 'Somebody changed the booking at the same moment. This is how it stands now.',
  'form used before': 'This form was sent before, with another time. Look at how the booking stands now.',
  'refused before':
    'This was sent before, and the meeting was not moved then. Nothing was changed now. Choose a time again.'
}
