import type { FastifyInstance } from 'fastify'

/**
 * No other site's page may make a visitor's browser send a form here. Browsers say where a request comes from in
 * Sec-Fetch-Site; older ones only in Origin, which is "null" under our own no-referrer policy and then says nothing. The
 * forms carry signed ids or tokens besides.
 */
export function refuseOtherSites(app: FastifyInstance, { publicOrigin }: { publicOrigin: string }) {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET') return
    const { 'sec-fetch-site': site, origin } = request.headers
    const foreign = site === undefined ? isForeign(origin, publicOrigin) : site !== 'same-origin' && site !== 'none'
    if (!foreign) return
    request.log.info({ site, origin }, 'refused a form from another site')
    // sent here and now: what a hook returns is not an answer, and the route would go on
    const page = await reply.code(403).viewAsync('errors/failure', {
      title: 'Please use the page itself',
      message: 'This request came from another website. Open the page again and send the form from there.',
      reference: request.id
    })
    return reply.type('text/html; charset=utf-8').send(page)
  })
}

const isForeign = (origin: string | undefined, publicOrigin: string) =>
  origin !== undefined && origin !== 'null' && origin !== publicOrigin
