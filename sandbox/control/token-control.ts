// POST /_sandbox/token {as, scopes?, roles?, expired?}: a bearer token without a sign-in, for tests and replays.
import { applicationRoles, permissionsOf } from '../entra/permissions.ts'
import { type Token, writeToken } from '../entra/tokens.ts'
import type { World } from '../world.ts'
import { type Fields, readList } from './fields.ts'
import type { Outcome } from './outcome.ts'
import { whom } from './whom.ts'

const lifetimeSeconds = 3600

export function handOutToken({ as, scopes, roles, expired }: Fields, { ground }: World): Outcome {
  const inPast = expired === true || expired === 'true'
  const expires = ground.now() + (inPast ? -1000 : lifetimeSeconds * 1000)
  const bearer = (token: Omit<Token, 'expires'>) => ({
    done: {
      token_type: 'Bearer',
      access_token: writeToken(ground, { ...token, expires }),
      expires_in: inPast ? 0 : lifetimeSeconds
    }
  })

  if (String(as).toLowerCase() === 'app') {
    return bearer({ kind: 'app', scopes: [], roles: readList(roles) ?? applicationRoles })
  }
  const named = whom(ground, 'person in "as"', as)
  if ('problem' in named) return named
  return bearer({
    kind: 'user',
    user: named.found.id,
    scopes: readList(scopes) ?? permissionsOf(['.default']),
    roles: []
  })
}
