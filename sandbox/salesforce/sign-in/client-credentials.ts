// Client credentials: the app signs in as itself and is its Run As user.
import type { Org, Row } from '../org.ts'
import { appWithSecret } from './apps.ts'
import { Denial, invalidGrant } from './denial.ts'

export function runAsUser(org: Org, form: URLSearchParams, headers: Record<string, string>): [Row, app: string] {
  const app = appWithSecret(org, form, headers)
  const user = app.runAs ? org.find('User', app.runAs) : undefined
  if (!user) throw invalidGrant('no client credentials user enabled')
  if (!user.IsActive) throw invalidGrant('inactive user')
  const denied = org.settings.standings[user.Id]?.denied
  if (denied) throw new Denial(denied.error, denied.description)
  return [user, app.key]
}
