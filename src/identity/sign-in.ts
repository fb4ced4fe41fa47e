// Authorization code with PKCE, state and nonce.
// learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { AuthenticationResult } from '@azure/msal-node'
import { type Person, personId } from '../people/person.ts'
import { type Clock, MINUTE } from '../time/instant.ts'
import { type EntraSettings, library, newClient } from './entra.ts'
import { sealing } from './sealing.ts'

export type SignIn = {
  /** Where to send the browser, and what to remember (sealed) until it comes back. */
  begin(redirectUri: string): Promise<{ url: string; remember: string }>
  finish(remember: string, answer: Record<string, string>, redirectUri: string): Promise<SignedIn | Refused>
  /** For keeping a person's own token where only this installation can read it. */
  seal(text: string): string
  /** Undefined for what this installation did not seal. */
  open(sealed: string): string | undefined
}

/** `token`: the person's own for Graph; `tokenEndsAt` in epoch milliseconds. */
export type SignedIn = { person: Person; token: string; tokenEndsAt: number }

/** `different_org`: somebody of another tenant. `try again`: stale, forged, declined, or Entra was not to be reached. */
export type Refused = { refused: 'different_org' | 'try again' }

/** A sign-in takes no longer. */
export const REMEMBERED_FOR = 10 * MINUTE

const SCOPES = ['openid', 'profile', 'User.Read', 'Calendars.Read.Shared']

type Remembered = { state: string; nonce: string; verifier: string; redirectUri: string; until: number }

export function signIn(settings: EntraSettings, clock: Clock = Date.now): SignIn {
  const memory = sealing(settings.secret, 'sign-in')
  const tokens = sealing(settings.secret, 'token')

  return {
    async begin(redirectUri) {
      const { CryptoProvider } = await library()
      const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
      const [state, nonce] = [unguessable(), unguessable()]
      const client = await newClient(settings)
      const url = await client.getAuthCodeUrl({
        scopes: SCOPES,
        redirectUri,
        state,
        nonce,
        codeChallenge: challenge,
        codeChallengeMethod: 'S256'
      })
      const remembered: Remembered = { state, nonce, verifier, redirectUri, until: clock() + REMEMBERED_FOR }
      return { url, remember: memory.seal(JSON.stringify(remembered)) }
    },

    async finish(remember, answer, redirectUri) {
      const remembered = recall(remember)
      const { code, state } = answer
      if (!remembered || remembered.redirectUri !== redirectUri) return { refused: 'try again' }
      if (!code || !state || !same(state, remembered.state)) return { refused: 'try again' }
      const result = await redeem(code, remembered)
      return result ? signedIn(result) : { refused: 'try again' }
    },

    seal: tokens.seal,
    open: tokens.open
  }

  function recall(remember: string): Remembered | undefined {
    const text = memory.open(remember)
    const remembered = text === undefined ? undefined : (JSON.parse(text) as Remembered)
    return remembered && clock() < remembered.until ? remembered : undefined
  }

  /** MSAL compares the nonce only when it stands in the request, and the state only when it is given twice. */
  async function redeem(code: string, { state, nonce, verifier, redirectUri }: Remembered) {
    const client = await newClient(settings)
    try {
      return await client.acquireTokenByCode(
        { code, scopes: SCOPES, redirectUri, codeVerifier: verifier, state, nonce },
        { code, state }
      )
    } catch (cause) {
      if (isOurMistake(cause)) throw cause
      return undefined
    }
  }

  function signedIn({ idTokenClaims, accessToken, expiresOn }: AuthenticationResult): SignedIn | Refused {
    // MSAL leaves the id token's signature to TLS, which is how it came: straight from the token endpoint.
    const claims = idTokenClaims as Record<string, unknown>
    const { tid, oid, aud, name, preferred_username: address } = claims
    if (aud !== settings.clientId || typeof tid !== 'string' || typeof oid !== 'string') return { refused: 'try again' }
    if (tid.toLowerCase() !== settings.tenantId.toLowerCase()) return { refused: 'different_org' }
    const signInName = typeof address === 'string' ? address : ''
    const person = { id: personId(tid, oid), name: typeof name === 'string' ? name : signInName, address: signInName }
    return { person, token: accessToken, tokenEndsAt: expiresOn?.getTime() ?? clock() }
  }
}

const unguessable = () => randomBytes(24).toString('base64url')

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** A wrong secret or an unknown application: trying again would not help anybody, and an operator must see it. */
const isOurMistake = (cause: unknown) =>
  ['invalid_client', 'unauthorized_client'].includes(String((cause as { errorCode?: unknown }).errorCode))
