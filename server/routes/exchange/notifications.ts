import type { FastifyInstance } from 'fastify'
import { readNotifications } from '../../../src/following/notification.ts'
import type { Services } from '../../services.ts'

export const NOTIFICATIONS_PATH = '/exchange/notifications'

/** Exchange puts at most some dozens of notifications of about a kilobyte into one request. */
const LARGEST_BODY = 256 * 1024

/** A handshake's token is shorter. */
const LONGEST_TOKEN = 2_000

/**
 * What Exchange tells: learn.microsoft.com/graph/change-notifications-delivery-webhooks. Answered within three seconds or
 * sent again, so that it is only written down here. Whoever is not Exchange gets the same answer, and nothing happens.
 */
export async function notificationRoutes(app: FastifyInstance, { services }: { services: Pick<Services, 'receive'> }) {
  const asText = { parseAs: 'string' as const, bodyLimit: LARGEST_BODY }
  for (const type of ['application/json', 'text/plain'])
    app.addContentTypeParser(type, asText, (_, text, done) => done(null, text))

  app.post<{ Querystring: { validationToken?: unknown } }>(
    NOTIFICATIONS_PATH,
    { config: { access: 'Exchange' }, bodyLimit: LARGEST_BODY },
    async (request, reply) => {
      const { validationToken: token } = request.query
      if (token !== undefined) {
        if (typeof token !== 'string' || token.length > LONGEST_TOKEN) return reply.code(400).send()
        // nosniff and no markup: whatever the token says, a browser shows it as text
        return reply.type('text/plain; charset=utf-8').send(token)
      }
      const notifications = readNotifications(parsed(request.body))
      if (!notifications) return reply.code(400).send()
      const { strangers } = await services.receive(notifications)
      if (strangers > 0) request.log.info({ strangers }, 'notifications that are not ours')
      return reply.code(202).send()
    }
  )
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
