// What Salesforce says of one person's user means for what we write as her. Pure.
import {
  isUnread,
  type LetInRefusal,
  type SalesforceSetup,
  type SalesforceUserSeen,
  type ShapeSeen,
  type Unread
} from './salesforce-setup.ts'
import { ok, type PersonInSetup, problem, type SetupCode, type SetupFinding, unknown } from './setup-finding.ts'

type LetIn = Awaited<ReturnType<SalesforceSetup['letIn']>>
type Users = SalesforceUserSeen[] | Unread

/** `shape` null: she was not let in, so nothing could be asked as her. */
export type PersonSeen = { connection: LetIn; shape: ShapeSeen | Unread | null }

/** `seen` null: nobody was asked about her. `twin`: another organizer with the same Salesforce user. */
export function judgePerson(
  { name, username, mode }: PersonInSetup,
  seen: PersonSeen | null,
  users: Users,
  twin: PersonInSetup | undefined
): SetupFinding[] {
  if (mode === 'off') return [ok('user', 'writing is off', name)]
  if (username === null || !seen) return [problem('user', 'user_not_named', name)]
  return [
    ...(twin ? [problem('user', 'user_named_twice', `${username} (${twin.name})`)] : []),
    ofUser(username, users),
    ...ofConnection(username, seen.connection, users),
    ...(seen.shape ? ofFields(username, seen.shape, mode === undefined) : [])
  ]
}

const connectionCodes: Record<LetInRefusal, SetupCode> = {
  'not approved': 'connection_not_approved',
  inactive: 'connection_user_inactive',
  'app unknown': 'connection_app_unknown',
  'wrong secret': 'connection_refused',
  'no run-as user': 'connection_refused',
  'not at this address': 'connection_refused',
  'wrong key': 'connection_key_wrong',
  'wrong audience': 'connection_audience_wrong',
  clock: 'connection_clock_wrong',
  'not from here': 'connection_not_from_here',
  other: 'connection_refused'
}

function ofUser(username: string, users: Users): SetupFinding {
  if (isUnread(users)) return unknown('user', users, username)
  const user = userNamed(username, users)
  if (!user) return problem('user', 'user_not_found', username)
  return user.active
    ? ok('user', 'user active', `${username} (${user.name})`)
    : problem('user', 'user_inactive', username)
}

/** To the token endpoint somebody who is not there "has not approved" the app. What the row about the user says is not said twice. */
function ofConnection(username: string, connection: LetIn, users: Users): SetupFinding[] {
  const check = 'connection'
  if (isUnread(connection)) return [unknown(check, connection, username)]
  if ('userId' in connection) return [ok(check, 'connected', username)]
  const { refused, said } = connection
  const user = isUnread(users) ? 'unread' : userNamed(username, users)
  const isSaid =
    user === undefined ? refused === 'not approved' : user !== 'unread' && !user.active && refused === 'inactive'
  return isSaid ? [] : [problem(check, connectionCodes[refused], username, said)]
}

/** A delegate never makes a record; she changes what the organizer has written, and takes it out. */
function ofFields(username: string, shape: ShapeSeen | Unread, isDelegate: boolean): SetupFinding[] {
  const check = 'fields'
  if (isUnread(shape)) return [unknown(check, shape, username)]
  const { key, notWritable } = shape
  const lacks = shape.lacks.filter((right) => !isDelegate || right !== 'create')
  const wrong = [
    ...(lacks.length > 0 ? [problem(check, 'records_not_writable', `${username}: ${lacks.join(', ')}`)] : []),
    ...(key ? [] : [problem(check, 'key_field_hidden_from_user', username)]),
    ...(notWritable.length > 0 ? [problem(check, 'fields_not_writable', `${username}: ${notWritable.join(', ')}`)] : [])
  ]
  return wrong.length > 0 ? wrong : [ok(check, 'fields writable', username)]
}

/** Salesforce compares usernames without case. */
export const isSameUser = (one: string | null, other: string | null) =>
  one !== null && other !== null && one.toLowerCase() === other.toLowerCase()

const userNamed = (username: string, users: readonly SalesforceUserSeen[]) =>
  users.find((each) => isSameUser(each.username, username))
