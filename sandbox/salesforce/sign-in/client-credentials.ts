// Client credentials: the app signs in as itself and is its Run As user.
import type { Org, Row } from '../org.ts'
import { appWithSecret } from './apps.ts'
import { invalidGrant } from './denial.ts'

export function runAsUser(org: Org, form: URLSearchParams, headers: Record<string, string>): [Row, app: string] {
  const app = appWithSecret(org, form, headers)
  const user = app.runAs ? org.find('User', app.runAs) : undefined
  if (!user) throw invalidGrant('no client credentials user enabled')
  if (!user.IsActive) throw invalidGrant('inactive user')
  return [user, app.key]
}
