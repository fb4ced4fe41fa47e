// learn.microsoft.com/graph/api/user-list; User.ReadBasic.All suffices.
import type { Directory } from '../people/directory.ts'
import { type Person, personId } from '../people/person.ts'
import type { Graph } from './graph-client.ts'
import { describe } from './graph-errors.ts'
import { quoted } from './graph-path.ts'
import { listAt, textAt } from './json.ts'

/** Whatever else somebody typed is nobody's address, and not worth a question. */
const ADDRESS = /^[^\s@]{1,100}@[^\s@]{1,150}$/

/** `tenantId`: whose people these are; it becomes part of each person's id. */
export function directory(graph: Graph, tenantId: string): Directory {
  return {
    async byAddress(address) {
      if (!ADDRESS.test(address)) return undefined
      const answer = await graph.ask({
        method: 'GET',
        path: '/users',
        query: {
          $filter: `mail eq ${quoted(address)} or userPrincipalName eq ${quoted(address)}`,
          $select: 'id,displayName,mail,userPrincipalName',
          $top: '5'
        }
      })
      const users = 'failed' in answer || answer.status !== 200 ? undefined : listAt(answer.body, 'value')
      if (!users) throw new Error(`the directory could not be asked: ${describe(answer)}`)
      return personOf(users, address, tenantId)
    }
  }
}

/** The sign-in name is unique, the mail address need not be: between two people with one address nobody is guessed. */
function personOf(users: unknown[], address: string, tenantId: string): Person | undefined {
  const having = (field: string) => users.filter((user) => textAt(user, field).toLowerCase() === address.toLowerCase())
  const [bySignIn] = having('userPrincipalName')
  const [byMail, another] = having('mail')
  const user = bySignIn ?? (another ? undefined : byMail)
  const id = textAt(user, 'id')
  if (!user || !id) return undefined
  const signInName = textAt(user, 'userPrincipalName')
  const own = textAt(user, 'mail') || signInName
  return { id: personId(tenantId, id), name: textAt(user, 'displayName') || own, address: own }
}
