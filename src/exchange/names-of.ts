// learn.microsoft.com/graph/api/user-get, /graph/api/user-list-transitivememberof
import type { NamesOf } from '../delegates/name-index.ts'
import type { Graph } from './graph-client.ts'
import { inBrief } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { listAt, textAt } from './json.ts'

/**
 * ADAPTER for delegates/name-index.ts. Where the application may not read groups, they give nobody anything (standings.ts),
 * and so are not looked for either.
 */
export function namesOf(graph: Graph): NamesOf {
  return {
    async of(person) {
      const mailbox = mailboxOf(person)
      const [own, groups] = await Promise.all([
        graph.ask({
          method: 'GET',
          path: path`/users/${mailbox}`,
          query: { $select: 'mail,userPrincipalName,proxyAddresses' }
        }),
        graph.all({
          method: 'GET',
          path: path`/users/${mailbox}/transitiveMemberOf/microsoft.graph.group`,
          query: { $select: 'id,mail' }
        })
      ])
      if ('failed' in own || (own.status !== 200 && own.status !== 404)) return { unknown: inBrief(own) }
      const proxies = listAt(own.body, 'proxyAddresses') ?? []
      const names = [
        textAt(own.body, 'mail'),
        textAt(own.body, 'userPrincipalName'),
        ...proxies.map((proxy) => String(proxy).replace(/^smtp:/i, '')),
        ...('entries' in groups ? groups.entries.map((group) => textAt(group, 'mail')) : [])
      ]
      return [...new Set(names.filter(Boolean).map((name) => name.toLowerCase()))]
    }
  }
}
