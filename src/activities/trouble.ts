import type { Instant } from '../time/instant.ts'
import type { Rejection } from './outcome.ts'

/**
 * Why Salesforce did not do it, in the words of its wire and before anybody asks what that means for the activity. `said`
 * is text from outside and may contain anything.
 */
export type Trouble =
  | { trouble: 'not connected'; said: string }
  /** `record`: whom or what the actor has no access to, where the answer names it. */
  | { trouble: 'no access'; record: string | null; said: string; errors: readonly Rejection[] }
  | { trouble: 'read only'; said: string }
  /** Not there, or not to be seen. */
  | { trouble: 'not found'; said: string; errors: readonly Rejection[] }
  | { trouble: 'deleted'; said: string; errors: readonly Rejection[] }
  | { trouble: 'rejected'; said: string; errors: readonly Rejection[] }
  /** `unclear`: it may have been done. `after`: milliseconds that Salesforce asks for. */
  | { trouble: 'again'; said: string; unclear: boolean; after?: number }
  | { trouble: 'limit'; said: string; used: number | null; of: number | null; until: Instant }

export const isTrouble = <T>(answer: T | Trouble): answer is Trouble =>
  typeof answer === 'object' && answer !== null && 'trouble' in answer
