import type { RevocationTokens } from '../src/summary/revocation-token.ts'
import { type Clock, DAY } from '../src/time/instant.ts'
import type { Addresses } from './wording/summary.ts'

/** A letter is read within days; what is found in an old mailbox opens nothing. */
export const REVOCATION_LASTS = 14 * DAY

/** The addresses that stand in a daily letter. */
export const summaryAddresses = (publicOrigin: string, revocations: RevocationTokens, clock: Clock): Addresses => ({
  console: `${publicOrigin}/console/in-my-name`,
  link: ({ id }) => `${publicOrigin}/console/links/${id}`,
  revoke: ({ id }) => `${publicOrigin}/revoke/${revocations.of(id, clock() + REVOCATION_LASTS)}`
})
