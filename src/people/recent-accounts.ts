import { type Clock, type Instant, MINUTE, SECOND } from '../time/instant.ts'
import type { Account, Accounts } from './accounts.ts'
import type { PersonId } from './person.ts'

/** An answer is given again for this long: who is disabled meets it within a minute, with the second for which a page is kept. */
const BELIEVED_FOR = 59 * SECOND

/** While the directory does not answer, who was active so long ago still is. After that nobody can say. */
export const ACTIVE_FOR = 4 * MINUTE

const REMEMBERED_AT_MOST = 5_000

/** The same port with a memory: one question in flight for each person; a directory that hiccups throws nobody out. `learned`: as in recent-standings.ts. */
export function recentAccounts(accounts: Accounts, clock: Clock, learned: () => void = () => {}): Accounts {
  const memory = new Map<PersonId, { at: Instant; answer: Promise<Account> }>()
  const lastActive = new Map<PersonId, Instant>()

  return {
    async of(person, freshness = 'recent') {
      const known = memory.get(person.id)
      if (freshness === 'recent' && known && clock() - known.at < BELIEVED_FOR)
        return byEarlier(person.id, await known.answer)

      for (const each of [memory, lastActive]) if (each.size >= REMEMBERED_AT_MOST) each.clear()
      const asked = { at: clock(), answer: accounts.of(person, freshness) }
      memory.set(person.id, asked)
      learned()
      const account = await asked.answer
      if (account === 'active') lastActive.set(person.id, asked.at)
      else if (account === 'disabled') lastActive.delete(person.id)
      else if (memory.get(person.id) === asked) memory.delete(person.id) // a failure is not worth believing
      learned()
      return byEarlier(person.id, account)
    }
  }

  function byEarlier(id: PersonId, account: Account): Account {
    const last = lastActive.get(id)
    const stillActive = typeof account === 'object' && last !== undefined && clock() - last < ACTIVE_FOR
    return stillActive ? 'active' : account
  }
}
