// RS256 with the tenant's one key, and that key in the form in which the world may read it.
import { createHash, createPublicKey, sign } from 'node:crypto'
import type { Ground } from '../face.ts'
import type { KeyPair } from '../signing-keys.ts'

export function signJwt(ground: Ground, claims: object): string {
  const { privateKey, publicKey } = keyOf(ground)
  const text = [{ typ: 'JWT', alg: 'RS256', kid: idOf(publicKey) }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
}

export function publicKeys(ground: Ground): object[] {
  const { publicKey } = keyOf(ground)
  const kid = idOf(publicKey)
  return [{ ...createPublicKey(publicKey).export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid, x5t: kid }]
}

const keyOf = ({ documents }: Ground) => documents.entra['signing key'] as KeyPair
const idOf = (publicKey: string) => createHash('sha1').update(publicKey).digest('base64url')
