// The groups of a person: learn.microsoft.com/graph/api/user-list-transitivememberof
import { type DirectoryGroup, groups } from '../groups.ts'
import { type Answer, type Call, root } from './call.ts'
import { page } from './odata/page.ts'
import { refuse } from './refusal.ts'
import { insistOnDirectoryScope } from './scopes.ts'
import { everyProperty } from './users.ts'

const readsGroups = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All']

/** GET /groups: learn.microsoft.com/graph/api/group-list */
export function listGroups(call: Call): Answer {
  insistOnDirectoryScope(call.caller, readsGroups)
  const rows = groups[call.store.ground.world].map((group) => ({ printed: printed(group) }))
  return { status: 200, body: { '@odata.context': `${root}/$metadata#groups`, ...listed(call, rows) } }
}

/** Its people: learn.microsoft.com/graph/api/group-list-transitivemembers */
export function listMembers(call: Call): Answer {
  insistOnDirectoryScope(call.caller, readsGroups)
  const group = groups[call.store.ground.world].find(({ id }) => id === call.params.group)
  if (!group) throw refuse(404, 'Request_ResourceNotFound', `Resource '${call.params.group}' does not exist.`)
  const rows = call.store
    .people()
    .filter(({ displayName }) => group.members.includes(displayName))
    .map((user) => ({ printed: everyProperty(call, user) }))
  return { status: 200, body: { '@odata.context': `${root}/$metadata#users`, ...listed(call, rows) } }
}

export function listGroupsOf(call: Call): Answer {
  insistOnDirectoryScope(call.caller, readsGroups)
  const user = call.store.person(call.params.user ?? '')
  if (!user) throw refuse(404, 'Request_ResourceNotFound', `Resource '${call.params.user}' does not exist.`)
  const rows = groups[call.store.ground.world]
    .filter(({ members }) => members.includes(user.displayName))
    .map((group) => ({ printed: printed(group) }))
  return { status: 200, body: { '@odata.context': `${root}/$metadata#groups`, ...listed(call, rows) } }
}

const printed = ({ id, displayName, mail, kind }: DirectoryGroup) => ({
  ...{ id, displayName, mail },
  mailEnabled: true,
  securityEnabled: kind === 'security'
})

const listed = (call: Call, rows: { printed: Record<string, unknown> }[]) =>
  page(call, rows, { size: 100, most: 999, marker: '$skiptoken' }) as object
