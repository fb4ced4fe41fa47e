import type { Instant } from '../time/instant.ts'
import type { GivenUp, Waiting } from './message.ts'

/** PORT: messages that have not got through, for people who look after them. */
export type WaitingMessages = {
  /** Parked messages, and those that were tried in vain and wait; parked first, then oldest first. All organizers' when none are named. */
  waiting(limit: number, organizers?: readonly string[]): Promise<Waiting[]>
  /** Undefined when there is no such message, or it is done or dropped. */
  findWaiting(id: string): Promise<Waiting | undefined>
  /**
   * Makes a parked or waiting message due now. Its next attempt counts as a repeat, which looks before it acts. False when somebody has
   * it in hand, or it is done or dropped: two clicks are one retry.
   */
  retry(id: string, now: Instant): Promise<boolean>
  /** Gives a parked message up for good; false when it is not parked, or was dropped before. */
  drop(id: string, given: GivenUp, now: Instant): Promise<boolean>
}
