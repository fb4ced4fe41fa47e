// The external client apps of the org.

import type { Org } from '../org.ts'
import type { App } from '../org-settings.ts'
import { Denial } from './denial.ts'

export function appWithSecret(org: Org, form: URLSearchParams, headers: Record<string, string>): App & { key: string } {
  const { key, secret } = credentials(form, headers)
  const app = org.settings.apps[key]
  if (!app) throw new Denial('invalid_client_id', 'client identifier invalid')
  if (secret !== app.secret) throw new Denial('invalid_client', 'invalid client credentials')
  return { ...app, key }
}

/** In the form, or as a Basic header. */
function credentials(form: URLSearchParams, headers: Record<string, string>) {
  const basic = /^basic (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (!basic) return { key: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' }
  const [key = '', ...secret] = Buffer.from(basic, 'base64').toString().split(':')
  return { key, secret: secret.join(':') }
}
