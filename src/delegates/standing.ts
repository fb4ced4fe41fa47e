import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'

/** The right on the calendar folder. `custom` is any mix that Graph cannot name, Author among them. */
export type FolderRight = 'none' | 'availability' | 'limited' | 'reviewer' | 'custom' | 'editor'

/** What Exchange says about one person on one calendar. */
export type Standing =
  | {
      folder: FolderRight
      /** Listed as a delegate: receives the organizer's meeting messages. */
      delegate: boolean
      /** A delegate who may see private items. */
      privateItems: boolean
      /** Can open the whole mailbox although the calendar does not list the person; Graph shows it only by a probe. */
      fullAccess: 'found' | 'not found' | 'not checked'
      /** What everybody in the organization may see of this calendar. */
      everyone: FolderRight
      readAt: Instant
    }
  | { unknown: string }

/** A column of the rights table (rights.ts). */
export type Position =
  | 'organizer'
  | 'delegate editor'
  | 'delegate author'
  | 'send-on-behalf only'
  | 'delegate reviewer'
  | 'folder editor'
  | 'full access only'

/**
 * Where a person stands, as far as Exchange alone can tell. Exchange names neither Author nor send-on-behalf: such a
 * person, and one with no right at all, has no position until the organizer records a grant.
 */
export function positionOf(standing: Exclude<Standing, { unknown: string }>): Position | 'none' {
  if (standing.delegate && standing.folder === 'editor') return 'delegate editor'
  if (standing.folder === 'editor') return 'folder editor'
  if (standing.folder === 'reviewer' || standing.folder === 'limited') return 'delegate reviewer'
  // The listed rights count, never the union: full access speaks only where nothing is listed.
  if (standing.fullAccess === 'found' && standing.folder === 'none') return 'full access only'
  return 'none'
}

/** PORT. Never throws for an outside failure: what cannot be read is `unknown`, and unknown refuses. */
export type Standings = {
  of(person: Person, organizer: Organizer): Promise<Standing>
}
