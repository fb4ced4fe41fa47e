import type { FastifyInstance } from 'fastify'

/** Who may use a route. Every route says it in its config, or the app does not boot. `Exchange`: whoever knows a subscription's secret. */
export type Access = 'public' | 'signed in' | 'Exchange'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyInstance {
    /** Every route that may change something: "POST /console/links/:id/revocation". */
    changing: readonly string[]
    /** Every route that asks for no session: "GET /book/:token". */
    open: readonly string[]
  }
}

/** Must come before every route. Which routes ask for a session is decided by the scope they are registered in. */
export function requireAccess(app: FastifyInstance) {
  const changing: string[] = []
  const open: string[] = []
  app.decorate('changing', changing)
  app.decorate('open', open)
  app.addHook('onRoute', ({ method, url, config }) => {
    if (url.startsWith('/assets/')) return // style sheets and scripts; their plugin writes its own routes
    if (!config?.access) throw new Error(`${method} ${url} does not say who may use it`)
    if (config.access === 'public') for (const each of [method].flat()) open.push(`${each} ${url}`)
    for (const each of [method].flat()) if (!/^(GET|HEAD|OPTIONS)$/.test(each)) changing.push(`${each} ${url}`)
  })
}
