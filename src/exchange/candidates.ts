// learn.microsoft.com/graph/api/user-get, /graph/api/resources/mailboxsettings (userPurpose), /graph/api/group-list-transitivemembers
import type { Candidate, Candidates, EnrolmentReason } from '../people/candidates.ts'
import { objectIdOf, personId } from '../people/person.ts'
import type { Graph } from './graph-client.ts'
import { path, quoted } from './graph-path.ts'
import { at, listAt, textAt } from './json.ts'

const ADDRESS = /^[^\s@]{1,100}@[^\s@]{1,150}$/
const FIELDS = 'id,displayName,mail,userPrincipalName,userType,accountEnabled'

/** A group of more is no group of executives, and a slip. */
const MEMBERS_AT_MOST = 200

/** ADAPTER for people/candidates.ts. `tenantId`: whose people these are. */
export function candidates(graph: Graph, tenantId: string): Candidates {
  return {
    async byAddress(address) {
      if (!ADDRESS.test(address)) return { refused: 'not_found' }
      const named = `mail eq ${quoted(address)} or userPrincipalName eq ${quoted(address)}`
      const users = await listOf('/users', { $filter: named, $select: FIELDS, $top: '5' })
      if (!users) return { refused: 'cannot_be_read' }
      const [user, another] = users
      if (user && !another) return judged(user)
      if (another) return { refused: 'cannot_be_read' } // two with one address: nobody is guessed
      const groups = await groupsAt(address)
      return { refused: groups && groups.length > 0 ? 'group' : 'not_found' }
    },
    async of(person) {
      if (!person.id.startsWith(`${tenantId}/`)) return { refused: 'other_organization' }
      const user = await graph.ask({
        method: 'GET',
        path: path`/users/${objectIdOf(person.id)}`,
        query: { $select: FIELDS }
      })
      if ('failed' in user) return { refused: 'cannot_be_read' }
      if (user.status === 404 && user.code !== '') return { refused: 'not_found' }
      return user.status === 200 ? judged(user.body) : { refused: 'cannot_be_read' }
    },
    async inGroup(address) {
      if (!ADDRESS.test(address)) return { refused: 'not_found' }
      const groups = await groupsAt(address)
      if (!groups) return { refused: 'cannot_be_read' }
      const id = textAt(groups[0], 'id')
      if (!id) return { refused: 'not_found' }
      const answer = await graph.all({
        method: 'GET',
        path: path`/groups/${id}/transitiveMembers/microsoft.graph.user`,
        query: { $select: FIELDS }
      })
      if (!('entries' in answer) || answer.entries.length > MEMBERS_AT_MOST) return { refused: 'cannot_be_read' }
      const members: { name: string; candidate: Candidate }[] = []
      for (const user of answer.entries)
        members.push({
          name: textAt(user, 'displayName') || textAt(user, 'userPrincipalName'),
          candidate: await judged(user)
        })
      return { members }
    }
  }

  function groupsAt(address: string) {
    return listOf('/groups', { $filter: `mail eq ${quoted(address)}`, $select: 'id,mail' })
  }

  async function listOf(at: string, query: Record<string, string>): Promise<unknown[] | undefined> {
    const answer = await graph.ask({ method: 'GET', path: at, query })
    return 'failed' in answer || answer.status !== 200 ? undefined : listAt(answer.body, 'value')
  }

  async function judged(user: unknown): Promise<Candidate> {
    const [id, signInName] = [textAt(user, 'id'), textAt(user, 'userPrincipalName')]
    if (textAt(user, 'userType').toLowerCase() === 'guest' || /#EXT#/i.test(signInName)) return { refused: 'guest' }
    if (at(user, 'accountEnabled') === false && !(await isResource(id))) return { refused: 'account_disabled' }
    const refused = await mailboxOfNobody(id)
    if (refused) return { refused }
    const address = textAt(user, 'mail') || signInName
    return { person: { id: personId(tenantId, id), name: textAt(user, 'displayName') || address, address } }
  }

  /** The accounts of rooms and shared mailboxes are always disabled: that is not what is wrong with them. */
  async function isResource(id: string): Promise<boolean> {
    return (await mailboxOfNobody(id)) === 'room_or_shared_mailbox'
  }

  async function mailboxOfNobody(id: string): Promise<EnrolmentReason | undefined> {
    const answer = await graph.ask({
      method: 'GET',
      path: path`/users/${id}/mailboxSettings/userPurpose`,
      mailbox: id
    })
    if ('failed' in answer) return 'cannot_be_read'
    if (answer.status === 404 && answer.code !== '') return 'no_mailbox'
    if (answer.status !== 200) return 'cannot_be_read'
    const purpose = textAt(answer.body, 'value').toLowerCase()
    return ['', 'user', 'linked', 'unknown'].includes(purpose) ? undefined : 'room_or_shared_mailbox'
  }
}
