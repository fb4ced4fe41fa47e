// GET /id/<org>/<user>: who a token belongs to. jsforce sends the token in the query string here.
import type { Answered, Asked } from '../../face.ts'
import { sameId } from '../ids.ts'
import type { Org } from '../org.ts'
import { invalidSession, notFound } from '../refusal.ts'
import type { Sessions } from './sessions.ts'
import { identityUrl } from './token.ts'

export function answerIdentity(asked: Asked, org: Org, sessions: Sessions, token: string | undefined): Answered {
  const session = sessions.find(token ?? asked.query.get('oauth_token') ?? '')
  if (!session) throw invalidSession()
  const [, , orgId = '', userId = ''] = asked.path.split('/')
  const { user } = session
  if (!sameId(orgId, org.settings.id) || !sameId(userId, user.Id)) throw notFound()
  return {
    status: 200,
    actor: String(user.Username),
    body: {
      id: identityUrl(asked.origin, org, user),
      asserted_user: true,
      user_id: user.Id,
      organization_id: org.settings.id,
      username: user.Username,
      nick_name: user.Alias,
      display_name: user.Name,
      first_name: user.FirstName,
      last_name: user.LastName,
      email: user.Email,
      email_verified: true,
      timezone: user.TimeZoneSidKey,
      active: user.IsActive,
      user_type: 'STANDARD',
      language: user.LanguageLocaleKey,
      locale: user.LocaleSidKey,
      utcOffset: offset(String(user.TimeZoneSidKey), org.now()),
      is_app_installed: true,
      urls: {
        rest: `${asked.origin}/services/data/v{version}/`,
        sobjects: `${asked.origin}/services/data/v{version}/sobjects/`,
        query: `${asked.origin}/services/data/v{version}/query/`
      }
    }
  }
}

/** Milliseconds by which the zone is ahead of UTC, without daylight saving: that is what Salesforce gives. */
function offset(zone: string, now: number): number {
  const at = (month: number) => {
    const instant = new Date(Date.UTC(new Date(now).getUTCFullYear(), month, 1))
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(instant)
    const [, sign, hours = '0', minutes = '0'] =
      /GMT([+-])(\d{2}):(\d{2})/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  }
  return Math.min(at(0), at(6))
}
