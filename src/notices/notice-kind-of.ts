import type { Fact } from '../bookings/booking.ts'
import type { NoticeKind } from './notice.ts'

/** Which facts people are told of. A time that was only claimed is none yet. */
export function kindOf(fact: Fact): NoticeKind | undefined {
  switch (fact.type) {
    case 'confirmed':
      return 'booked'
    case 'moved':
      return 'moved'
    case 'cancelled':
      return 'cancelled'
    case 'declined':
      return 'declined'
    case 'released':
    case 'move given up':
      return 'failed'
    case 'seen in calendar':
      // whether it is the invitee, and news, is looked at when somebody is told (tell-people.ts)
      return fact.respects.includes('replies') && fact.attendees.some(({ response }) => response === 'declined')
        ? 'declined'
        : undefined
    default:
      return undefined
  }
}
