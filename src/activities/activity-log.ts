import type { RecordKind } from '../links/chosen-record.ts'
import type { Instant } from '../time/instant.ts'
import type { Activity } from './activity.ts'
import type { Whereabouts } from './outcome.ts'
import type { Relations } from './relations.ts'
import type { Trouble } from './trouble.ts'
import type { Matches, PersonToCreate } from './which-record.ts'

/** Whoever writes: by the username that was stored at set-up. */
export type WritesAs = { username: string; as: 'organizer' | 'delegate' }

/** What an Event shall say, apart from whom it is with. */
export type RecordWords = Activity & { private: boolean; cancelled: boolean }

/** An Event as it stands in Salesforce, for comparing it with what we wrote. */
export type SeenRecord = {
  key: string
  recordId: string
  deleted: boolean
  ownerId: string
  start: Instant
  end: Instant
  /** When Salesforce last touched it, by its own clock. */
  stamp: Instant
}

/**
 * PORT. Never throws for an outside failure; a search that failed is not a search that found nobody. What is written is
 * written as the person named, what is only looked up is asked by the integration user.
 */
export type ActivityLog = {
  /** May we act as this user now? Her id, where we may. */
  connect(username: string): Promise<{ userId: string } | Trouble>
  /** A user by username; null: there is none. */
  user(username: string): Promise<{ id: string; active: boolean } | null | Trouble>

  /** Who has these addresses; one answer for each, in their order. */
  matches(addresses: readonly string[]): Promise<Matches[] | Trouble>
  /** The one open opportunity in which the contact has a role, else its account, else null. */
  usualRecord(contactId: string): Promise<string | null | Trouble>
  /** Of a kind that a meeting may be about; null: it is not there. */
  record(id: string): Promise<{ id: string; object: string; name: string } | null | Trouble>
  /**
   * Contacts, unconverted leads, accounts and open opportunities with these words in their names, or with this address; some of
   * each. Who may see them is another question (`readable`).
   */
  search(text: string): Promise<{ id: string; object: RecordKind; name: string; about: string | null }[] | Trouble>
  /** Which of these records the user may read, by UserRecordAccess. */
  readable(userId: string, ids: readonly string[]): Promise<Set<string> | Trouble>
  /** A new contact or lead, made as the person named. `duplicates`: a rule of the organization knows them already. */
  createPerson(
    as: WritesAs,
    kind: 'contact' | 'lead',
    person: PersonToCreate
  ): Promise<{ id: string } | { duplicates: readonly string[] } | Trouble>

  /**
   * One Event per key, in the calendar of `ownerId`. `updateOnly`: an Event that is not there is not made. Again is an update
   * of the same. `relations` null: they stay as they are.
   */
  write(
    as: WritesAs,
    words: RecordWords,
    ownerId: string,
    relations: Relations | null,
    updateOnly: boolean
  ): Promise<{ recordId: string } | Trouble>
  /** Contacts and leads who come along, with their replies; users are never touched. */
  invite(as: WritesAs, recordId: string, relations: Relations): Promise<'invited' | Trouble>
  /** Relates an Event that another sync has written, and gives it our key so that it is found again. */
  adopt(as: WritesAs, recordId: string, key: string, relations: Relations): Promise<{ recordId: string } | Trouble>
  /** Missing is gone. */
  remove(as: WritesAs, which: { key: string; recordId: string | null }): Promise<'removed' | Trouble>

  /** Asked by somebody who sees everything. */
  whereabouts(which: { key: string; recordId: string | null }): Promise<Whereabouts | Trouble>
  /** Events of this owner at this time with this subject that carry no key, or this one; lowest id first. */
  synced(of: {
    ownerId: string
    start: Instant
    end: Instant
    subject: string
    key: string
  }): Promise<string[] | Trouble>
  /** Everything with a key that was touched since, deleted ones included, in pages. */
  changedSince(since: Instant, each: (page: SeenRecord[]) => Promise<void>): Promise<'read' | Trouble>
}
