import type { Entry } from '../audit/audit-log.ts'
import type { OwnHolds } from '../availability/own-holds.ts'
import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Span } from '../time/span.ts'
import type { CalendarHold, HeldDay, HoldId, WhyLeft } from './holds.ts'
import type { LinkId, TimeSlotLink } from './link.ts'

/** A link, its holds and its entry in the history, to be written together. */
export type HeldLink = {
  link: TimeSlotLink
  tokenHash: string
  /** `until`: from then on nobody can take the slot, whatever becomes of the link. */
  holds: readonly { id: HoldId; slot: Span; until: Instant }[]
  days: readonly HeldDay[]
  /** How many may stand on one day of the organizer's. */
  holdsPerDay: number
  now: Instant
  /** For the history. */
  entry: Entry
}

/** A day that cannot take all that is wanted, and how many it can. */
export type FullDay = HeldDay & { free: number }

/** What `whyOver` is asked about. `taken`: the link's confirmed slots. */
export type OverHold = { hold: CalendarHold; link: TimeSlotLink; taken: Span[] }

/**
 * A hold in somebody's hands. `lease` proves that it is still theirs. `asked`: when Exchange was last asked to create it;
 * null: never before. `wasPlaced`: it stood there once. `attempt` counts those in this state.
 */
export type TakenHold = CalendarHold & { lease: string; attempt: number; asked: Instant | null; wasPlaced: boolean }

/** PORT. Each row is its own outbox: what should be so is written down first, and Exchange is brought there afterwards. */
export type HoldStore = OwnHolds & {
  /** All of it in one transaction, in which nobody else holds this organizer's days. */
  addLink(held: HeldLink): Promise<'added' | { full: FullDay[] }>
  ofLink(link: LinkId): Promise<CalendarHold[]>
  /** In the order of their slots: those that are not gone, and those that somebody took out in Outlook, while their slot lies ahead. */
  ofOrganizer(organizer: PersonId, now: Instant): Promise<CalendarHold[]>
  /** Something left her calendar: those that stand there are looked at by `at`. */
  hasten(organizer: PersonId, at: Instant): Promise<void>
  /** Wanted or placed, and over by now: the store finds them, `whyOver` says why. */
  over(limit: number, now: Instant): Promise<OverHold[]>
  /** Should go from now on. Nothing happens to one that is leaving or gone. Answers how many there were. */
  leave(ids: readonly HoldId[], why: WhyLeft, now: Instant): Promise<number>

  /** Those that are due and that nobody has in hand, now leased to the caller. */
  take(limit: number, leaseFor: number, now: Instant): Promise<TakenHold[]>
  /** What became of a taken one; false when the lease was lost. Told to leave meanwhile, it still leaves, and at once. */
  placed(taken: TakenHold, checkAt: Instant, now: Instant): Promise<boolean>
  gone(taken: TakenHold, why: WhyLeft, now: Instant): Promise<boolean>
  later(taken: TakenHold, dueAt: Instant, problem: string): Promise<boolean>
}
