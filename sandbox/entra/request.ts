// An authorization request, checked in the order in which Entra checks: as long as the reply address is not known to
// be good nothing may be sent there, so the first refusals are pages.
import { tenants } from '../directory.ts'
import type { Asked, Ground } from '../face.ts'
import { type Refusal, refusals } from './aadsts.ts'
import { splitScopes, unknownScope } from './permissions.ts'

export type ResponseMode = 'query' | 'fragment' | 'form_post'

export type Challenge = { method: 'S256' | 'plain'; value: string }

export type AuthorizationRequest = {
  clientId: string
  redirectUri: string
  responseMode: ResponseMode
  scopes: string[]
  state: string | null
  nonce: string | null
  challenge: Challenge | null
  loginHint: string | null
  prompt: string | null
  clientInfo: boolean
}

export type ReplyTo = Pick<AuthorizationRequest, 'redirectUri' | 'responseMode' | 'state'>

export type Reading = { request: AuthorizationRequest } | { refusal: Refusal; replyTo?: ReplyTo }

export function readAuthorizationRequest({ query }: Asked, { world }: Ground): Reading {
  const clientId = query.get('client_id')
  if (!clientId) return { refusal: refusals.missing('client_id') }
  if (clientId !== tenants[world].clientId) return { refusal: refusals.noSuchApp(clientId, tenants[world].name) }

  const redirectUri = query.get('redirect_uri')
  if (!redirectUri) return { refusal: refusals.missing('redirect_uri') }
  if (!isReplyAddress(redirectUri)) return { refusal: refusals.badReplyAddress(redirectUri) }

  const state = query.get('state')
  const mode = query.get('response_mode') ?? 'query'
  if (mode !== 'query' && mode !== 'fragment' && mode !== 'form_post') {
    return { refusal: refusals.badResponseMode(mode), replyTo: { redirectUri, responseMode: 'query', state } }
  }
  const replyTo: ReplyTo = { redirectUri, responseMode: mode, state }

  const type = query.get('response_type')
  if (!type) return { refusal: refusals.missing('response_type'), replyTo }
  if (type !== 'code') return { refusal: refusals.badResponseType(type), replyTo }

  const scopes = splitScopes(query.get('scope') ?? '')
  if (scopes.length === 0) return { refusal: refusals.missing('scope'), replyTo }
  const unknown = unknownScope(scopes)
  if (unknown) return { refusal: refusals.unknownScope(unknown), replyTo }

  const value = query.get('code_challenge')
  const method = query.get('code_challenge_method') ?? 'plain'
  if (value && method !== 'S256' && method !== 'plain') return { refusal: refusals.badChallengeMethod, replyTo }

  return {
    request: {
      clientId,
      ...replyTo,
      scopes,
      nonce: query.get('nonce'),
      challenge: value ? { method: method as Challenge['method'], value } : null,
      loginHint: query.get('login_hint'),
      prompt: query.get('prompt'),
      clientInfo: query.get('client_info') === '1'
    }
  }
}

// The sandbox has no list of registered addresses; a real tenant compares with that list, character by character.
function isReplyAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address) && !address.includes('#')
}
