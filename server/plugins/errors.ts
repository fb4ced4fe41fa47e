import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What a person reads for each kind of failure; the log gets the cause, the page only its reference. */
const words: Record<number, { title: string; message: string }> = {
  400: {
    title: 'That could not be read',
    message: 'The address or the form is not complete. Open the page again and repeat.'
  },
  403: { title: 'This form is too old', message: 'Go back, reload the page and send the form again.' },
  408: { title: 'That took too long', message: 'The connection was too slow. Please try again.' },
  413: { title: 'That was too long', message: 'Please shorten the text and send the form again.' },
  414: { title: 'That could not be read', message: 'The address is too long.' },
  415: { title: 'That could not be read', message: 'Please use the form on the page.' },
  503: { title: 'Please try again in a moment', message: 'We are busy right now. Nothing was changed.' }
}

const fault = {
  title: 'Something went wrong here',
  message: 'It is our fault and it has been noted. Please try again in a few minutes.'
}

/** The one error handler and the one not-found page. Refusals are answers of their routes and never come here. */
export function errors(app: FastifyInstance) {
  app.setErrorHandler(async (error, request, reply) => reply.send(await failurePage(error as Failing, request, reply)))
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).viewAsync('errors/not-found', {}))
}

type Failing = Error & { statusCode?: number; code?: string }

async function failurePage(error: Failing, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const status = error.statusCode && error.statusCode >= 400 && error.statusCode < 600 ? error.statusCode : 500
  if (status >= 500) request.log.error({ err: error }, 'request failed')
  else request.log.info({ code: error.code, reason: error.message }, 'request refused')
  if (status === 503) reply.header('retry-after', '5')
  const said = words[status] ?? (status < 500 ? words[400] : fault)
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .viewAsync('errors/failure', { ...said, reference: request.id })
}

/**
 * An address that the router cannot read reaches no route, no hook and no view: it is answered with a word, and nothing of
 * the address is repeated.
 */
export function unreadableAddress(error: Failing, request: FastifyRequest, reply: FastifyReply) {
  request.log.info({ code: error.code }, 'request refused')
  const status = error.statusCode ?? 400
  void reply
    .code(status)
    .headers({ 'content-security-policy': "default-src 'none'", 'x-content-type-options': 'nosniff' })
    .type('text/plain; charset=utf-8')
    .send((words[status] ?? fault).message)
}
