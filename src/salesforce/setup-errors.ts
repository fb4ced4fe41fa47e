// The words of the token endpoint, and of whoever may not see the set-up. help.salesforce.com …/remoteaccess_oauth_flow_errors
import type { LetInRefusal, Unread } from '../activities/salesforce-setup.ts'
import { LimitReached } from './allowance.ts'
import { codeOf, saysNotConnected, troubleOf } from './salesforce-errors.ts'

/** Most of it comes as invalid_grant: only the description tells one from another. The first that fits counts. */
const kinds: [says: RegExp, kind: LetInRefusal][] = [
  [/no client credentials user/, 'no run-as user'],
  [/not supported on this domain/, 'not at this address'],
  [/inactive[ _]user/, 'inactive'],
  [/audience/, 'wrong audience'],
  [/app_not_found|invalid_client_id|client identifier invalid/, 'app unknown'],
  [/invalid_app_access|hasn.t approved|not (?:admin )?approved/, 'not approved'],
  [/invalid_client|invalid client credentials/, 'wrong secret'],
  [/expired/, 'clock'],
  [/ip restricted|login hours|restricted/, 'not from here'],
  [/invalid assertion|signature|certificate/, 'wrong key']
]

/** jsforce gives the error as a name and its description as the message. */
export function refusalOf(cause: unknown): { refused: LetInRefusal; said: string } {
  const { said } = troubleOf(cause)
  const text = said.toLowerCase()
  return { refused: kinds.find(([says]) => says.test(text))?.[1] ?? 'other', said }
}

/** What Salesforce answers where the set-up, or a part of it, is not for this user. */
const HIDDEN = new Set([
  'INSUFFICIENT_ACCESS',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'INVALID_TYPE',
  'INVALID_FIELD',
  'FUNCTIONALITY_NOT_ENABLED',
  'FORBIDDEN',
  'NOT_FOUND'
])

export function unreadOf(cause: unknown): Unread {
  const { trouble, said } = troubleOf(cause)
  if (cause instanceof LimitReached) return { unread: 'limit', said }
  if (saysNotConnected(cause)) return { unread: 'not let in', said }
  const code = codeOf(cause)
  if (code === 'API_DISABLED_FOR_ORG') return { unread: 'switched off', said }
  if (HIDDEN.has(code)) return { unread: 'no permission', said }
  return { unread: trouble === 'again' && code !== 'Error' ? 'no answer' : 'other', said }
}
