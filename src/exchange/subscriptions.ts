// learn.microsoft.com/graph/api/subscription-post-subscriptions, subscription-update, subscription-delete. Another
// person's calendar may be watched by an application with Calendars.Read only.
import type { Subscriptions } from '../following/subscriptions.ts'
import type { Graph } from './graph-client.ts'
import { failureOf } from './graph-errors.ts'
import { mailboxOf, path } from './graph-path.ts'
import { isoTime } from './graph-times.ts'
import { at, textAt } from './json.ts'

/** Exchange makes the handshake with two addresses first, ten seconds each at most. */
const HANDSHAKE_LIMIT = 25_000

export function subscriptions(graph: Graph): Subscriptions {
  return {
    async create(organizer, { address, secret, until }) {
      const answer = await graph.ask({
        method: 'POST',
        path: '/subscriptions',
        timeLimit: HANDSHAKE_LIMIT,
        body: {
          changeType: 'created,updated,deleted',
          notificationUrl: address,
          // cannot be added later; without it nobody would tell us that notifications were missed
          lifecycleNotificationUrl: address,
          resource: `users/${mailboxOf(organizer)}/events`,
          expirationDateTime: isoTime(until),
          clientState: secret,
          latestSupportedTlsVersion: 'v1_2'
        }
      })
      if ('failed' in answer || answer.status !== 201) return failureOf(answer)
      const id = textAt(answer.body, 'id')
      return id ? { id, endsAt: endOf(answer.body) ?? until } : { unclear: 'Exchange gave the subscription no id' }
    },

    async renew(id, until) {
      const answer = await graph.ask({
        method: 'PATCH',
        path: path`/subscriptions/${id}`,
        body: { expirationDateTime: isoTime(until) }
      })
      if ('status' in answer && answer.status === 404 && answer.code !== '') return 'gone'
      if ('failed' in answer || answer.status !== 200) return failureOf(answer)
      return { endsAt: endOf(answer.body) ?? until }
    },

    async remove(id) {
      const answer = await graph.ask({ method: 'DELETE', path: path`/subscriptions/${id}` })
      const isGone = 'status' in answer && (answer.status === 204 || answer.status === 404)
      return isGone ? 'removed' : failureOf(answer)
    }
  }
}

function endOf(body: unknown): number | undefined {
  const end = Date.parse(String(at(body, 'expirationDateTime') ?? ''))
  return Number.isNaN(end) ? undefined : end
}
