import type { FastifyInstance } from 'fastify'
import { fewAtATime } from '../../src/time/few-at-a-time.ts'

/** So many requests begin in one turn of the event loop. */
const IN_ONE_TURN = 4

/** Whoever asks whether the process is well does not stand in line. */
const always = ['/livez', '/readyz']

/**
 * Of a crowd that arrives in one moment a few are let in at a time, in their order, and what is under way goes on in between: five
 * hundred forms that are read and looked at in one turn of the event loop would stop everything else. Whoever comes alone does not wait.
 */
export function letIn(app: FastifyInstance) {
  const turn = fewAtATime()
  let begun = 0
  let waiting = 0

  app.addHook('onRequest', (request, _reply, done) => {
    if (always.includes(request.routeOptions.url ?? '')) return done()
    if (begun === 0)
      setImmediate(() => {
        begun = 0
      })
    if (waiting === 0 && begun < IN_ONE_TURN) {
      begun++
      return done()
    }
    waiting++
    void turn().then(() => {
      waiting--
      done()
    })
  })
}
