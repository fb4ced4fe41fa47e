import type { Position } from '../delegates/standing.ts'
import type { Person, PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Answer, Response } from './invitation.ts'

/**
 * wanted: somebody has answered, and Exchange is still to be told · given: Exchange has it · overtaken: it was answered,
 * moved or taken back before that · refused: Exchange or a right that is gone said no.
 */
export type AnswerState = 'wanted' | 'given' | 'overtaken' | 'refused'

/** An answer that somebody has given for an organizer. Its id came with the form: a repeat is recognised. */
export type WishedAnswer = {
  id: string
  organizer: PersonId
  /** In the organizer's mailbox. */
  item: string
  answer: Answer
  comment: string
  silently: boolean
  /** What was answered before, and when the meeting was, as the person who answers has read it. */
  before: Response
  times: string
  actor: Person
  right: Position
  /** Of the meeting, or of the next one of a series. After its end nobody is told any more. */
  start: Instant
  end: Instant
  /** For the console; '' of a private one. */
  title: string
  at: Instant
}

export type KeptAnswer = WishedAnswer & {
  state: AnswerState
  since: Instant
  /** Why it waits, or why it was not given; null: nothing is wrong. */
  problem: string | null
}

/** An answer in somebody's hands. `sentAt`: when Exchange was last told without an answer that is known; null: never. */
export type TakenAnswer = KeptAnswer & { lease: string; attempt: number; sentAt: Instant | null }
