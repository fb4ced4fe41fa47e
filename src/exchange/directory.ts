// learn.microsoft.com/graph/api/user-list; User.ReadBasic.All suffices, but for aliases, which need User.Read.All.
import type { Directory } from '../people/directory.ts'
import { type Person, personId } from '../people/person.ts'
import type { Graph } from './graph-client.ts'
import { inBrief } from './graph-errors.ts'
import { quoted } from './graph-path.ts'
import { listAt, textAt } from './json.ts'

/** Whatever else somebody typed is nobody's address, and not worth a question. */
const ADDRESS = /^[^\s@]{1,100}@[^\s@]{1,150}$/

const FIELDS = 'id,displayName,mail,userPrincipalName'

/** `tenantId`: whose people these are; it becomes part of each person's id. */
export function directory(graph: Graph, tenantId: string): Directory {
  return {
    async byAddress(address) {
      if (!ADDRESS.test(address)) return undefined
      for (const spelled of spellingsOf(address)) {
        const users = await usersWith(`mail eq ${quoted(spelled)} or userPrincipalName eq ${quoted(spelled)}`)
        const user = users.length > 0 ? userNamed(users, spelled) : await userByAlias(spelled)
        if (user !== undefined) return personOf(user, tenantId)
        if (users.length > 0) return undefined
      }
      return undefined
    }
  }

  async function usersWith(filter: string): Promise<unknown[]> {
    const answer = await ask(filter)
    const users = 'failed' in answer || answer.status !== 200 ? undefined : listAt(answer.body, 'value')
    if (!users) throw new Error(`the directory could not be asked: ${inBrief(answer)}`)
    return users
  }

  /** An application that may not read aliases is told so with 403 (or 400): then nobody is known by one. */
  async function userByAlias(address: string): Promise<unknown> {
    const answer = await ask(`proxyAddresses/any(p:p eq ${quoted(`smtp:${address}`)})`)
    if (!('failed' in answer) && (answer.status === 403 || answer.status === 400)) return undefined
    const users = 'failed' in answer || answer.status !== 200 ? undefined : listAt(answer.body, 'value')
    if (!users) throw new Error(`the directory could not be asked: ${inBrief(answer)}`)
    return users.length === 1 ? users[0] : undefined
  }

  function ask($filter: string) {
    return graph.ask({ method: 'GET', path: '/users', query: { $filter, $select: FIELDS, $top: '5' } })
  }
}

/** As it is; then without what stands behind a plus, which Exchange delivers to the same mailbox. */
function spellingsOf(address: string): string[] {
  const [, name = '', domain = ''] = /^([^+]+)\+[^@]*@(.+)$/.exec(address) ?? []
  return name ? [address, `${name}@${domain}`] : [address]
}

/** The sign-in name is unique, the mail address need not be: between two people with one address nobody is guessed. */
function userNamed(users: unknown[], address: string): unknown {
  const having = (field: string) => users.filter((user) => textAt(user, field).toLowerCase() === address.toLowerCase())
  const [bySignIn] = having('userPrincipalName')
  const [byMail, another] = having('mail')
  return bySignIn ?? (another ? undefined : byMail)
}

function personOf(user: unknown, tenantId: string): Person | undefined {
  const id = textAt(user, 'id')
  if (!id) return undefined
  const signInName = textAt(user, 'userPrincipalName')
  const own = textAt(user, 'mail') || signInName
  return { id: personId(tenantId, id), name: textAt(user, 'displayName') || own, address: own }
}
