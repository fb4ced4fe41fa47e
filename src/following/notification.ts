import { type PersonId, personId } from '../people/person.ts'
import { isItemId } from './hint.ts'

/** What Exchange says about its own subscription: some notifications got lost, it has ended, it wants to be asked again. */
export type Lifecycle = 'missed' | 'subscriptionRemoved' | 'reauthorizationRequired'

/** One notification, as far as we look at it. Nothing in it is believed before its secret was compared. */
export type Notification = { subscription: string; secret: string } & (
  | { tells: 'change'; organizer: PersonId; item: string; gone: boolean }
  | { tells: Lifecycle; tenant: string }
)

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** Users/{object id}/Events/{id}; Exchange's own spelling has capitals here. */
const RESOURCE = /^\/?users\/([0-9a-f-]{36})\/events\/([^/]+)$/i
const lifecycles: readonly string[] = ['missed', 'subscriptionRemoved', 'reauthorizationRequired']

const MOST_AT_ONCE = 1_000

/**
 * Reads { value: [...] }. Undefined: not what Exchange sends. Single entries that are about something else, or are written
 * otherwise, are left out.
 */
export function readNotifications(body: unknown): Notification[] | undefined {
  const value = typeof body === 'object' && body !== null ? (body as { value?: unknown }).value : undefined
  if (!Array.isArray(value) || value.length > MOST_AT_ONCE) return undefined
  return value.flatMap(readOne)
}

function readOne(given: unknown): Notification[] {
  if (typeof given !== 'object' || given === null) return []
  const { subscriptionId, clientState, tenantId, lifecycleEvent, changeType, resource } = given as Record<
    string,
    unknown
  >
  if (!isGuid(subscriptionId) || !isGuid(tenantId) || typeof clientState !== 'string' || clientState.length > 128)
    return []
  const common = { subscription: subscriptionId.toLowerCase(), secret: clientState }
  if (typeof lifecycleEvent === 'string') {
    if (!lifecycles.includes(lifecycleEvent)) return []
    return [{ ...common, tells: lifecycleEvent as Lifecycle, tenant: tenantId.toLowerCase() }]
  }
  const [, mailbox = '', item = ''] = typeof resource === 'string' ? (RESOURCE.exec(resource) ?? []) : []
  if (!isGuid(mailbox) || !isItemId(item)) return []
  return [{ ...common, tells: 'change', organizer: personId(tenantId, mailbox), item, gone: changeType === 'deleted' }]
}

const isGuid = (value: unknown): value is string => typeof value === 'string' && GUID.test(value)
