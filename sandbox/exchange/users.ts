// The directory: people by id, by user principal name, and as a list.
import type { DirectoryUser } from '../directory.ts'
import { type Answer, type Call, root } from './call.ts'
import { page } from './odata/page.ts'
import type { Row } from './odata/row.ts'
import { badRequest, refuse } from './refusal.ts'
import { insistOnDirectoryScope } from './scopes.ts'

const readsOthers = [
  'User.ReadBasic.All',
  'User.Read.All',
  'User.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
  'Directory.AccessAsUser.All'
]
const readsOneself = ['User.Read', 'User.ReadWrite', ...readsOthers]

export function readMe(call: Call): Answer {
  if (call.caller.kind === 'app') throw badRequest('/me request is only valid with delegated authentication flow.')
  insistOnDirectoryScope(call.caller, readsOneself)
  return answer(call, call.caller.user)
}

export function countUsers(call: Call): Answer {
  insistOnDirectoryScope(call.caller, readsOthers)
  if (call.headers.consistencylevel?.toLowerCase() !== 'eventual')
    throw badRequest('$count is not currently supported.')
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(call.store.people().length) }
}

export function readUser(call: Call): Answer {
  const user = call.store.person(call.params.user ?? '')
  const isOneself = call.caller.kind === 'user' && user?.id === call.caller.user.id
  insistOnDirectoryScope(call.caller, isOneself ? readsOneself : readsOthers)
  if (user) return answer(call, user)
  throw refuse(
    404,
    'Request_ResourceNotFound',
    `Resource '${call.params.user}' does not exist or one of its queried reference-property objects are not present.`
  )
}

export function listUsers(call: Call): Answer {
  insistOnDirectoryScope(call.caller, readsOthers)
  insistOnConsistency(call)
  const search = call.query.get('search')
  const rows = call.store
    .people()
    .filter(searched(search))
    .map((user) => ({ printed: everyProperty(call, user) }))
  const listed = page(call, rows, { size: 100, most: 999, marker: '$skiptoken' }) as {
    value: Record<string, unknown>[]
  }
  if (!call.query.get('select')) listed.value = listed.value.map(usualProperties)
  return { status: 200, body: { '@odata.context': `${root}/$metadata#users`, ...listed } }
}

/** Searching, counting and some filters are "advanced queries" and have to be asked for as such. */
function insistOnConsistency({ query, headers }: Call) {
  if (headers.consistencylevel?.toLowerCase() === 'eventual') return
  const advanced =
    query.get('search') !== undefined ||
    /^true$/i.test(query.get('count') ?? '') ||
    /\bendswith\s*\(|\bne\b|\bnot\b/i.test(query.get('filter') ?? '')
  if (advanced)
    throw refuse(
      400,
      'Request_UnsupportedQuery',
      'Request with $search, $count or this $filter is only supported with the header ConsistencyLevel: eventual.'
    )
}

function searched(search: string | undefined): (user: DirectoryUser) => boolean {
  if (search === undefined) return () => true
  const clauses = [...search.matchAll(/"(\w+):([^"]*)"/g)]
  if (clauses.length === 0) throw badRequest('Syntax error in $search: a clause has the form "property:value".')
  return (user) =>
    clauses.some(([, property = '', value = '']) => {
      const own = Object.entries(user).find(([name]) => name.toLowerCase() === property.toLowerCase())?.[1]
      return (
        String(own ?? '')
          .toLowerCase()
          .split(/[\s@.]+/)
          .some((word) => word.startsWith(value.toLowerCase())) ||
        String(own ?? '')
          .toLowerCase()
          .startsWith(value.toLowerCase())
      )
    })
}

function answer(call: Call, user: DirectoryUser): Answer {
  const row: Row = { printed: everyProperty(call, user) }
  const select = call.query.get('select')
  const shown = select ? selectedProperties(row.printed, select) : usualProperties(row.printed)
  return {
    status: 200,
    body: { '@odata.context': `${root}/$metadata#users${select ? `(${select})` : ''}/$entity`, ...shown }
  }
}

function selectedProperties(printed: Record<string, unknown>, select: string): Record<string, unknown> {
  const names = select.split(',').map((name) => name.trim().toLowerCase())
  // Unlike Exchange, the directory returns exactly what was selected, without the id; unknown names are passed over.
  return Object.fromEntries(Object.entries(printed).filter(([name]) => names.includes(name.toLowerCase())))
}

const usual = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id'
]

const usualProperties = (printed: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(printed).filter(([name]) => usual.includes(name)))

export function everyProperty({ store }: Call, user: DirectoryUser): Record<string, unknown> {
  return {
    businessPhones: [],
    displayName: user.displayName,
    givenName: user.givenName,
    jobTitle: user.jobTitle,
    mail: user.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: 'en-US',
    surname: user.surname,
    userPrincipalName: user.userPrincipalName,
    id: user.id,
    accountEnabled: user.accountEnabled,
    department: null,
    mailNickname: user.userPrincipalName.split('@')[0],
    otherMails: [],
    proxyAddresses:
      user.mail && store.mailbox(user.id)
        ? [`SMTP:${user.mail}`, ...(user.aliases ?? []).map((alias) => `smtp:${alias}`)]
        : [],
    userType: user.userPrincipalName.includes('#EXT#') ? 'Guest' : 'Member'
  }
}
