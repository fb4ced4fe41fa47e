// What the token endpoint hands out.
import { createHash, randomUUID } from 'node:crypto'
import { type DirectoryUser, tenants } from '../directory.ts'
import type { Answered, Ground } from '../face.ts'
import { clientInfo } from './client-info.ts'
import type { Grant } from './codes.ts'
import { permissionsOf, reported, rolesFor } from './permissions.ts'
import { signJwt } from './signing.ts'
import { seal, type Token, writeToken } from './tokens.ts'

const lifetime = 3600_000
const refreshLifetime = 90 * 24 * 3600_000

/** What a refresh token says about itself. */
export type Refresh = { person: string; clientId: string; scopes: string[]; expires: number; id: string }

type Signed = Pick<Grant, 'scopes' | 'nonce'> & { person: DirectoryUser; clientId: string; issuer: string }

export function tokensForPerson(ground: Ground, { person, clientId, issuer, scopes, nonce }: Signed): Answered {
  const now = ground.now()
  const expires = now + lifetime
  const access: Token = { kind: 'user', user: person.id, scopes: permissionsOf(scopes), roles: [], expires }
  const refresh: Refresh = { person: person.id, clientId, scopes, expires: now + refreshLifetime, id: randomUUID() }

  return answer(person.userPrincipalName, {
    scope: reported(scopes),
    access_token: writeToken(ground, access),
    ...(scopes.includes('offline_access') ? { refresh_token: seal(ground, 'refresh', refresh) } : {}),
    ...(scopes.includes('openid') ? { id_token: idToken(ground, { person, clientId, issuer, scopes, nonce }) } : {}),
    client_info: clientInfo(person.id, ground)
  })
}

export function tokenForApp(ground: Ground, scope: string): Answered {
  const token: Token = { kind: 'app', scopes: [], roles: rolesFor(scope), expires: ground.now() + lifetime }
  return answer('app', { access_token: writeToken(ground, token) })
}

function answer(actor: string, tokens: Record<string, string>): Answered {
  const seconds = lifetime / 1000 - 1
  return {
    status: 200,
    headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
    body: { token_type: 'Bearer', expires_in: seconds, ext_expires_in: seconds, ...tokens },
    actor
  }
}

// learn.microsoft.com/entra/identity-platform/id-token-claims-reference
function idToken(ground: Ground, { person, clientId, issuer, scopes, nonce }: Signed): string {
  const seconds = Math.floor(ground.now() / 1000)
  return signJwt(ground, {
    ver: '2.0',
    iss: issuer,
    aud: clientId,
    tid: tenants[ground.world].id,
    oid: person.id,
    // Another value for every app, and never the object id.
    sub: createHash('sha256').update(`${clientId} ${person.id}`).digest('base64url'),
    ...(scopes.includes('profile') ? { name: person.displayName, preferred_username: person.userPrincipalName } : {}),
    ...(scopes.includes('email') && person.mail ? { email: person.mail } : {}),
    ...(nonce === null ? {} : { nonce }),
    iat: seconds,
    nbf: seconds,
    exp: seconds + lifetime / 1000,
    uti: randomUUID().slice(0, 22)
  })
}
