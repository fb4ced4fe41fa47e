// Authorization codes: ten minutes, one use. A used one is remembered until it expires, because Entra tells
// "already redeemed" from "never seen".
import { createHash, randomBytes } from 'node:crypto'
import type { Ground } from '../face.ts'
import { type Refusal, refusals } from './aadsts.ts'
import type { AuthorizationRequest, Challenge } from './request.ts'

export type Grant = { person: string; scopes: string[]; nonce: string | null }

type Code = Grant & {
  clientId: string
  redirectUri: string
  challenge: Challenge | null
  expires: number
  redeemed: boolean
}

const lifetime = 10 * 60_000

export function issueCode(ground: Ground, person: string, request: AuthorizationRequest): string {
  const { clientId, redirectUri, scopes, nonce, challenge } = request
  const expires = ground.now() + lifetime
  const code = randomBytes(48).toString('base64url')
  const codes = Object.entries(codesOf(ground)).filter(([, { expires }]) => expires > ground.now())
  keepCodes(ground, {
    ...Object.fromEntries(codes),
    [code]: { person, clientId, redirectUri, scopes, nonce, challenge, expires, redeemed: false }
  })
  return code
}

export type Redemption = { code: string; clientId: string; redirectUri: string; verifier: string | null }

export function redeem(ground: Ground, asked: Redemption): Grant | { refusal: Refusal } {
  const codes = codesOf(ground)
  const issued = codes[asked.code]
  if (!issued) return { refusal: refusals.malformedGrant }
  if (issued.redeemed) return { refusal: refusals.alreadyRedeemed }
  if (issued.expires <= ground.now()) return { refusal: refusals.grantExpired }
  if (issued.clientId !== asked.clientId) return { refusal: refusals.otherClient }
  if (issued.redirectUri !== asked.redirectUri) {
    return { refusal: refusals.otherReplyAddress(asked.redirectUri, issued.redirectUri) }
  }
  if (issued.challenge && !asked.verifier) return { refusal: refusals.verifierMissing }
  if (issued.challenge && asked.verifier && !answers(asked.verifier, issued.challenge)) {
    return { refusal: refusals.verifierWrong }
  }

  keepCodes(ground, { ...codes, [asked.code]: { ...issued, redeemed: true } })
  return issued
}

function answers(verifier: string, { method, value }: Challenge): boolean {
  return (method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url')) === value
}

const codesOf = ({ documents }: Ground) => (documents.entra.codes ?? {}) as Record<string, Code>

function keepCodes({ documents, changed }: Ground, codes: Record<string, Code>) {
  documents.entra.codes = codes
  changed('entra', 'codes')
}
