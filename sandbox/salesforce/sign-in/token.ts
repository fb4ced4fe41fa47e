// POST /services/oauth2/token and revoke.
import { createHmac } from 'node:crypto'
import type { Answered, Asked } from '../../face.ts'
import type { Org, Row } from '../org.ts'
import type { Codes } from './authorization-code.ts'
import { runAsUser } from './client-credentials.ts'
import { Denial } from './denial.ts'
import { userOfAssertion } from './jwt-bearer.ts'
import type { Sessions } from './sessions.ts'

const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

type Needs = { org: Org; sessions: Sessions; codes: Codes; keys(): string[] }

export function answerToken(asked: Asked, { org, sessions, codes, keys }: Needs): Answered {
  const form = new URLSearchParams(asked.body)
  const granted = (user: Row, app: string, more: Record<string, string>): Answered => ({
    status: 200,
    headers: { 'cache-control': 'no-cache, no-store', pragma: 'no-cache' },
    actor: String(user.Username),
    body: {
      access_token: sessions.issue(user, app),
      ...more,
      instance_url: asked.origin,
      // jsforce reads user and org out of this address and fails without it.
      id: identityUrl(asked.origin, org, user),
      token_type: 'Bearer'
    }
  })
  const signed = (user: Row) => ({
    // A string of milliseconds, unlike `exp` of an assertion.
    issued_at: String(org.now()),
    signature: createHmac('sha256', 'sandbox').update(`${user.Id}${org.now()}`).digest('base64')
  })

  switch (form.get('grant_type')) {
    case null:
    case '':
      throw new Denial('invalid_request', 'missing required parameter: grant_type')
    case jwtBearer: {
      const [user, app] = userOfAssertion(org, form, asked.origin, keys())
      return granted(user, app, { scope: 'api id' })
    }
    case 'client_credentials': {
      const [user, app] = runAsUser(org, form, asked.headers)
      return granted(user, app, { scope: 'api', ...signed(user) })
    }
    case 'authorization_code': {
      const { user, app, refreshToken } = codes.redeem(form, asked.headers)
      return granted(user, app, { refresh_token: refreshToken, scope: 'refresh_token api id', ...signed(user) })
    }
    case 'refresh_token': {
      const { user, app } = codes.refresh(form, asked.headers)
      return granted(user, app, { scope: 'refresh_token api id', ...signed(user) })
    }
    default:
      throw new Denial('unsupported_grant_type', 'grant type not supported')
  }
}

export function answerRevoke(asked: Asked, { sessions, codes }: Needs): Answered {
  const token = new URLSearchParams(asked.body).get('token') ?? asked.query.get('token') ?? ''
  if (codes.revoke(token) || sessions.end(token)) return { status: 200 }
  throw new Denial('invalid_token', 'invalid token')
}

export const identityUrl = (origin: string, org: Org, user: Row) => `${origin}/id/${org.settings.id}/${user.Id}`
