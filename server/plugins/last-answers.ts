import type { FastifyInstance } from 'fastify'
import { isStopping } from '../stop-in-order.ts'

/** An answer that is given while the server ends closes its connection: one that stays open would hold up the end. */
export function endWithLastAnswer(app: FastifyInstance) {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing || isStopping(app)) reply.header('connection', 'close')
    done()
  })
}
