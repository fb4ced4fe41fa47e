import type { Span } from '../time/span.ts'
import type { Confirmed } from './booking.ts'

export type Response = 'none' | 'accepted' | 'tentative' | 'declined'

/** Somebody invited, as the organizer's item shows her. `proposed`: the other time that she would like. */
export type Attendance = { name: string; address: string; response: Response; proposed: Span | null }

/** What people have made of the meeting in their calendars, besides its time. */
export type InCalendar = {
  attendees: readonly Attendance[]
  private: boolean
  /** It was turned into a series; its first occurrence is the booking. */
  series: boolean
}

/** In which respects it has become different. `id`: it is found under another one. */
export type Respect = 'replies' | 'attendees' | 'privacy' | 'series' | 'id'

/** What the invitee has answered; nobody has looked yet: none. */
export function replyOf({ inCalendar, invitee }: Pick<Confirmed, 'inCalendar' | 'invitee'>): Attendance | undefined {
  const address = invitee.address.toLowerCase()
  return inCalendar?.attendees.find((attendee) => attendee.address.toLowerCase() === address)
}
