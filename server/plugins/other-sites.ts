import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/**
 * No other site's page may make a visitor's browser send a form here. Browsers say where a request comes from in
 * Sec-Fetch-Site; older ones only in Origin, which is "null" under our own no-referrer policy and then says nothing. The
 * forms carry signed ids or tokens besides.
 */
export function refuseOtherSites(app: FastifyInstance, { publicOrigin }: { publicOrigin: string }) {
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method === 'GET') return done()
    const { 'sec-fetch-site': site, origin } = request.headers
    const foreign = site === undefined ? isForeign(origin, publicOrigin) : site !== 'same-origin' && site !== 'none'
    if (!foreign) return done()
    request.log.info({ site, origin }, 'refused a form from another site')
    refuse(request, reply).catch(done) // answered here and now: the route does not go on
  })
}

async function refuse(request: FastifyRequest, reply: FastifyReply) {
  const page = await reply.code(403).viewAsync('errors/failure', {
    title: 'Please use the page itself',
    message: 'This request came from another website. Open the page again and send the form from there.',
    reference: request.id
  })
  reply.type('text/html; charset=utf-8').send(page)
}

const isForeign = (origin: string | undefined, publicOrigin: string) =>
  origin !== undefined && origin !== 'null' && origin !== publicOrigin
