// What a case about subscriptions needs: addresses that answer, a time at which its dates are not long gone, and a
// subscription for the id that it names.
import { accepted, type CallerSpec, expectsSuccess, type GraphCase, type Step, sentencesOf } from './case.ts'
import { people, personCalled } from './people.ts'
import type { StandInApp } from './stand-in-app.ts'
import { everything, type Tenant } from './tenant.ts'

const day = 86_400_000
export const sampleAddress = 'https://webhook.azurewebsites.net'

/** Every https address in the bodies is answered by the stand-in; past dates bring the clock with them. */
export async function prepareSubscriptions({ control }: Tenant, one: GraphCase, app: StandInApp) {
  const bodies = JSON.stringify([one.requestBody ?? null, ...[one.before ?? []].flat().map(bodyOf)])
  const addresses = [...bodies.matchAll(/"(?:lifecycleN|n)otificationUrl":"(https:\/\/[^/"]+)/g)].map(
    ([, at = '']) => at
  )
  for (const from of new Set([sampleAddress, ...addresses]))
    await control('POST', '/_sandbox/reroute', { from, to: app.origin })
  app.refuse(
    /validation fails|not (?:echo|answer|respond|reach)|unreachable|wrong token/i.test(
      [...sentencesOf(one), one.id, one.notes ?? ''].join(' ')
    ) && !expectsSuccess(one)
  )
  app.called.length = 0

  const [, date] = /"expirationDateTime":"(\d{4}-\d\d-\d\dT[^"]+)"/.exec(bodies) ?? []
  if (date && expectsSuccess(one)) await control('POST', '/_sandbox/clock', { now: Date.parse(date) - 2 * day })
}

const bodyOf = (step: Step | string) => (typeof step === 'string' ? null : (step.requestBody ?? null))

/** Is the part of the path a name or an id of the sample tenant? A case about a missing one keeps its id. */
export const isSampleSubscription = (one: GraphCase, part: string) =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(part) && !accepted(one).every((status) => status === 404)

export async function subscription(tenant: Tenant, one: GraphCase): Promise<string> {
  const made = await makeSubscription(tenant, one.caller.mode === 'delegated' ? one.caller : everything)
  return String(made.id)
}

export async function makeSubscription(
  { arrange, control }: Tenant,
  caller: CallerSpec,
  more: Record<string, unknown> = {}
): Promise<Record<string, unknown>> {
  const { now } = (await control('POST', '/_sandbox/clock', { advance: 0 })) as { now: string }
  const owner = personCalled(caller.as ?? '') ?? people.alex
  const body = {
    changeType: 'created,updated,deleted',
    notificationUrl: `${sampleAddress}/api/send/myNotifyClient`,
    lifecycleNotificationUrl: `${sampleAddress}/api/send/lifecycleNotifications`,
    resource: caller.mode === 'delegated' ? 'me/events' : `users/${owner.id}/events`,
    expirationDateTime: new Date(Date.parse(now) + day).toISOString(),
    clientState: 'secretClientState',
    ...more
  }
  const scopes = ['Calendars.Read']
  return arrange('POST', '/subscriptions', body, caller.mode === 'delegated' ? { ...caller, scopes } : everything)
}

/** A list shows something only when there is something. */
export async function fillList(tenant: Tenant, { method, path, caller }: GraphCase) {
  if (method !== 'GET' || !/\/subscriptions\/?(\?|$)/.test(path)) return
  await makeSubscription(tenant, caller.mode === 'delegated' ? caller : everything)
}
