import type { Person, PersonId } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { Act } from './rights.ts'
import type { Steward } from './steward.ts'

/** How far a grant reaches at most; each is a column of the rights table (`grantPositions` in standing.ts). */
export const grantLevels = ['editor', 'author', 'time slots only'] as const
export type GrantLevel = (typeof grantLevels)[number]

/** The acts that some column of the rights table leaves to the organizer. A test holds this list against the table. */
export const optIns = [
  'make time-slot link',
  'make availability link',
  'change booking',
  'write activity',
  'save meeting',
  'answer invitation'
] as const satisfies readonly Act[]
export type OptIn = (typeof optIns)[number]

/**
 * What becomes of the links a person has made when her grant ends. keep: they stay open while Exchange alone would still
 * carry them. stop: they are suspended, until the grant is renewed. hand over: another person answers for them from then on.
 */
export type Afterwards = { links: 'keep' | 'stop' } | { links: 'hand over'; to: Person }

/** What the organizer (or an administrator) has said that a person may do. Exchange says the rest; the lower counts. */
export type Grant = {
  organizer: PersonId
  person: Person
  level: GrantLevel
  optIns: readonly OptIn[]
  /** From this moment on it says nothing any more; null: until it is taken back. */
  endsAt: Instant | null
  afterwards: Afterwards
  recordedBy: Person
  recordedAt: Instant
}

/** All that an organizer has said about one person. */
export type Granting = {
  grant: Grant | undefined
  /** Normally whom Exchange lists as a delegate needs no grant; the organizer may have switched that off. */
  delegatesNeedGrant: boolean
}

/** What the history says of a steward's act. */
export type StewardNote = { by: Steward; act: string; object: string; result: string }

/**
 * PORT. Throws when the store does not answer. One grant for each organizer and person. A change and its note in the history are written
 * together or not at all; what changed nothing has no note.
 */
export type Grants = {
  about(person: PersonId, organizer: PersonId): Promise<Granting>
  /** By name; ended ones, too. */
  ofOrganizer(organizer: PersonId): Promise<Grant[]>
  /** Those that are over by now, and whose links somebody is to take over. */
  handingOver(now: Instant): Promise<Grant[]>
  /** In place of the one there was. */
  record(grant: Grant, note?: StewardNote): Promise<void>
  /** False when there was none. From then on Exchange alone decides. */
  remove(organizer: PersonId, person: PersonId, note?: StewardNote): Promise<boolean>
  delegatesNeedGrant(organizer: PersonId): Promise<boolean>
  /** False when it was so before. */
  setDelegatesNeedGrant(organizer: PersonId, needed: boolean, note?: StewardNote): Promise<boolean>
}

export const isOver = ({ endsAt }: Pick<Grant, 'endsAt'>, now: Instant): boolean => endsAt !== null && endsAt <= now
