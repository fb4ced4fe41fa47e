import type { Booking, Fact } from '../bookings/booking.ts'
import type { Link } from '../links/link.ts'
import type { Person } from '../people/person.ts'
import { SECOND } from '../time/instant.ts'

/** After so long she has left the page, or has read there that it is being confirmed. */
const STILL_ON_THE_PAGE = 15 * SECOND

export type AnswerToInvitee = {
  /** Her address and nothing that she typed: a letter of ours is not to carry a stranger's words to a stranger. */
  to: Person
  /** What became of what she asked for. */
  answer: 'declined' | 'lapsed' | 'not taken' | 'not offered any more'
  booking: Exclude<Booking, { state: 'new' }>
  link: Link
  /** What the organizer's side wrote to her when it cancelled, and in whose name; '' for nothing. */
  comment: string
  by: string
}

/**
 * Whether this fact ends what an invitee asked for without Exchange ever telling her: there is no meeting, so there was no
 * invitation and will be no cancellation. Her own doing, and what her page said while she was looking, is no news to her.
 */
export function answerToInvitee(
  fact: Fact,
  booking: Exclude<Booking, { state: 'new' }>,
  link: Link
): AnswerToInvitee | undefined {
  const { address } = booking.invitee
  const told = { to: { id: `invitee of ${booking.id}`, name: address, address }, booking, link, comment: '', by: '' }
  switch (fact.type) {
    case 'declined':
      // what is written with a "no" is for the organizer's side alone
      return { ...told, answer: fact.by.as === 'clock' ? 'lapsed' : 'declined' }
    case 'cancelled': {
      const hadMeeting = booking.state !== 'cancelled' || booking.meeting !== null
      if (hadMeeting || fact.by.as === 'invitee') return undefined
      return { ...told, answer: 'declined', comment: fact.comment, by: link.organizer.name }
    }
    case 'released':
      if (fact.at - booking.heldAt < STILL_ON_THE_PAGE) return undefined
      return { ...told, answer: fact.because === undefined ? 'not taken' : 'not offered any more' }
    default:
      return undefined
  }
}
