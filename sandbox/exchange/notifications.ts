// Tells the apps: what changes in a mailbox is matched with the subscriptions and posted to their addresses. Nothing here
// keeps an answer waiting; what nobody takes within three seconds is tried again, and given up at last.
import { tenants } from '../directory.ts'
import { changeKey, fingerprint, idSpace, writeId } from './ids.ts'
import { createShare, type NotificationTrouble, noTrouble } from './notification-trouble.ts'
import type { Outside } from './outside.ts'
import type { Change, Store } from './store.ts'
import { isAlive, type Subscription } from './subscription.ts'

/** What became of one notification, for people and tests. */
export type Delivery = {
  at: string
  address: string
  subscription: string
  what: string
  resource?: string
  /** waiting, delivered, lost (on demand), or given up. */
  outcome: 'waiting' | 'delivered' | 'lost' | 'given up'
  /** Of the last try; 0: nobody answered. */
  status?: number
  tries: number
}

export type LifecycleEvent = 'missed' | 'subscriptionRemoved' | 'reauthorizationRequired'

export type Notifier = {
  trouble(): NotificationTrouble
  rehearse(trouble: NotificationTrouble): void
  deliveries(): readonly Delivery[]
  /** Tells those who watch the mailbox (or any) about their subscription; returns how many were told. */
  tellLifecycle(event: LifecycleEvent, mailbox?: string): number
  stop(): void
}

type Notification = Record<string, unknown>
type Letter = { address: string; notification: Notification; delivery: Delivery; subscription: Subscription }

/** What happens at once leaves together. */
const gatherMilliseconds = 20
const answerMilliseconds = 3000
// Graph goes on for four hours; a sandbox need not.
const retrySeconds = [1, 2, 5, 10, 20, 30, 60, 60]
const mostRemembered = 500
const mostTogether = 50

export function createNotifier(store: Store, outside: Outside): Notifier {
  let trouble = { ...noTrouble }
  let deliveries: Delivery[] = []
  let gathering: Letter[] = []
  const timers = new Set<NodeJS.Timeout>()
  const [loses, doubles, mistakes] = [createShare(), createShare(), createShare()]
  let stopped = false

  store.watch((change) => {
    const now = store.ground.now()
    for (const subscription of store.subscriptions()) {
      if (!isAlive(subscription, now)) store.removeSubscription(subscription.id)
      else if (isAbout(subscription, change)) send(subscription, changeNotification(store, subscription, change))
    }
  })

  return {
    trouble: () => trouble,
    rehearse: (wanted) => {
      trouble = { ...wanted }
    },
    deliveries: () => deliveries,
    tellLifecycle(event, mailbox) {
      const now = store.ground.now()
      const told = store
        .subscriptions()
        .filter((one) => isAlive(one, now) && (!mailbox || one.mailbox === mailbox) && one.lifecycleNotificationUrl)
      for (const subscription of told) {
        if (event === 'subscriptionRemoved') store.removeSubscription(subscription.id)
        post(subscription, subscription.lifecycleNotificationUrl ?? '', {
          subscriptionId: subscription.id,
          subscriptionExpirationDateTime: subscription.expirationDateTime,
          tenantId: tenants[store.ground.world].id,
          clientState: subscription.clientState,
          lifecycleEvent: event
        })
      }
      return told.length
    },
    stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      outside.close()
    }
  }

  function send(subscription: Subscription, notification: Notification) {
    if (loses(trouble.lose)) {
      remember(subscription, subscription.notificationUrl, notification).outcome = 'lost'
      return
    }
    const honest = mistakes(trouble.wrongClientState)
      ? { ...notification, clientState: 'somebody else’s' }
      : notification
    post(subscription, subscription.notificationUrl, honest)
    if (doubles(trouble.duplicate)) post(subscription, subscription.notificationUrl, honest)
  }

  function post(subscription: Subscription, address: string, notification: Notification) {
    const delivery = remember(subscription, address, notification)
    gathering.push({ address, notification, delivery, subscription })
    if (gathering.length === 1) later(trouble.delay + (trouble.reorder || gatherMilliseconds), leave)
  }

  function leave() {
    const letters = gathering
    gathering = []
    if (trouble.reorder) return void inTurn(letters.toReversed())
    for (const [address, together] of Map.groupBy(letters, (letter) => letter.address)) {
      for (let from = 0; from < together.length; from += mostTogether)
        void deliver(address, together.slice(from, from + mostTogether), 0)
    }
  }

  async function inTurn(letters: Letter[]) {
    for (const letter of letters) await deliver(letter.address, [letter], 0)
  }

  async function deliver(address: string, letters: Letter[], tries: number) {
    const body = JSON.stringify({ value: letters.map(({ notification }) => notification) })
    const reply = stopped
      ? undefined
      : await outside.post(address, body, 'application/json; charset=utf-8', answerMilliseconds)
    if (stopped) return
    const taken = reply !== undefined && reply.status >= 200 && reply.status < 300
    const wait = retrySeconds[tries]
    for (const { delivery } of letters) {
      delivery.tries++
      delivery.status = reply?.status ?? 0
      delivery.outcome = taken ? 'delivered' : wait === undefined ? 'given up' : 'waiting'
    }
    if (!taken && wait !== undefined) later(wait * 1000, () => void deliver(address, letters, tries + 1))
  }

  function later(milliseconds: number, work: () => void) {
    const timer = setTimeout(() => {
      timers.delete(timer)
      if (!stopped) work()
    }, milliseconds)
    // A sandbox that has nothing else to do may end.
    timer.unref()
    timers.add(timer)
  }

  function remember(subscription: Subscription, address: string, notification: Notification): Delivery {
    const delivery: Delivery = {
      at: new Date(store.ground.now()).toISOString(),
      address,
      subscription: subscription.id,
      what: String(notification.lifecycleEvent ?? notification.changeType),
      ...(notification.resource ? { resource: String(notification.resource) } : {}),
      outcome: 'waiting',
      tries: 0
    }
    deliveries.push(delivery)
    if (deliveries.length > mostRemembered * 1.2) deliveries = deliveries.slice(-mostRemembered)
    return delivery
  }
}

function isAbout({ what, mailbox, folder, changeType }: Subscription, change: Change): boolean {
  const kinds = changeType
    .toLowerCase()
    .split(',')
    .map((kind) => kind.trim())
  return (
    what === change.what &&
    mailbox === change.mailbox &&
    (folder === undefined || folder === change.folder) &&
    kinds.includes(change.kind)
  )
}

/** In the spelling of Exchange: Users, Events and #Microsoft.Graph.Event begin with capitals here and nowhere else. */
function changeNotification(store: Store, subscription: Subscription, change: Change): Notification {
  const { idForm } = subscription
  const mailbox = store.mailbox(change.mailbox)
  const number = mailbox ? idSpace(mailbox, idForm) : 0
  const id = writeId(
    { kind: change.what === 'Events' ? 'item' : 'message', mailbox: number, serial: change.serial },
    idForm
  )
  const resource = `Users/${change.mailbox}/${change.what}/${id}`
  return {
    id: fingerprint('notification', store.ground.next()).toString('base64').slice(0, 13),
    subscriptionId: subscription.id,
    subscriptionExpirationDateTime: new Date(subscription.expires).toISOString(),
    clientState: subscription.clientState ?? null,
    changeType: change.kind,
    resource,
    tenantId: tenants[store.ground.world].id,
    resourceData: {
      '@odata.type': change.what === 'Events' ? '#Microsoft.Graph.Event' : '#Microsoft.Graph.Message',
      '@odata.id': resource,
      '@odata.etag': `W/"${changeKey(mailbox?.number ?? 0, change.serial, change.change)}"`,
      id
    }
  }
}
