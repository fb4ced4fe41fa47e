import type { Instant } from '../time/instant.ts'
import type { Kept, Taken } from './message.ts'

/** PORT. Every change of a taken message is refused (false) when its lease was lost meanwhile. */
export type OutboxStore = {
  /** The oldest messages that are due and that nobody holds, now leased to the caller. */
  take(limit: number, leaseFor: number, now: Instant): Promise<Taken[]>
  /** This booking's first undone message of the kind, if nobody else holds it. */
  takeOf(bookingId: string, kind: Taken['kind'], leaseFor: number, now: Instant): Promise<Taken | undefined>
  /** This booking's message of the kind, if it is held under this lease, as it was written. */
  heldUnder(lease: string, bookingId: string, kind: Taken['kind']): Promise<Taken | undefined>
  done(taken: Taken, now: Instant): Promise<boolean>
  /** `untouched`: the attempt has sent nothing that could have arrived. */
  later(taken: Taken, dueAt: Instant, problem: string, untouched?: boolean): Promise<boolean>
  /** Notes that a further attempt is about to send something; of the first attempt that is known anyway. */
  sending(taken: Taken, now: Instant): Promise<boolean>
  park(taken: Taken, problem: string, now: Instant): Promise<boolean>
  ofBooking(bookingId: string): Promise<Kept[]>
  /** Age of the oldest message that is due and not delivered, in milliseconds; 0 when there is none. */
  oldestDue(now: Instant): Promise<number>
}
