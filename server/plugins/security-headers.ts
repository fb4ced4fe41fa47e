import helmet from '@fastify/helmet'
import Fastify, { type FastifyInstance } from 'fastify'

/**
 * One strict policy for every page: nothing inline, nothing from elsewhere, in nobody's frame. `form-action` stays 'self':
 * sign-in begins with a link, because a form that ends at Microsoft would be blocked.
 */
export async function securityHeaders(app: FastifyInstance, { publicOrigin }: { publicOrigin: string }) {
  const headers = {
    ...(await helmetHeaders(publicOrigin)),
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'x-robots-tag': 'noindex, nofollow',
    // addresses of pages carry tokens, and what they show changes by the second; files that may be kept say so themselves
    'cache-control': 'no-store'
  }
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}

/**
 * What helmet says. It would write its policy anew for each answer, which costs more than all the rest of a small one;
 * ours is the same for all, so it is asked once, by a server of its own.
 */
async function helmetHeaders(publicOrigin: string): Promise<Record<string, string>> {
  const https = publicOrigin.startsWith('https:')
  const asked = Fastify()
  await asked.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"]
      }
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' }
  })
  const said: Record<string, string> = {}
  asked.get('/', async (_request, reply) => {
    for (const [name, value] of Object.entries(reply.raw.getHeaders())) said[name] = String(value)
    return ''
  })
  await asked.inject('/')
  await asked.close()
  return said
}
