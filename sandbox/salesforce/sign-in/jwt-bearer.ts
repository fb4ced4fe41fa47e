// JWT bearer: the app signs who it wants to act as. `sub` is a username, never an e-mail; there is no refresh token.
import { verify } from 'node:crypto'
import type { Org, Row } from '../org.ts'
import { Denial, invalidGrant } from './denial.ts'

type Claims = { iss?: unknown; sub?: unknown; aud?: unknown; exp?: unknown }

const audiences = ['https://login.salesforce.com', 'https://test.salesforce.com']

// Salesforce asks for at most three minutes ahead; a clock may be a little off. Milliseconds by mistake are far beyond.
const longestSeconds = 5 * 60 + 30

export function userOfAssertion(org: Org, form: URLSearchParams, origin: string, keys: string[]): [Row, app: string] {
  const { claims, header, signed, signature } = parse(form.get('assertion') ?? '')
  const app = String(claims.iss)
  if (!org.settings.apps[app]) throw new Denial('app_not_found', 'External client app is not installed in this org')
  // Only RS256 is honoured: an assertion that picks another algorithm may be forged.
  const genuine = header.alg === 'RS256' && keys.some((key) => verify('RSA-SHA256', signed, key, signature))
  if (!genuine) throw invalidGrant('invalid assertion')

  if (![origin, ...audiences].includes(String(claims.aud))) throw invalidGrant('audience is invalid')

  const seconds = org.now() / 1000
  // In the wording of an expired code: that is what Salesforce says.
  if (typeof claims.exp !== 'number' || claims.exp <= seconds) throw invalidGrant('expired authorization code')
  if (claims.exp > seconds + longestSeconds) throw invalidGrant('invalid assertion')

  const user = userNamed(org, String(claims.sub))
  if (!user) throw invalidGrant("user hasn't approved this consumer")
  if (!user.IsActive) throw invalidGrant('inactive user')
  const denied = org.settings.standings[user.Id]?.denied
  if (denied) throw new Denial(denied.error, denied.description)
  if (!org.settings.standings[user.Id]?.preauthorised) throw invalidGrant("user hasn't approved this consumer")
  return [user, app]
}

export const userNamed = (org: Org, username: string) =>
  org.rows('User').find((user) => String(user.Username).toLowerCase() === username.toLowerCase())

function parse(assertion: string) {
  const [head = '', body = '', tail = ''] = assertion.split('.')
  try {
    return {
      header: JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg?: unknown },
      claims: JSON.parse(Buffer.from(body, 'base64url').toString()) as Claims,
      signed: Buffer.from(`${head}.${body}`),
      signature: Buffer.from(tail, 'base64url')
    }
  } catch {
    throw invalidGrant('invalid assertion')
  }
}
