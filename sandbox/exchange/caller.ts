// Who asks: an application, or a person through an application. Read from the bearer token, and from nothing else.
import type { DirectoryUser } from '../directory.ts'
import { readToken } from '../entra/tokens.ts'
import { refuse } from './refusal.ts'
import type { Store } from './store.ts'

export type Caller = ({ kind: 'app' } & Granted) | ({ kind: 'user'; user: DirectoryUser } & Granted)
type Granted = { has(permission: string): boolean }

export function callerOf(store: Store, authorization: string | undefined): Caller {
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(authorization ?? '') ?? []
  if (!bearer) throw unauthenticated('Access token is empty.')
  const token = readToken(store.ground, bearer)
  if (token === 'expired') throw unauthenticated('Lifetime validation failed, the token is expired.')
  if (!token) throw unauthenticated('IDX14100: JWT is not well formed, there are no dots (.).')

  const granted = new Set((token.kind === 'app' ? token.roles : token.scopes).map(shortName))
  const has = (permission: string) => granted.has(permission.toLowerCase())
  if (token.kind === 'app') return { kind: 'app', has }
  const user = store.person(token.user ?? '')
  if (!user) throw unauthenticated('The token names a user who is not in this tenant.')
  return { kind: 'user', user, has }
}

/** Scopes may come with their resource in front: https://graph.microsoft.com/Calendars.Read. */
const shortName = (scope: string) => scope.replace(/^https:\/\/graph\.microsoft\.com\//i, '').toLowerCase()

const unauthenticated = (message: string) =>
  refuse(
    401,
    'InvalidAuthenticationToken',
    message,
    {},
    {
      'www-authenticate':
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"'
    }
  )

export const nameForJournal = (caller: Caller) =>
  caller.kind === 'app' ? 'app' : (caller.user.mail ?? caller.user.userPrincipalName)
