import type { Organizer } from '../people/organizer.ts'
import type { Person } from '../people/person.ts'
import type { Instant } from '../time/instant.ts'
import type { GrantLevel } from './grant.ts'

/** The right on the calendar folder. `custom` is any mix that Graph cannot name, Author among them. */
export type FolderRight = 'none' | 'availability' | 'limited' | 'reviewer' | 'custom' | 'author' | 'editor'

/** What Exchange says about one person on one calendar. `refused`: it answered, and does not let us read it. */
export type Standing =
  | {
      folder: FolderRight
      /** Listed as a delegate: receives the organizer's meeting messages. */
      delegate: boolean
      /** A delegate who may see private items. */
      privateItems: boolean
      /** Can open the whole mailbox although the calendar does not list the person; Graph shows it only by a probe. */
      fullAccess: 'found' | 'not found' | 'not checked'
      /** May send messages in the organizer's name; Graph never says so. Absent: nobody was asked. */
      sendOnBehalf?: 'yes' | 'no'
      /** What everybody in the organization may see of this calendar. */
      everyone: FolderRight
      readAt: Instant
      /** Who has looked: what Graph tells the application is always there; absent: nobody else did. */
      eyes?: readonly Eyes[]
    }
  | { unknown: string; refused?: true }

/** With whose eyes something of a standing was seen, beside the application's. */
export type Eyes = 'own token' | 'exchange admin' | 'export'

export type KnownStanding = Extract<Standing, { folder: FolderRight }>

/** A column of the rights table (rights.ts). */
export type Position =
  | 'organizer'
  | 'delegate editor'
  | 'delegate author'
  | 'send-on-behalf only'
  | 'delegate reviewer'
  | 'folder editor'
  | 'full access only'

/** The columns that the levels of a grant are about. */
export const grantPositions: Record<GrantLevel, Position> = {
  editor: 'delegate editor',
  author: 'delegate author',
  'time slots only': 'send-on-behalf only'
}

/**
 * Where a person stands as far as Exchange alone can tell. Graph names neither Author nor send-on-behalf: such a person, and
 * one with no right at all, has no position until the organizer records a grant.
 */
export function positionByExchange(standing: KnownStanding): Position | 'none' {
  const { folder, delegate, sendOnBehalf, fullAccess } = standing
  if (folder === 'editor') return delegate ? 'delegate editor' : 'folder editor'
  if (folder === 'author' && (delegate || sendOnBehalf === 'yes')) return 'delegate author'
  if (folder === 'reviewer' || folder === 'limited') return 'delegate reviewer'
  if (sendOnBehalf === 'yes') return 'send-on-behalf only'
  // The listed rights count, never the union: full access speaks only where nothing is listed.
  if (fullAccess === 'found' && folder === 'none') return 'full access only'
  return 'none'
}

/**
 * The same when somebody whose word counts vouches for the person: a mix of rights may then be Author, and who has no right
 * on the folder may send on behalf, unless Exchange itself says that she may not. It never lifts anybody above that.
 */
export function positionVouched(standing: KnownStanding): Position | 'none' {
  const named = positionByExchange(standing)
  if (named !== 'none') return named
  if (standing.folder === 'custom' || standing.folder === 'author') return 'delegate author'
  return standing.sendOnBehalf === 'no' ? 'none' : 'send-on-behalf only'
}

/** From the most that one may do to the least. */
const fromHighest: readonly (Position | 'none')[] = [
  'organizer',
  'delegate editor',
  'folder editor',
  'delegate author',
  'send-on-behalf only',
  'delegate reviewer',
  'full access only',
  'none'
]

/** The lower of what Exchange says and what the organizer has granted; without a grant, what Exchange says. */
export function positionOf(standing: KnownStanding, level?: GrantLevel): Position | 'none' {
  if (level === undefined) return positionByExchange(standing)
  const [byExchange, byGrant] = [positionVouched(standing), grantPositions[level]]
  return fromHighest.indexOf(byExchange) >= fromHighest.indexOf(byGrant) ? byExchange : byGrant
}

/** PORT. Never throws for an outside failure: what cannot be read is `unknown`, and unknown refuses. */
export type Standings = {
  /** `fresh`: read after the question was put; else at most a minute old. */
  of(person: Person, organizer: Organizer, freshness?: 'fresh' | 'recent'): Promise<Standing>
}
