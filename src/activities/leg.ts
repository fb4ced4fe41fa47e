import type { PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import { type Outcome, outcomeCodes } from './outcome.ts'
import type { Candidate } from './which-record.ts'

/** `bk-…` for a booking, `mt-…` for another meeting of the calendar; stands in the Event's external id field. */
export type LegKey = string

/** What the leg belongs to: a booking of ours, or a meeting that no link has made. */
export type LegSource = { kind: 'booking' | 'meeting'; id: string }

/**
 * waiting: Salesforce is brought there by itself · review: several people fit, a person chooses · written: as it should be ·
 * parked: a person must look · removed there: somebody deleted the Event in Salesforce, and a person says whether it is
 * made anew · given up: a person said that nothing is to be written any more · withheld: a setting says so · taken out:
 * there is no meeting any more, and no Event.
 */
export type LegState =
  | 'waiting'
  | 'review'
  | 'written'
  | 'parked'
  | 'removed there'
  | 'given up'
  | 'withheld'
  | 'taken out'

/** The Event as we wrote it last, and who did: a later change or removal starts from here. */
export type WrittenRecord = {
  recordId: string
  /** Salesforce username. */
  actor: string
  as: 'organizer' | 'delegate'
  ownerId: string
  who: string | null
  what: string | null
  start: Instant
  end: Instant
  at: Instant
  /** Another sync wrote the Event, and we only related it: its times and its end are not ours. */
  linked: boolean
}

/** What is different in Salesforce from what we wrote. */
export type ChangedThere = { ownerId?: string; start?: Instant; end?: Instant; seenAt: Instant }

/** A person's word about whom the Event is with. */
export type Choice = { who: string | null; by: PersonId; at: Instant }

export type Leg = {
  key: LegKey
  organizer: PersonId
  source: LegSource
  state: LegState
  since: Instant
  createdAt: Instant
  /** Counts what was asked of the leg; a repeat of the same wish is a new number. */
  wished: number
  written: WrittenRecord | null
  outcome: Outcome | null
  changedThere: ChangedThere | null
  candidates: readonly Candidate[]
  choice: Choice | null
  /** What should be known beside the state: limits that were met, why nothing is related, why it is withheld. */
  notes: readonly string[]
  /** Attempts that failed in a row, and that a repeat may cure. */
  attempts: number
  /** Everything that failed in a row. */
  failures: number
  dueAt: Instant
  toldAt: Instant | null
}

/** A leg in somebody's hands. `askedAt`: when Salesforce was asked for a new Event and the answer is not known. */
export type TakenLeg = Leg & { lease: string; askedAt: Instant | null }

/** One line of a leg's story. `result`: a state, or the code of an outcome. */
export type Attempt = { at: Instant; actor: string | null; result: string; said: string }

/** The same, once or again and again: a connection that is off for a week is one line, and not two thousand. */
export type StoryLine = Attempt & { times: number; lastAt: Instant }

/** Pure. What comes by itself repeats itself; each write and each word of a person is a line of its own. */
export const repeats = (before: Attempt | undefined, { actor, result, said }: Attempt): boolean =>
  (result === 'waiting' ? actor === null : outcomeCodes.some((code) => code === result)) &&
  before?.result === result &&
  before.said === said &&
  before.actor === actor

/** States in which nothing goes on before a person has said something. */
export const stopped: readonly LegState[] = ['review', 'parked', 'removed there']

/** States which a new wish brings back to work. A deleted Event is not made again by a meeting that moved. */
export const wishable: readonly LegState[] = ['waiting', 'review', 'written', 'parked', 'withheld']
