import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/**
 * One strict policy for every page: nothing inline, nothing from elsewhere, in nobody's frame. `form-action` stays 'self':
 * sign-in begins with a link, because a form that ends at Microsoft would be blocked.
 */
export async function securityHeaders(app: FastifyInstance, { publicOrigin }: { publicOrigin: string }) {
  const https = publicOrigin.startsWith('https:')
  await app.register(helmet, {
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
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=()')
    reply.header('x-robots-tag', 'noindex, nofollow')
    // addresses of pages carry tokens, and what they show changes by the second
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
}
