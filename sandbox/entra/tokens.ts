// Tokens carry what they mean and a signature, so that the sandbox need not remember them and a restart leaves them valid.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Ground } from '../face.ts'

export type Token = {
  kind: 'app' | 'user'
  /** Object id of the user in whose name the app acts. */
  user?: string
  /** Delegated permissions, as short names: Calendars.ReadWrite.Shared. */
  scopes: string[]
  /** Application permissions. */
  roles: string[]
  /** Epoch milliseconds. */
  expires: number
}

/** Writes an access token for this sandbox's tenant. */
export function writeToken(ground: Ground, token: Token): string {
  return seal(ground, 'access', token)
}

/** What a bearer token says: undefined when it was not made here or is no access token. */
export function readToken(ground: Ground, bearer: string): Token | 'expired' | undefined {
  const token = unseal<Token>(ground, 'access', bearer)
  if (token && token.expires <= ground.now()) return 'expired'
  return token
}

/** A text that only this sandbox can have written, for one purpose: a refresh token is no access token. */
export function seal(ground: Ground, purpose: string, content: object): string {
  const text = Buffer.from(JSON.stringify(content)).toString('base64url')
  return `${text}.${signature(ground, purpose, text)}`
}

export function unseal<Content>(ground: Ground, purpose: string, sealed: string): Content | undefined {
  const [text = '', signed = '', ...rest] = sealed.split('.')
  if (rest.length > 0) return undefined
  const expected = Buffer.from(signature(ground, purpose, text))
  const given = Buffer.from(signed)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Content
}

function signature({ documents, world }: Ground, purpose: string, text: string): string {
  return createHmac('sha256', String(documents.entra['token secret']))
    .update(`${world} ${purpose} ${text}`)
    .digest('base64url')
}
