// Web server flow with PKCE, and the refresh tokens that it yields. A person chooses at /services/oauth2/authorize
// who she is; `login_hint` chooses for her, for tests.
import { createHash, randomBytes } from 'node:crypto'
import type { Answered, Asked, Ground } from '../../face.ts'
import type { Org, Row } from '../org.ts'
import { appWithSecret } from './apps.ts'
import { Denial, invalidGrant } from './denial.ts'
import { userNamed } from './jwt-bearer.ts'

type Code = { user: string; app: string; redirect: string; challenge: string | null; until: number }
type Refresh = { user: string; app: string; token: string }

const codeLifetime = 15 * 60_000
// The sixth approval of an app by a user ends the oldest one.
const approvalsPerUser = 5

export type Codes = {
  authorize(asked: Asked): Answered
  redeem(form: URLSearchParams, headers: Record<string, string>): { user: Row; app: string; refreshToken: string }
  refresh(form: URLSearchParams, headers: Record<string, string>): { user: Row; app: string }
  revoke(token: string): boolean
}

export function openCodes(ground: Ground, org: Org): Codes {
  // Codes live for minutes and are not worth keeping over a restart.
  const codes = new Map<string, Code>()
  const approvals = () => (ground.documents.salesforce.approvals ?? []) as Refresh[]
  const keep = (list: Refresh[]) => {
    ground.documents.salesforce.approvals = list
    ground.changed('salesforce', 'approvals')
  }

  const activeUser = (id: string) => {
    const user = org.find('User', id)
    if (!user?.IsActive) throw invalidGrant('inactive user')
    return user
  }

  return {
    authorize({ query, path }) {
      const app = query.get('client_id') ?? ''
      const redirect = query.get('redirect_uri') ?? ''
      if (!org.settings.apps[app]) throw new Denial('invalid_client_id', 'client identifier invalid')
      if (query.get('response_type') !== 'code')
        throw new Denial('unsupported_response_type', 'response type not supported')
      if (!URL.canParse(redirect)) throw new Denial('redirect_uri_mismatch', 'redirect_uri must match configuration')

      const hint = query.get('login_hint')
      if (!hint) return choice(org, path, query)

      const user = userNamed(org, hint)
      const target = new URL(redirect)
      if (query.has('state')) target.searchParams.set('state', String(query.get('state')))
      if (!user?.IsActive) {
        target.searchParams.set('error', 'access_denied')
        target.searchParams.set('error_description', 'end-user denied authorization')
      } else {
        const code = randomBytes(24).toString('base64url')
        const until = org.now() + codeLifetime
        codes.set(code, { user: user.Id, app, redirect, challenge: query.get('code_challenge'), until })
        target.searchParams.set('code', code)
      }
      return { status: 302, headers: { location: target.href } }
    },

    redeem(form, headers) {
      const app = appWithSecret(org, form, headers)
      const name = form.get('code') ?? ''
      const code = codes.get(name)
      codes.delete(name)
      if (!code || code.app !== app.key) throw invalidGrant('invalid authorization code')
      if (code.until < org.now()) throw invalidGrant('expired authorization code')
      if (code.redirect !== form.get('redirect_uri')) {
        throw new Denial('redirect_uri_mismatch', 'redirect_uri must match configuration')
      }
      // jsforce sends no code_challenge_method, so S256 is assumed.
      const verifier = form.get('code_verifier') ?? ''
      if (code.challenge && createHash('sha256').update(verifier).digest('base64url') !== code.challenge) {
        throw invalidGrant('invalid code verifier')
      }
      const user = activeUser(code.user)
      const refreshToken = randomBytes(32).toString('base64url')
      const others = approvals().filter((approval) => approval.app !== app.key || approval.user !== user.Id)
      const mine = approvals().filter((approval) => approval.app === app.key && approval.user === user.Id)
      const kept = [...mine, { user: user.Id, app: app.key, token: refreshToken }].slice(-approvalsPerUser)
      keep([...others, ...kept])
      return { user, app: app.key, refreshToken }
    },

    refresh(form, headers) {
      const app = appWithSecret(org, form, headers)
      const approval = approvals().find(({ token }) => token === form.get('refresh_token'))
      if (!approval || approval.app !== app.key) throw invalidGrant('expired access/refresh token')
      return { user: activeUser(approval.user), app: app.key }
    },

    revoke(token) {
      const rest = approvals().filter((approval) => approval.token !== token)
      if (rest.length === approvals().length) return false
      keep(rest)
      return true
    }
  }
}

function choice(org: Org, path: string, query: URLSearchParams): Answered {
  const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const links = org
    .rows('User')
    .filter((user) => user.IsActive)
    .map((user) => {
      const chosen = new URLSearchParams(query)
      chosen.set('login_hint', String(user.Username))
      return `<li><a href="${escaped(`${path}?${chosen}`)}">${escaped(String(user.Name))}</a></li>`
    })
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Salesforce sandbox: sign in</title>
<h1>Who is signing in to Salesforce?</h1><ul>${links.join('')}</ul></html>`
  return { status: 200, headers: { 'content-type': 'text/html;charset=UTF-8' }, body }
}
