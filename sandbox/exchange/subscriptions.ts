// Subscriptions: made, read, renewed, deleted. Whoever makes one proves first that the addresses are his.
import { tenants } from '../directory.ts'
import { type Answer, type Call, root } from './call.ts'
import { fingerprint } from './ids.ts'
import { accessDenied, refuse } from './refusal.ts'
import { isAlive, type Subscription } from './subscription.ts'
import { insistOnAddress, readExpiration, readWish } from './subscription-wish.ts'
import { watchedBy } from './watched-resource.ts'

const mostPerMailbox = 1000
const handshakeMilliseconds = 10_000

export async function createSubscription(call: Call): Promise<Answer> {
  const { store, caller, outside, prefer } = call
  const wish = readWish(call)
  const { mailbox, what, folder } = watchedBy(call, wish.resource)
  const now = store.ground.now()
  const others = store.subscriptions().filter((one) => one.mailbox === mailbox.oid && isAlive(one, now))
  if (others.length >= mostPerMailbox)
    throw refuse(
      403,
      'ExtensionError',
      `Operation: Create; Exception: [Status Code: Forbidden; Reason: Subscriptions limit of ${mostPerMailbox} for mailbox is reached.]`
    )

  await insistOnHandshake(outside, wish.notificationUrl)
  if (wish.lifecycleNotificationUrl) await insistOnHandshake(outside, wish.lifecycleNotificationUrl)

  const { clientId } = tenants[store.ground.world]
  const subscription: Subscription = {
    id: idOf(store.ground.next()),
    ...wish,
    mailbox: mailbox.oid,
    what,
    ...(folder === undefined ? {} : { folder }),
    idForm: prefer.idForm,
    creatorId: caller.kind === 'user' ? caller.user.id : clientId,
    applicationId: clientId
  }
  store.saveSubscription(subscription)
  const body = {
    '@odata.context': `${root}/$metadata#subscriptions/$entity`,
    ...print(subscription),
    ...withState(subscription)
  }
  return { status: 201, body, headers: { location: `${root}/subscriptions/${subscription.id}` } }
}

export function listSubscriptions(call: Call): Answer {
  const value = own(call).map(print)
  return { status: 200, body: { '@odata.context': `${root}/$metadata#subscriptions`, value } }
}

export function readSubscription(call: Call): Answer {
  return { status: 200, body: entity(find(call)) }
}

/** Only the end can be changed, and in newer times the address, which is proven again. */
export async function renewSubscription(call: Call): Promise<Answer> {
  const found = find(call)
  const { expirationDateTime, notificationUrl } = call.body()
  if (expirationDateTime === undefined && notificationUrl === undefined)
    throw refuse(400, 'InvalidRequest', 'Only expirationDateTime and notificationUrl can be updated.')
  const renewed: Subscription = {
    ...found,
    ...(expirationDateTime === undefined ? {} : readExpiration(call, expirationDateTime))
  }
  if (notificationUrl !== undefined) {
    renewed.notificationUrl = insistOnAddress('notificationUrl', notificationUrl)
    await insistOnHandshake(call.outside, renewed.notificationUrl)
  }
  call.store.saveSubscription(renewed)
  return { status: 200, body: entity(renewed) }
}

export function deleteSubscription(call: Call): Answer {
  call.store.removeSubscription(find(call).id)
  return { status: 204 }
}

export function reauthorizeSubscription(call: Call): Answer {
  find(call)
  return { status: 204 }
}

/** The address has to give the token back, decoded, as plain text, within ten seconds. */
async function insistOnHandshake(outside: Call['outside'], address: string) {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${crypto.randomUUID()} +&é`
  const url = `${address}${address.includes('?') ? '&' : '?'}validationToken=${encodeURIComponent(token)}`
  const reply = await outside.post(url, '', 'text/plain; charset=utf-8', handshakeMilliseconds)
  if (reply?.status === 200 && /^text\/plain\b/i.test(reply.contentType) && reply.text === token) return
  const seen = !reply ? 'no answer' : reply.status === 200 ? 'another text than the token' : `status ${reply.status}`
  throw refuse(
    400,
    'ValidationError',
    `Subscription validation request failed. Notification endpoint must respond with 200 OK to validation request. (${seen})`
  )
}

/** What the caller may see: an application its own, a person those that were made in his name. */
function own({ store, caller }: Call): Subscription[] {
  const now = store.ground.now()
  const { clientId } = tenants[store.ground.world]
  const creator = caller.kind === 'user' ? caller.user.id : clientId
  if (
    caller.kind === 'app' &&
    !['Calendars.Read', 'Calendars.ReadWrite', 'Mail.Read', 'Mail.ReadWrite'].some(caller.has)
  )
    throw accessDenied()
  return store.subscriptions().filter((one) => one.creatorId === creator && isAlive(one, now))
}

function find(call: Call): Subscription {
  const id = (call.params.subscription ?? '').toLowerCase()
  const found = own(call).find((one) => one.id === id)
  if (found) return found
  throw refuse(404, 'ResourceNotFound', 'The object was not found.')
}

const entity = (subscription: Subscription) => ({
  '@odata.context': `${root}/$metadata#subscriptions/$entity`,
  ...print(subscription)
})

const withState = ({ clientState }: Subscription) => (clientState === undefined ? {} : { clientState })

/** The client state is said once, to whoever made the subscription, and never again. */
function print(subscription: Subscription): Record<string, unknown> {
  const { id, resource, applicationId, changeType, notificationUrl, lifecycleNotificationUrl } = subscription
  const { expirationDateTime, creatorId, latestSupportedTlsVersion } = subscription
  return {
    id,
    resource,
    applicationId,
    changeType,
    clientState: null,
    notificationUrl,
    notificationQueryOptions: null,
    lifecycleNotificationUrl: lifecycleNotificationUrl ?? null,
    expirationDateTime,
    creatorId,
    includeResourceData: null,
    latestSupportedTlsVersion,
    encryptionCertificate: null,
    encryptionCertificateId: null,
    notificationUrlAppId: null
  }
}

function idOf(serial: number): string {
  const hex = fingerprint('subscription', serial).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
