import type { FastifyInstance } from 'fastify'

/** Nobody's page: who comes here by hand wants the console. */
export async function homeRoutes(app: FastifyInstance) {
  app.get('/', { config: { access: 'public' } }, async (_request, reply) => reply.redirect('/console', 303))
}
