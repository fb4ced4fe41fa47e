// Subscriptions and what is sent to them: trouble on the way, lifecycle events, addresses of others, moved mailboxes.

import { noTrouble, readNotificationTrouble } from '../exchange/notification-trouble.ts'
import type { LifecycleEvent } from '../exchange/notifications.ts'
import type { World } from '../world.ts'
import type { Fields } from './fields.ts'
import type { Outcome } from './outcome.ts'
import { whom } from './whom.ts'

export function notificationsOf({ faces }: World) {
  const { notifier, subscriptions } = faces.graph
  return { trouble: notifier.trouble(), subscriptions: subscriptions(), deliveries: notifier.deliveries() }
}

export function rehearseNotifications(fields: Fields, { faces }: World): Outcome {
  const reading = readNotificationTrouble(fields)
  if ('problem' in reading) return reading
  faces.graph.notifier.rehearse(reading.trouble)
  return { done: reading.trouble }
}

export function clearNotificationTrouble({ faces }: World): Outcome {
  faces.graph.notifier.rehearse(noTrouble)
  return { done: undefined }
}

const events: LifecycleEvent[] = ['missed', 'subscriptionRemoved', 'reauthorizationRequired']

export function sendLifecycle(fields: Fields, { ground, faces }: World): Outcome {
  const event = events.find((one) => one === fields.event)
  if (!event) return { problem: `event is one of ${events.join(', ')}.` }
  if (fields.person === undefined || fields.person === '')
    return { done: { told: faces.graph.notifier.tellLifecycle(event) } }
  const named = whom(ground, 'person', fields.person)
  if ('problem' in named) return named
  return { done: { told: faces.graph.notifier.tellLifecycle(event, named.found.id) } }
}

export function reroute({ from, to }: Fields, { faces }: World): Outcome {
  if (!URL.canParse(String(from)) || !URL.canParse(String(to))) return { problem: 'from and to are origins.' }
  faces.graph.reroute(String(from), String(to))
  return { done: undefined }
}

/** act: move (to another server) or forget (the delta links that were handed out). */
export function changeMailbox({ person, act }: Fields, { ground, faces }: World): Outcome {
  const named = whom(ground, 'person', person)
  if ('problem' in named) return named
  if (!named.found.zone) return { problem: `${named.found.displayName} has no mailbox.` }
  if (act === 'move') faces.graph.moveMailbox(named.found.id)
  else if (act === 'forget') faces.graph.forgetRounds(named.found.id)
  else return { problem: 'act is move or forget.' }
  return { done: undefined }
}
