import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { SECOND } from '../src/time/instant.ts'
import { requireAccess } from './plugins/access.ts'
import { assets } from './plugins/assets.ts'
import { compressAnswers } from './plugins/compress.ts'
import { errors, unreadableAddress } from './plugins/errors.ts'
import { health } from './plugins/health.ts'
import { endWithLastAnswer } from './plugins/last-answers.ts'
import { letIn } from './plugins/let-in.ts'
import { limitNetworks } from './plugins/limits.ts'
import { refuseOtherSites } from './plugins/other-sites.ts'
import { securityHeaders } from './plugins/security-headers.ts'
import { cookieNamed, cookieRules, signedInOnly } from './plugins/session.ts'
import { views } from './plugins/views.ts'
import { bookRoutes } from './routes/book/book.ts'
import { consoleRoutes } from './routes/console/console.ts'
import { notificationRoutes } from './routes/exchange/notifications.ts'
import { homeRoutes } from './routes/home.ts'
import { revokeRoutes } from './routes/revoke/revocation.ts'
import { signInRoutes } from './routes/sign-in.ts'
import type { Services } from './services.ts'
import { type Tallies, talliesInMemory } from './tallies.ts'

export type AppSettings = {
  services: Services
  cookieKey: Buffer
  trustedProxies?: readonly string[]
  /** Counts over all instances; absent: in this process. */
  tallies?: Tallies
  /** How many bookings one network may make within an hour; 0 or absent: any number. */
  bookingsPerHour?: number
  /** Absent: silent, as in tests. */
  log?: FastifyBaseLogger
}

/** The table of contents: every plugin and every surface, in order. The order is the security. */
export async function createApp(settings: AppSettings) {
  const { services, cookieKey, trustedProxies = [], bookingsPerHour = 0, log } = settings
  const tallies = settings.tallies ?? talliesInMemory(services.clock)
  const { publicOrigin, organization } = services
  const app: FastifyInstance = Fastify({
    ...limits,
    ...(log ? { loggerInstance: log } : {}),
    trustProxy: [...trustedProxies],
    genReqId: () => randomUUID(),
    frameworkErrors: unreadableAddress
  })

  app.removeContentTypeParser(['text/plain', 'application/json'])
  requireAccess(app)
  letIn(app)
  await securityHeaders(app, { publicOrigin })
  compressAnswers(app)
  await app.register(cookie, { secret: cookieKey })
  await app.register(formbody, { bodyLimit: limits.bodyLimit })
  await views(app, { assets: await assets(app), organization })
  app.addHook('onRequest', (_request, _reply, done) => {
    services.requestArrived?.()
    done()
  })
  errors(app, services.storeIsAway)
  logRequests(app)
  endWithLastAnswer(app)
  health(app, services)
  limitNetworks(app, { tallies, bookingsPerHour, clock: services.clock, key: cookieKey })
  refuseOtherSites(app, { publicOrigin })

  await app.register(homeRoutes)
  await app.register(signInRoutes, { services })
  await app.register(bookRoutes, { services })
  await app.register(revokeRoutes, { services })
  await app.register(notificationRoutes, { services })
  await app.register(
    async (signedIn) => {
      signedInOnly(signedIn, services)
      await signedIn.register(csrf, {
        cookieKey: cookieNamed('csrf', publicOrigin),
        cookieOpts: cookieRules(publicOrigin),
        getToken: ({ body }) => String((body as Record<string, unknown> | undefined)?._csrf ?? '')
      })
      signedIn.addHook('preHandler', (request, reply, done) =>
        request.method === 'GET' ? done() : signedIn.csrfProtection(request, reply, done)
      )
      await signedIn.register(consoleRoutes, { services })
    },
    { prefix: '/console' }
  )
  return app
}

/** Nothing is left to a default that means "no limit". */
const limits = {
  bodyLimit: 32 * 1024,
  requestTimeout: 15 * SECOND,
  connectionTimeout: 20 * SECOND,
  keepAliveTimeout: 10 * SECOND,
  http: { headersTimeout: 10 * SECOND, maxHeaderSize: 16 * 1024 },
  routerOptions: { maxParamLength: 64 },
  exposeHeadRoutes: false,
  forceCloseConnections: 'idle' as const,
  return503OnClosing: true,
  logController: new LogController({ disableRequestLogging: true }), // logRequests writes our own line
  ajv: { customOptions: { coerceTypes: false as const, removeAdditional: false as const, allErrors: false } }
}

/** One line a request with the route's pattern: addresses of pages carry tokens and stay out of the log. */
function logRequests(app: FastifyInstance) {
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime)
      },
      'answered'
    )
    done()
  })
}
