// Reads what somebody asks to be told of, and refuses what Graph refuses.
import type { Call } from './call.ts'
import { refuse } from './refusal.ts'
import type { Subscription } from './subscription.ts'
import { minute, readInstant } from './wall-time.ts'

const longestMinutes = 10_080
const shortestMinutes = 45
const longestClientState = 128

type Wish = Pick<
  Subscription,
  | 'resource'
  | 'changeType'
  | 'notificationUrl'
  | 'lifecycleNotificationUrl'
  | 'clientState'
  | 'expirationDateTime'
  | 'expires'
  | 'latestSupportedTlsVersion'
>

export function readWish(call: Call): Wish {
  const given = call.body()
  for (const name of ['changeType', 'notificationUrl', 'resource', 'expirationDateTime']) {
    if (given[name] === undefined || given[name] === null || given[name] === '')
      throw invalid(`The property ${name} is missing.`)
  }
  if (given.includeResourceData === true)
    throw invalid('includeResourceData needs an encryption certificate; this sandbox sends no resource data.')
  const { clientState, lifecycleNotificationUrl } = given
  if (clientState !== undefined && clientState !== null && String(clientState).length > longestClientState)
    throw invalid(`clientState must not be longer than ${longestClientState} characters.`)
  return {
    resource: String(given.resource),
    changeType: readChangeType(String(given.changeType)),
    notificationUrl: insistOnAddress('notificationUrl', given.notificationUrl),
    ...(lifecycleNotificationUrl
      ? { lifecycleNotificationUrl: insistOnAddress('lifecycleNotificationUrl', lifecycleNotificationUrl) }
      : {}),
    ...(clientState === undefined || clientState === null ? {} : { clientState: String(clientState) }),
    ...readExpiration(call, given.expirationDateTime),
    latestSupportedTlsVersion: String(given.latestSupportedTlsVersion ?? 'v1_2')
  }
}

/** At most seven days ahead; what ends sooner than in 45 minutes ends in 45 minutes. */
export function readExpiration({ store }: Call, given: unknown): Pick<Wish, 'expirationDateTime' | 'expires'> {
  const now = store.ground.now()
  const expires = typeof given === 'string' ? readInstant(given) : undefined
  if (expires === undefined) throw invalid('expirationDateTime is not a date and time.')
  if (expires <= now) throw invalid('Subscription expiration date must be in the future.')
  if (expires > now + longestMinutes * minute)
    throw invalid(`Subscription expiration can only be ${longestMinutes} minutes in the future.`)
  const soonest = now + shortestMinutes * minute
  if (expires >= soonest) return { expirationDateTime: String(given), expires }
  return { expirationDateTime: `${new Date(soonest).toISOString().slice(0, -1)}0000Z`, expires: soonest }
}

/** Graph wants https; for this machine the sandbox is content with http. */
export function insistOnAddress(name: string, given: unknown): string {
  const url = URL.canParse(String(given)) ? new URL(String(given)) : undefined
  const isHere = url && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isHere))) return String(given)
  throw invalid(`The ${name} must be a https address.`)
}

function readChangeType(given: string): string {
  const kinds = given.split(',').map((one) => one.trim().toLowerCase())
  if (kinds.every((one) => ['created', 'updated', 'deleted'].includes(one))) return given
  throw invalid('changeType is created, updated, deleted, or several of them with commas between.')
}

const invalid = (message: string) => refuse(400, 'InvalidRequest', message)
