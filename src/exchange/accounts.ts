// learn.microsoft.com/graph/api/user-get. `accountEnabled` is told to holders of User.Read.All; User.ReadBasic.All gets the
// answer without it, and then only a person who is gone can be told from one who is there.
import type { Accounts } from '../people/accounts.ts'
import type { Graph } from './graph-client.ts'
import { inBrief } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { at } from './json.ts'

/** ADAPTER for people/accounts.ts */
export function accounts(graph: Graph): Accounts {
  return {
    async of(person) {
      const answer = await graph.ask({
        method: 'GET',
        path: path`/users/${mailboxOf(person)}`,
        query: { $select: 'id,accountEnabled' }
      })
      if ('failed' in answer) return { unknown: inBrief(answer) }
      if (answer.status === 404 && answer.code !== '') return 'disabled' // Graph's own word, not some gateway's page
      if (answer.status !== 200) return { unknown: inBrief(answer) }
      return at(answer.body, 'accountEnabled') === false ? 'disabled' : 'active'
    }
  }
}
