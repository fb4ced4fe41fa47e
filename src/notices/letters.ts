import type { Person } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Words } from '../watch/mail.ts'
import type { NoticeKind } from './notice.ts'

/** `invitee`: to somebody outside, who has no say in kinds and times. */
export type LetterKind = NoticeKind | 'invitee'

/** Something that one person shall be told. The same key a second time is the same letter. */
export type Letter = {
  to: Person
  key: string
  kind: LetterKind
  /** Without greeting and end, which are put around it when it is sent (server/wording/whole-letter.ts). */
  words: Words
  /** Not to be sent before. */
  dueAt: Instant
  /** Goes together with the others that are due. */
  daily: boolean
}

/** In somebody's hands until the lease runs out. */
export type TakenLetter = Letter & { id: string; attempt: number; lease: string }

/** PORT. Letters are written down first and sent afterwards, by whichever instance comes first. */
export type Letters = {
  /** False when this person has had a letter with this key. */
  write(letter: Letter, now: Instant): Promise<boolean>
  /** All letters that are due to so many people at most, and that nobody holds; now leased to the caller. */
  take(people: number, leaseFor: number, now: Instant): Promise<TakenLetter[]>
  /** Sent, or so it may be; false when the lease was lost meanwhile. */
  done(letters: readonly TakenLetter[], now: Instant): Promise<boolean>
  later(letters: readonly TakenLetter[], dueAt: Instant, problem: string): Promise<boolean>
  /** It will not be tried again. */
  giveUp(letters: readonly TakenLetter[], problem: string, now: Instant): Promise<boolean>
}
