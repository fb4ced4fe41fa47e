import type { Accounts } from '../../src/people/accounts.ts'

/** Nobody is disabled. */
export const everybodyActive: Accounts = { of: async () => 'active' }
