// The groups of a person: learn.microsoft.com/graph/api/user-list-transitivememberof
import { groups } from '../groups.ts'
import { type Answer, type Call, root } from './call.ts'
import { page } from './odata/page.ts'
import { refuse } from './refusal.ts'
import { insistOnDirectoryScope } from './scopes.ts'

const readsGroups = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All']

export function listGroupsOf(call: Call): Answer {
  insistOnDirectoryScope(call.caller, readsGroups)
  const user = call.store.person(call.params.user ?? '')
  if (!user) throw refuse(404, 'Request_ResourceNotFound', `Resource '${call.params.user}' does not exist.`)
  const rows = groups[call.store.ground.world]
    .filter(({ members }) => members.includes(user.displayName))
    .map(({ id, displayName, mail, kind }) => ({
      printed: { id, displayName, mail, mailEnabled: true, securityEnabled: kind === 'security' }
    }))
  return {
    status: 200,
    body: {
      '@odata.context': `${root}/$metadata#groups`,
      ...(page(call, rows, { size: 100, most: 999, marker: '$skiptoken' }) as object)
    }
  }
}
