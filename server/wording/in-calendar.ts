import type { Confirmed } from '../../src/bookings/booking.ts'
import { replyOf } from '../../src/bookings/in-calendar.ts'
import { dayText, type Reader, spanText } from './when.ts'

/** What the invitee has answered, as her organizer's calendar shows it. */
export function replyText(
  booking: Pick<Confirmed, 'inCalendar' | 'invitee'>,
  reader: Reader
): { text: string; tone: 'good' | 'wait' | 'stop' | 'over'; why: string | null } {
  const reply = replyOf(booking)
  const why = reply?.proposed
    ? `Would like another time: ${dayText(reply.proposed.start, reader)}, ${spanText(reply.proposed, reader)}. Nothing moves before somebody moves it.`
    : null
  switch (reply?.response ?? 'none') {
    case 'accepted':
      return { text: 'Accepted', tone: 'good', why }
    case 'tentative':
      return { text: 'Accepted tentatively', tone: 'wait', why }
    case 'declined':
      return {
        text: 'Declined',
        tone: 'stop',
        why: why ?? 'The meeting stays in the calendar until somebody cancels it.'
      }
    case 'none':
      return { text: 'Has not answered', tone: 'over', why }
  }
}

/** What somebody did to the meeting in Outlook that is worth a look; null: nothing. */
export function doneInOutlook({
  overlapping,
  inCalendar
}: Pick<Confirmed, 'overlapping' | 'inCalendar'>): string | null {
  const notes = [
    overlapping && 'It was moved in Outlook onto a time that was taken: both meetings stand.',
    inCalendar?.series && 'It was turned into a series in Outlook: the booking is its first meeting.',
    inCalendar?.private && 'It was made private in Outlook.'
  ]
  return notes.filter(Boolean).join(' ') || null
}
