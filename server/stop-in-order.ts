import type { Server } from 'node:http'
import { Server as Listener } from 'node:net'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** Milliseconds in which balancers may learn that we are not ready, and in which whoever comes all the same is still let in. */
const DRAIN = 500

/** Milliseconds that somebody has for her request who was let in at the last moment. */
const LINGER = 250

const stopping = new WeakSet<Server>()

/** True from the moment in which the process was told to stop. */
export const isStopping = ({ server }: FastifyInstance): boolean => stopping.has(server)

/**
 * Ends the server so that nobody's connection is cut: first it says that it is not ready and takes connections all the same, then it takes
 * none any more, right after a turn of the loop in which everything was taken that the system had accepted for us, and only then it
 * closes those that are idle. Answers on the way are given.
 */
export async function stopInOrder(app: FastifyInstance, wait: (ms: number) => Promise<unknown> = sleep): Promise<void> {
  stopping.add(app.server)
  await wait(DRAIN)
  await turn()
  // `close` of an HTTP server would close idle connections, too, and with them those that have just been taken
  Listener.prototype.close.call(app.server)
  if (await hasConnections(app.server)) await wait(LINGER)
  await app.close()
}

const hasConnections = (server: Server) =>
  new Promise<boolean>((resolve) => {
    server.getConnections((error, count) => resolve(error !== null || count > 0))
  })
