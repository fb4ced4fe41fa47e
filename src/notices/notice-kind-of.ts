import type { Fact } from '../bookings/booking.ts'
import type { NoticeKind } from './notice.ts'

/** Which facts people are told of. A time that was only claimed is none yet, and a released claim was never a booking. */
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
    default:
      return undefined
  }
}
