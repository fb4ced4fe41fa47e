import type { Instant } from '../time/instant.ts'
import type { Trouble } from './trouble.ts'

/** One thing that Salesforce had against a record. `message` is an administrator's own text and may contain anything. */
export type Rejection = { code: string; message: string; fields: readonly string[] }

/**
 * Why an activity is not as it should be, with the evidence. Each has a sentence, a remedy and a next step of its own
 * (server/wording/outcomes.ts, docs/errors.md): "gone" and "forbidden" never share one.
 */
export type Outcome =
  /** Salesforce does not let us act as the organizer: not approved, inactive, no such user. */
  | { code: 'organizer_sync_disabled'; username: string; said: string }
  /** The actor may not add to the organizer's Salesforce calendar. */
  | { code: 'sf_insufficient_create'; actor: string; said: string }
  /** The Event is there, and the actor cannot see it. */
  | { code: 'sf_insufficient_save'; actor: string; recordId: string | null; said: string }
  /** The actor sees the Event and may not change it. */
  | { code: 'sf_insufficient_update'; actor: string; recordId: string | null; said: string }
  /** The Event was deleted in Salesforce: the integration user, who sees everything, says so. */
  | { code: 'sf_gone'; recordId: string | null; said: string }
  /** A rule, a trigger, a field: a repeat does not help until somebody has changed something. */
  | { code: 'sf_rejected'; recordId: string | null; errors: readonly Rejection[] }
  | { code: 'sf_retry_later'; said: string }
  /** The organization's requests of 24 hours are used up. `until`: asked again then. */
  | { code: 'sf_limit'; used: number | null; of: number | null; until: Instant }

export type OutcomeCode = Outcome['code']

export const outcomeCodes = [
  'organizer_sync_disabled',
  'sf_insufficient_create',
  'sf_insufficient_save',
  'sf_insufficient_update',
  'sf_gone',
  'sf_rejected',
  'sf_retry_later',
  'sf_limit'
] as const satisfies readonly OutcomeCode[]

/** What was tried. `recordId`: null while there is no Event that we know of. */
export type Tried = { actor: string; organizerUsername: string; ownerId: string | null; recordId: string | null }

/** What the integration user finds of an Event that somebody else did not: `unknown` ones were purged, or never were. */
export type Whereabouts = 'there' | 'deleted' | 'unknown'

/** Has somebody who sees everything to be asked before this trouble can be named? */
export const asksWhere = ({ trouble }: Trouble, { recordId }: Tried): boolean =>
  recordId !== null && (trouble === 'not found' || trouble === 'deleted')

/** The decision table: what a trouble means to whoever waits for the activity. Pure. */
export function outcomeOf(trouble: Trouble, tried: Tried, where: Whereabouts | null): Outcome {
  const { actor, recordId } = tried
  const { said } = trouble
  const rejected = (): Outcome => ({
    code: 'sf_rejected',
    recordId,
    errors: 'errors' in trouble ? trouble.errors : [{ code: '', message: said, fields: [] }]
  })
  switch (trouble.trouble) {
    case 'not connected':
      return { code: 'organizer_sync_disabled', username: tried.organizerUsername, said }
    case 'limit':
      return { code: 'sf_limit', used: trouble.used, of: trouble.of, until: trouble.until }
    case 'again':
      return { code: 'sf_retry_later', said }
    case 'rejected':
      return rejected()
    case 'read only':
      return recordId === null
        ? { code: 'sf_insufficient_create', actor, said }
        : { code: 'sf_insufficient_update', actor, recordId, said }
    case 'no access':
      if (isSame(trouble.record, tried.ownerId)) {
        return recordId === null
          ? { code: 'sf_insufficient_create', actor, said }
          : { code: 'sf_insufficient_update', actor, recordId, said }
      }
      // Neither the Event nor its owner: a contact, an account, an opportunity that the actor cannot see.
      if (recordId !== null && isSame(trouble.record, recordId))
        return { code: 'sf_insufficient_save', actor, recordId, said }
      return rejected()
    case 'not found':
    case 'deleted':
      if (recordId === null) return rejected()
      if (where === null)
        return { code: 'sf_retry_later', said: `${said} (it is not known whether the Event is there)` }
      if (where !== 'there') return { code: 'sf_gone', recordId, said }
      // It is there: hidden from the actor, or something that it shall be related to was deleted.
      return trouble.trouble === 'deleted' ? rejected() : { code: 'sf_insufficient_save', actor, recordId, said }
  }
}

/** Messages name records with 15 characters, answers with 18. */
const isSame = (a: string | null, b: string | null) => a !== null && b !== null && a.slice(0, 15) === b.slice(0, 15)
