import type { FastifyInstance } from 'fastify'
import type { OutboxStore } from '../../src/outbox/outbox-store.ts'
import { type Clock, SECOND } from '../../src/time/instant.ts'
import { zoneDataVersion } from '../../src/time/zone-data.ts'
import { loopDelay } from '../loop-delay.ts'
import type { FollowingHealth } from '../services.ts'
import { isStopping } from '../stop-in-order.ts'

type Settings = {
  ready(): Promise<void>
  outbox: OutboxStore
  followingHealth(): Promise<FollowingHealth>
  clock: Clock
}

/** /livez: the process answers. /readyz: it may be given work. For balancers and operators; no names, no counts of people. */
export function health(app: FastifyInstance, { ready, outbox, followingHealth, clock }: Settings) {
  let closing = false
  const delay = loopDelay()
  app.addHook('onClose', async () => delay.stop())
  app.addHook('preClose', async () => {
    closing = true
  })
  app.get('/livez', { config: { access: 'public' } }, async () => ({ alive: true }))
  app.get('/readyz', { config: { access: 'public' } }, async (request, reply) => {
    try {
      if (closing || isStopping(app)) throw new Error('closing')
      await ready()
      const oldest = await outbox.oldestDue(clock())
      const undelivered = Math.round(oldest / SECOND)
      const following = await followingHealth()
      const stall = delay.longest()
      return {
        ready: true,
        oldestUndeliveredSeconds: undelivered,
        longestStallMs: stall,
        following,
        zoneData: zoneDataVersion
      }
    } catch (cause) {
      request.log.warn({ err: cause }, 'not ready')
      return reply.code(503).send({ ready: false })
    }
  })
}
