// POST /{tenant}/oauth2/v2.0/token, one function per grant.
import type { DirectoryUser } from '../directory.ts'
import type { Answered, Asked, Ground } from '../face.ts'
import { type Refusal, refusals, refuseAsJson } from './aadsts.ts'
import { identifyClient } from './client.ts'
import { redeem } from './codes.ts'
import { peopleOf } from './people.ts'
import { splitScopes, unknownScope } from './permissions.ts'
import { type Refresh, tokenForApp, tokensForPerson } from './token-answer.ts'
import { unseal } from './tokens.ts'

type TokenRequest = { form: URLSearchParams; clientId: string; issuer: string }

const grants: Record<string, (request: TokenRequest, ground: Ground) => Answered | { refusal: Refusal }> = {
  authorization_code: byCode,
  refresh_token: byRefreshToken,
  client_credentials: byClientCredentials
}

export function answerToken(asked: Asked, issuer: string, ground: Ground): Answered {
  const answered = tokenOrRefusal(asked, issuer, ground)
  return 'refusal' in answered ? refuseAsJson(answered.refusal, ground.now()) : answered
}

function tokenOrRefusal(asked: Asked, issuer: string, ground: Ground): Answered | { refusal: Refusal } {
  const form = new URLSearchParams(asked.body)
  const type = form.get('grant_type')
  if (!type) return { refusal: refusals.missing('grant_type') }
  const grant = Object.hasOwn(grants, type) ? grants[type] : undefined
  if (!grant) return { refusal: refusals.badGrantType(type) }

  const clientId = identifyClient(asked, form, ground)
  return typeof clientId === 'string' ? grant({ form, clientId, issuer }, ground) : clientId
}

function byCode({ form, clientId, issuer }: TokenRequest, ground: Ground) {
  const code = form.get('code')
  const redirectUri = form.get('redirect_uri')
  if (!code) return { refusal: refusals.missing('code') }
  if (!redirectUri) return { refusal: refusals.missing('redirect_uri') }
  const narrowed = splitScopes(form.get('scope') ?? '')
  const unknown = unknownScope(narrowed)
  if (unknown) return { refusal: refusals.unknownScope(unknown) }

  const grant = redeem(ground, { code, clientId, redirectUri, verifier: form.get('code_verifier') })
  if ('refusal' in grant) return grant
  const person = enabledPerson(grant.person, ground)
  if ('refusal' in person) return person
  const scopes = narrowed.length > 0 ? narrowed : grant.scopes
  return tokensForPerson(ground, { person, clientId, issuer, scopes, nonce: grant.nonce })
}

// A new refresh token with every answer. The old one goes on working until it expires, as with Entra.
// learn.microsoft.com/entra/identity-platform/refresh-tokens
function byRefreshToken({ form, clientId, issuer }: TokenRequest, ground: Ground) {
  const given = form.get('refresh_token')
  if (!given) return { refusal: refusals.missing('refresh_token') }
  const refresh = unseal<Refresh>(ground, 'refresh', given)
  if (!refresh) return { refusal: refusals.malformedGrant }
  if (refresh.clientId !== clientId) return { refusal: refusals.otherClient }
  if (refresh.expires <= ground.now()) return { refusal: refusals.grantExpired }
  const asked = splitScopes(form.get('scope') ?? '')
  const unknown = unknownScope(asked)
  if (unknown) return { refusal: refusals.unknownScope(unknown) }

  const person = enabledPerson(refresh.person, ground)
  if ('refusal' in person) return person
  const scopes = asked.length > 0 ? asked : refresh.scopes
  return tokensForPerson(ground, { person, clientId, issuer, scopes, nonce: null })
}

function byClientCredentials({ form }: TokenRequest, ground: Ground) {
  const scope = form.get('scope')
  if (!scope) return { refusal: refusals.missing('scope') }
  return /^\S+\/\.default$/.test(scope) ? tokenForApp(ground, scope) : { refusal: refusals.scopeNotDefault(scope) }
}

function enabledPerson(id: string, ground: Ground): DirectoryUser | { refusal: Refusal } {
  const person = peopleOf(ground).find((person) => person.id === id)
  if (!person) return { refusal: refusals.malformedGrant }
  return person.accountEnabled ? person : { refusal: refusals.disabled }
}
