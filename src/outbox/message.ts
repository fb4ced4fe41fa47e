import type { Instant } from '../time/instant.ts'

/** An effect outside that we intend, kept in the same transaction as the facts that call for it. */
export type Message = {
  kind: keyof typeof legs
  bookingId: string
  /** Not to be delivered before; absent: at once. */
  notBefore?: Instant
}

/**
 * To which part of a booking an effect belongs. Within one part a booking's messages are delivered in the order in which
 * they were written: a later one waits until the earlier ones are done or parked.
 */
export const legs = {
  'create meeting': 'calendar',
  'remove meeting': 'calendar',
  'move meeting': 'calendar',
  'cancel meeting': 'calendar',
  'keep one meeting': 'twins',
  'write activity': 'Salesforce',
  'ask for approval': 'letters',
  'tell people': 'notices',
  'let request lapse': 'clock'
} as const

/** A message in somebody's hands. `lease` proves that it is still theirs: after it ran out, another may have it. */
export type Taken = Pick<Message, 'kind' | 'bookingId'> & {
  id: string
  attempt: number
  lease: string
  /** Until then a first attempt may send what it is known to send without asking for the message once more. */
  until: Instant
  writtenAt: Instant
  /** When an earlier attempt last sent something that may have arrived unheard, or may still arrive; null: none has. */
  sentAt: Instant | null
}

/** Under which somebody holds a message from the moment it is written. `key` is nobody else's. */
export type Lease = { key: string; until: Instant }

/** What came of an attempt. `parked`: a human must look, it will not be tried again by itself. */
export type Delivery =
  | 'done'
  /** In the transaction of the facts that came of it. */
  | 'done and noted'
  /** `untouched`: this attempt surely has left nothing behind. */
  | { later: string; after?: number; untouched?: true }
  | { parked: string }

/** A message as the console and operators see it. */
export type Kept = Pick<Message, 'kind' | 'bookingId'> & {
  id: string
  attempts: number
  dueAt: Instant
  doneAt: Instant | null
  parkedAt: Instant | null
  lastProblem: string | null
  /** A person has given it up. */
  droppedAt?: Instant | null
}

/** A message that has not got through, for whoever looks after it. */
export type Waiting = Kept & {
  /** Whose calendar or Salesforce it is for. */
  organizer: string
  writtenAt: Instant
  /** Somebody is trying it at this moment, until then at most; null: nobody. */
  inHandUntil: Instant | null
}

/** Who gave a message up, and why: kept with it. */
export type GivenUp = { by: string; why: string }
